using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Writ.Kit;
using Writ.Mirror.Refusals;

namespace Writ.Mirror.Tests.Pages;

public sealed class PageTests(MirrorHost host) : IClassFixture<MirrorHost>
{
    public static TheoryData<string> Addresses => [.. All];

    private static string[] All { get; } =
    [
        "/", "/reports", "/reports/2025-h2", "/reports/2026-h1", "/reports/2015-01-01--2015-05-31", "/claims", "/agencies", "/record", "/verify", "/refusals", "/refusals/mirror-no-report",
        .. Writ.Mirror.Published.PublishedTables.Periods.Select(period => $"/reports/published/amazon/{period.Text}"),
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_page_is_plain_html_with_one_heading_its_state_and_strict_headers(string address)
    {
        var answer = await host.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        var page = await new HtmlParser().ParseDocumentAsync(html);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("script, style, iframe, form, [style], [onclick]"));
        Assert.All(page.QuerySelectorAll("[src], link[href]"), part => Assert.StartsWith("/", part.GetAttribute("src") ?? part.GetAttribute("href"), StringComparison.Ordinal));
        Assert.StartsWith("As of checkpoint 7, root CsUYapGGPo4d", page.QuerySelector(".dateline")!.TextContent.Trim(), StringComparison.Ordinal);
        var ids = page.QuerySelectorAll("[id]").Select(part => part.Id!).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
        Assert.Equal(PageSecurity.Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal($"7 {SampleFolder.Root}", answer.Headers.GetValues("Writ-Checkpoint").Single());
    }

    [Fact]
    public async Task Every_link_within_the_site_leads_somewhere()
    {
        var seen = new HashSet<string>();
        foreach (var address in All)
        {
            var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync(address));
            seen.UnionWith(page.QuerySelectorAll("a[href^='/'], link[href]").Select(link => link.GetAttribute("href")!.Split('#')[0]));
        }

        Assert.True(seen.Count > 50);
        foreach (var address in seen) Assert.True((await host.Client.GetAsync(address)).StatusCode == HttpStatusCode.OK, address);
    }

