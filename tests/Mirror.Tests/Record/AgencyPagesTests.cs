using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Mirror.Tests.Record;

/// <summary>The register of agencies, read from the record's open facts.</summary>
public sealed class AgencyPagesTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly AgencyId police = AgencyId.New();

    private readonly AgencyId hostile = AgencyId.New();

    [Fact]
    public async Task An_agency_stands_with_what_the_record_says_and_its_whole_history()
    {
        using var host = await Host();
        var list = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/agencies"));
        var row = list.QuerySelectorAll("tbody tr").Single(line => line.TextContent.Contains("Sample Police", StringComparison.Ordinal)).TextContent;
        Assert.Contains("verified", row, StringComparison.Ordinal);
        Assert.Contains("call-back", row, StringComparison.Ordinal);
        Assert.Contains("1 March 2026", row, StringComparison.Ordinal);

        var one = (await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync($"/agencies/{police.Text}"))).Body!.TextContent;
        foreach (var said in (string[])["Entered in the register", "Suspended", "The number was wrong.", "A key was registered", "A key was revoked"])
            Assert.Contains(said, one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_CSV_and_JSON_say_the_same()
    {
        using var host = await Host();
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/agencies.json"));
        var agency = json.RootElement.GetProperty("agencies").EnumerateArray().Single(a => a.GetProperty("id").GetString() == police.Text);
        Assert.Equal("verified", agency.GetProperty("standing").GetString());
        Assert.Equal(1, agency.GetProperty("keys").GetInt32());
        Assert.Equal(["agency-enrolled", "agency-verified", "agency-suspended", "agency-verified", "key-enrolled", "key-enrolled", "key-revoked"], agency.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("kind").GetString()!));

        var csv = (await host.Client.GetStringAsync("/agencies.csv")).Split('\n');
        Assert.StartsWith("id,name,country,authority,standing,", csv[0], StringComparison.Ordinal);
        Assert.Contains($"{police.Text},Sample Police,US,police,verified,2026-03-01T09:00:00Z,2026-03-01T12:00:00Z,call-back,staff,1", csv[1], StringComparison.Ordinal);

        // A spreadsheet must not take a name for a formula.
        Assert.Contains("'=HYPERLINK", csv[2], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"/agencies/{police.Text}.json")).StatusCode);
    }

    [Fact]
    public async Task A_name_is_text_and_never_markup()
    {
        using var host = await Host();
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync($"/agencies/{hostile.Text}"));
        Assert.Empty(page.QuerySelectorAll("h1 b"));
        Assert.Contains("not verified yet", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/agencies/nobody")]
    [InlineData("/agencies/agy_0000000000000000")]
    [InlineData("/agencies/agy_0000000000000000.json")]
    [InlineData("/agencies/agy_0000000000000000.svg")]
    public async Task Who_is_not_in_the_record_has_no_page(string address)
    {
        using var host = await Host();
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_under_the_published_checkpoint_is_not_shown()
    {
        using var host = await Host(publish: false);
        Assert.Contains("No agency is in the published record", await host.Client.GetStringAsync("/agencies"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync($"/agencies/{police.Text}")).StatusCode);
    }

    [Fact]
    public async Task The_map_shows_each_area_with_its_standing_in_words_and_leads_to_the_agency()
    {
        using var host = await Host(area: """{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[0.1,0],[0.1,0.1],[0,0.1],[0,0]]],[[[1,1],[1.1,1],[1.1,1.1],[1,1]]]]}}""");
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/agencies"));
        var link = Assert.Single(page.QuerySelectorAll("figure svg a"));
        Assert.Equal($"/agencies/{police.Text}", link.GetAttribute("href"));
        Assert.Equal("1: Sample Police. Asks neighbours: no agreement", link.GetAttribute("aria-label"));
        Assert.Equal(2, page.QuerySelectorAll("figure svg polygon").Length);
        Assert.Equal("1", link.TextContent.Trim());
        var rows = page.QuerySelectorAll("tbody tr").Select(r => r.LastElementChild!.TextContent.Trim()).ToList();
        Assert.Equal(["On the map1", "On the mapno area"], rows);
        Assert.Contains("may not ask homes now", page.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("figure img"));
        Assert.Contains($"/requests/by/{police.Text}", await host.Client.GetStringAsync($"/agencies/{police.Text}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[1,2]}")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[]]}")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[]}")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[\"a\",1],[1,1]]]}")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[500,0],[500,1],[501,1]]]}")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":null}")]
    [InlineData("[]")]
    public async Task What_cannot_be_drawn_is_left_out_and_the_register_stands(string area)
    {
        using var host = await Host(area: area);
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/agencies"));
        Assert.Empty(page.QuerySelectorAll("figure svg"));
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task An_area_that_is_not_the_one_that_the_record_names_is_not_drawn()
    {
        using var host = await Host(area: """{"type":"Polygon","coordinates":[[[0,0],[0.1,0],[0.1,0.1],[0,0]]]}""");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(host.Folder.Published, "partners"), "*", SearchOption.AllDirectories)) await File.AppendAllTextAsync(file, " ");
        Assert.DoesNotContain("<figure", await host.Client.GetStringAsync("/agencies"), StringComparison.Ordinal);
    }

    private async Task<MirrorHost> Host(bool publish = true, string? area = null)
    {
        var host = new MirrorHost();
        var before = host.Folder.Entries.Count;
        host.Folder.Entries.AddRange(
        [
            Facts.AgencyEnrolled(police, "Sample Police", "US", "police", Day),
            Facts.AgencyVerified(police, "letter", "staff", Day.AddHours(1)),
            Facts.AgencySuspended(police, "The number was wrong.", Day.AddHours(2)),
            Facts.AgencyVerified(police, "call-back", "staff", Day.AddHours(3)),
            Facts.KeyEnrolled(police, new string('a', 64), Day.AddHours(4)),
            Facts.KeyEnrolled(police, new string('b', 64), Day.AddHours(5)),
            Facts.KeyRevoked(police, new string('a', 64), "lost", Day.AddHours(6)),
            Facts.AgencyEnrolled(hostile, "=HYPERLINK(\"x\") <b>bold</b>", "US", "police", Day.AddHours(7)),
        ]);
        if (area is not null)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(area);
            var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            var path = $"partners/{police.Text}/{sha}.geojson";
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(host.Folder.Published, path))!);
            await File.WriteAllBytesAsync(Path.Combine(host.Folder.Published, path), bytes);
            host.Folder.Entries.Add(Facts.OfPartnership(new Fact.JurisdictionSet(police, path, sha, Day.AddHours(8))));
        }

        host.Folder.WriteLedger(publish ? host.Folder.Entries.Count : before);
        await host.InitializeAsync();
        return host;
    }
}
