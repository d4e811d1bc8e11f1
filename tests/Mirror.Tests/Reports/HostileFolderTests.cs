using System.Net;
using System.Text;
using System.Text.Json;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Tests.Reports;

/// <summary>The published folder is read, and believed in nothing. Each test has a host of its own, for it spoils the folder.</summary>
public sealed class HostileFolderTests : IAsyncLifetime
{
    private readonly MirrorHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Html_and_formulas_in_a_document_stay_text()
    {
        const string Evil = "<script>alert(1)</script>&\"'";
        var form = ReportForms.Find("amazon-2015")!;
        var first = form.Tables[0];
        form = form with
        {
            Title = Evil,
            Tables = [first with { Title = Evil, Rows = [first.Rows[0] with { Label = "=HYPERLINK(\"http://evil.example\")" }, first.Rows[1] with { Label = Evil }, .. first.Rows.Skip(2)] }, .. form.Tables.Skip(1)],
        };
        host.Folder.Put("2024", 1, false, false, (period, version) => SampleFolder.Document(
            period,
            version,
            false,
            false,
            new Dictionary<string, Cell> { ["instrument-outcome/subpoena/received"] = new Cell.Count(3), ["instrument-outcome/search_warrant/received"] = new Cell.Count(4), ["country/<b>x/received"] = new Cell.Count(4), ["country/ALL/received"] = new Cell.Count(4) },
            form,
            [new ReadIn("national_security", "received", new Cell.Band(0, 249), Evil)],
            [Evil]) with { Publisher = Evil, Origin = Evil, Openings = new OpeningsFile("javascript:alert(1)", Evil, 1) });
        host.Folder.WriteIndex();

        var html = await host.Client.GetStringAsync("/reports/2024");
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript:", html, StringComparison.OrdinalIgnoreCase);
        var csv = await host.Client.GetStringAsync("/reports/2024.csv");
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        var svg = await host.Client.GetStringAsync("/reports/2024.svg");
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.DoesNotContain("<script", svg, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"writ.report/v1\",\"period\":\"2025-h2\",\"version\":2}")]
    [InlineData("{\"schema\":\"writ.report/v2\"}")]
    [InlineData("{\"unknown\":1}")]
    public async Task A_document_that_cannot_be_read_gives_a_page_that_says_so(string json)
    {
        await File.WriteAllTextAsync(host.Folder.PathOf("2025-h2", 2), json);
        var answer = await host.Client.GetAsync("/reports/2025-h2");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("This report cannot be read", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(await (await host.Client.GetAsync("/reports/2025-h2.csv")).Content.ReadAsStringAsync());
        Assert.Equal("mirror-document-unreadable", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains("cannot be read", await host.Client.GetStringAsync("/reports"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/reports/2026-h1")).StatusCode);
    }

    [Theory]
    [InlineData("\"is\":\"count\",\"value\":1840", "\"is\":\"count\",\"value\":-1")]
    [InlineData("\"is\":\"count\",\"value\":1840", "\"is\":\"count\",\"value\":9000000000000000000")]
    [InlineData("\"is\":\"count\",\"value\":1840", "\"is\":\"guess\",\"value\":1")]
    [InlineData("\"is\":\"count\",\"value\":1840", "\"value\":1840")]
    [InlineData("\"is\":\"count\",\"value\":1840", "\"is\":\"count\",\"value\":\"1840\"")]
    [InlineData("\"is\":\"band\",\"low\":0,\"high\":249", "\"is\":\"band\",\"low\":250,\"high\":249")]
    [InlineData("{\"is\":\"count\",\"value\":1840},", "")]
    [InlineData("\"period\":\"2025-h2\"", "\"period\":\"2025-h1\"")]
    [InlineData("\"version\":2", "\"version\":1")]
    [InlineData("\"notes\":[", "\"notes\":[null,")]
    public async Task A_document_with_an_impossible_part_is_not_shown(string part, string instead)
    {
        var path = host.Folder.PathOf("2025-h2", 2);
        var text = await File.ReadAllTextAsync(path);
        Assert.Contains(part, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync("/reports/2025-h2")).StatusCode);
    }

    [Theory]
    [InlineData("[{\"period\":\"2025-h2\",\"version\":1,\"path\":\"../../secret\",\"provisional\":false,\"replay\":false}]")]
    [InlineData("[{\"period\":\"2025-07-01--2025-12-31\",\"version\":1,\"path\":\"reports/2025-07-01--2025-12-31/v1.json\",\"provisional\":false,\"replay\":false}]")]
    [InlineData("[{\"period\":\"2025-h2\",\"version\":0,\"path\":\"reports/2025-h2/v0.json\",\"provisional\":false,\"replay\":false}]")]
    [InlineData("[null]")]
    [InlineData("nonsense")]
    public async Task An_index_that_cannot_be_believed_is_not(string index)
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder.Published, ReportIndex.File), index);
        Assert.Contains("The list of reports cannot be read", await host.Client.GetStringAsync("/reports"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync("/reports/2025-h2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_link_out_of_the_folders_is_not_followed()
    {
        var secret = Path.Combine(host.Folder.Published, "..", "secret");
        await File.WriteAllTextAsync(secret, "secret");
        File.Delete(host.Folder.PathOf("2025-h2", 1));
        File.CreateSymbolicLink(host.Folder.PathOf("2025-h2", 1), secret);
        File.CreateSymbolicLink(Path.Combine(host.Folder.Ledger, "tile", "0", "001"), secret);
        Directory.CreateSymbolicLink(Path.Combine(host.Folder.Ledger, "tile", "1"), Path.Combine(host.Folder.Ledger, "tile", "0"));
        foreach (var address in new[] { "/reports/2025-h2/v1.json", "/ledger/tile/0/001", "/ledger/tile/1/000.p/7" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(address)).StatusCode);
        }
    }

    [Fact]
    public async Task Without_any_folder_the_pages_say_that_there_is_nothing_yet()
    {
        Directory.Delete(host.Folder.Published, true);
        Directory.Delete(host.Folder.Ledger, true);
        Assert.Contains("No report of our own yet", await host.Client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("There is none yet", await host.Client.GetStringAsync("/reports"), StringComparison.Ordinal);
        Assert.Contains("No checkpoint can be read here yet", await host.Client.GetStringAsync("/record"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/verify")).StatusCode);
    }

    [Fact]
    public async Task A_checkpoint_that_is_none_is_not_shown()
    {
        await File.WriteAllBytesAsync(Path.Combine(host.Folder.Ledger, "checkpoint"), Encoding.UTF8.GetBytes("<script>\r\n3\nroot\n\n"));
        Assert.Contains("No checkpoint can be read here yet", await host.Client.GetStringAsync("/record"), StringComparison.Ordinal);
    }
}