    [Fact]
    public async Task The_four_kinds_of_nothing_are_drawn_differently()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/reports/2026-h1"));
        foreach (var (css, text) in new[] { ("zero", "0"), ("band", "0–249"), ("not-reported", "not reported"), ("withheld", "withheld by law") })
        {
            Assert.Equal(text, page.QuerySelector($"td .figure--{css}")!.TextContent);
        }
    }

    [Theory]
    [InlineData("/reports/2020-01-01--2020-06-30", "/reports/2020-h1")]
    [InlineData("/reports/2020-07-01--2020-09-30.csv", "/reports/2020-q3.csv")]
    [InlineData("/reports/published/amazon/2020-01-01--2020-06-30.json", "/reports/published/amazon/2020-h1.json")]
    public async Task A_period_in_another_form_leads_to_its_canonical_address(string address, string canonical)
    {
        var answer = await host.Client.GetAsync(address);
        Assert.Equal((HttpStatusCode.MovedPermanently, canonical), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("/reports/2031-h1", "No report for this period")]
    [InlineData("/reports/published/amazon/2031", "No report for this period")]
    [InlineData("/reports/2020-13", "Not a period")]
    [InlineData("/reports/next-year", "Not a period")]
    [InlineData("/reports/2020-H1", "Not a period")]
    [InlineData("/reports/published/amazon/x", "Not a period")]
    [InlineData("/reports/published/another/2020", "There is no such page")]
    [InlineData("/refusals/no-such-code", "There is no such page")]
    [InlineData("/nowhere", "There is no such page")]
    public async Task What_is_not_there_is_told_apart(string address, string title)
    {
        var answer = await host.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_period_without_own_report_leads_to_the_published_figures_within_it()
    {
        var page = await (await host.Client.GetAsync("/reports/2020")).Content.ReadAsStringAsync();
        Assert.Contains("/reports/published/amazon/2020-h1", page, StringComparison.Ordinal);
        Assert.Contains("/reports/published/amazon/2020-h2", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reports/2031.csv", "mirror-no-report")]
    [InlineData("/reports/x.json", "mirror-not-a-period")]
    [InlineData("/reports/2026-h1.xlsx", "mirror-no-such-page")]
    public async Task A_program_gets_a_problem_with_the_code(string address, string code)
    {
        var answer = await host.Client.GetAsync(address);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync(problem.RootElement.GetProperty("type").GetString())).StatusCode);
    }

    [Fact]
    public async Task Addresses_of_machines_do_not_turn_into_pages()
    {
        foreach (var address in new[] { "/api/v1/nothing", "/openapi/v2.json", "/healthz" })
        {
            Assert.Null((await host.Client.GetAsync(address)).Content.Headers.ContentType);
        }
    }

    [Fact]
    public async Task Only_reading_is_possible()
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/reports"))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.PostAsync("/reports", null)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.DeleteAsync("/ledger/checkpoint")).StatusCode);
    }

    [Fact]
    public async Task Figures_read_in_carry_grade_and_source_and_stay_apart_by_entity()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/reports/published/amazon/2020-h2"));
        Assert.Equal(["Amazon without AWS", "Amazon Web Services (AWS)"], page.QuerySelectorAll("main > h2").Select(head => head.TextContent).Take(2));
        var germany = page.QuerySelectorAll("tbody tr").First(row => row.QuerySelector("th")?.TextContent == "Germany");
        Assert.Equal("11,735", germany.QuerySelector(".figure")!.TextContent);
        Assert.Equal("42.4%", germany.QuerySelector(".under")!.TextContent);
        var mark = germany.QuerySelector("a.grade")!;
        Assert.Contains("press", mark.TextContent, StringComparison.Ordinal);
        Assert.Equal("galusaustralis (42.4%)", page.QuerySelector(mark.GetAttribute("href")!)!.TextContent);
        Assert.Equal(PublishedFigures.Amazon.Count(figure => figure.Period.Text == "2020-h2"), page.QuerySelectorAll("a.grade").Length);
    }

    [Fact]
    public async Task Downloads_of_figures_hold_every_number_with_its_kind()
    {
        var csv = await host.Client.GetStringAsync("/reports/published/amazon/2025-h2.csv");
        Assert.Equal(1 + 3 + (104 * 3), csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var rows = (await host.Client.GetStringAsync("/reports/published/amazon/2015-01-01--2015-05-31.csv")).Split("\r\n");
        Assert.Contains(rows, row => row.Contains(",national_security,National security requests,received,Received,band,,0,249,0-249,S,threatpost 113333", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/reports/published/amazon/2020-h1.json"));
        Assert.Equal("writ.published-figures/v1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal("differs", json.RootElement.GetProperty("checks").EnumerateArray().Last().GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Claims_stand_beside_the_published_figures_with_their_verdict()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/claims"));
        var row = page.QuerySelectorAll("tbody tr").Single(line => line.TextContent.Contains("523 of 30886", StringComparison.Ordinal));
        Assert.Equal("Contradicted", row.QuerySelector(".govuk-tag")!.TextContent);
        Assert.Equal(11, (await host.Client.GetStringAsync("/claims.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/claims.json"));
        Assert.Equal(10, json.RootElement.GetProperty("claims").GetArrayLength());
    }

    [Fact]
    public async Task Every_refusal_of_the_house_has_a_page()
    {
        var codes = Directory.GetFiles(Path.Combine(Root(), "docs", "refusals"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(codes, RefusalPages.All.Select(entry => entry.Code));
        foreach (var entry in RefusalPages.All) Assert.Contains("What to do", await host.Client.GetStringAsync($"/refusals/{entry.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_in_a_refusal_stays_text() =>
        Assert.DoesNotContain("<script", RefusalPages.Parse("x", "# x\n\nA <script>alert(1)</script> sentence.\n").Html, StringComparison.Ordinal);

    [Fact]
    public async Task Assets_are_named_by_their_content_and_kept_for_ever()
    {
        var answer = await host.Client.GetAsync(KitAssets.StyleSheet);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var css = await answer.Content.ReadAsStringAsync();
        foreach (var font in System.Text.RegularExpressions.Regex.Matches(css, "url\\(\"?([^\")]+)").Select(match => match.Groups[1].Value))
        {
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"/assets/{font}")).StatusCode);
        }

        Assert.DoesNotContain("GDS Transport", css, StringComparison.Ordinal);
        Assert.DoesNotContain("crown", css, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/assets/kit.css")).StatusCode);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Writ.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
