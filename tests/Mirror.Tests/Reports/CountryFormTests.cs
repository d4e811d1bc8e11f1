using AngleSharp.Html.Parser;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Tests.Reports;

/// <summary>The form of 2020: countries and disclosures, no instruments.</summary>
public sealed class CountryFormTests : IAsyncLifetime
{
    private readonly MirrorHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_replay_by_country_shows_the_published_shares_largest_first()
    {
        var cells = PublishedFigures.Amazon
            .Where(figure => figure.Period.Text == "2020-h2" && figure.Entity == "Amazon(ex-AWS)")
            .ToDictionary(figure => $"{figure.Dimension}/{(figure.Category == "OTHER" ? "ZZ" : figure.Category)}/{figure.Metric}", figure => figure.Value);
        host.Folder.Put("2020-h2", 1, false, true, (period, version) => SampleFolder.Document(period, version, false, true, cells, ReportForms.Find("amazon-2020"), []));
        host.Folder.WriteIndex();

        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/reports/2020-h2"));

        Assert.Contains("27,664 demands received", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        var rows = page.QuerySelectorAll("table").First().QuerySelectorAll("tbody tr").Select(row =>
            $"{row.QuerySelector("th")!.TextContent} {row.QuerySelector(".figure")!.TextContent} {row.QuerySelectorAll("td").Last().QuerySelector(".figure-cell")!.TextContent}".Trim());
        Assert.Equal(
            ["All countries 27,664", "Germany 11,735 42.4%", "Spain 5,209 18.8%", "Italy 3,101 11.2%", "United States 3,060 11.1%", "Other countries, not named 2,521 9.1%", "United Kingdom 1,181 4.3%", "France 857 3.1%"],
            rows);
        Assert.Contains("Germany: 11,735", await host.Client.GetStringAsync("/reports/2020-h2.svg"), StringComparison.Ordinal);
    }
}
