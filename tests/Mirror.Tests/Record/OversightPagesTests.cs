using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Oversight;

namespace Writ.Mirror.Tests.Record;

/// <summary>Quarters as strangers read them: only what the record names, and only with the bytes that it says.</summary>
public sealed class OversightPagesTests
{
    private static readonly Period Quarter = Period.FromTrusted("2026-q1");

    private static readonly DateTimeOffset At = new(2026, 4, 1, 0, 0, 5, TimeSpan.Zero);

    private readonly AgencyId police = AgencyId.New();

    private readonly TotalsDocument pressure;

    private readonly TotalsDocument grants;

    private readonly EquityDocument equity;

    public OversightPagesTests()
    {
        grants = new TotalsDocument(TotalsKind.Grants, Quarter, 1, 2, 10, [new TotalLine(police, "Sample Police", 1234)]);
        pressure = new TotalsDocument(TotalsKind.Pressure, Quarter, 1, 2, 10, [new TotalLine(police, "Sample Police", null)]);
        equity = new EquityDocument(
            Quarter, 4, 1, 0.5,
            [new EquityArea("n1", "=Riverside <b>", "low", 2000, 3, new WithInterval(1.5, 0.3, 4.38), new WithInterval(1.7, 0.8, 2)), new EquityArea("n2", "Nobody", null, 0, 0.5, null, null)],
            [new EquityGroup("low", 2000, 3, new WithInterval(1.5, 0.3, 4.38), null)], [new EquityPair("low", "high", new WithInterval(null, 1.25, null))], new EquityFollowed(90, 7, 2));
    }

    [Fact]
    public async Task A_quarter_shows_all_three_and_each_file_as_it_is()
    {
        using var host = await Host();
        var page = (await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/oversight/2026-q1"))).Body!.TextContent;
        foreach (var said in (string[])["=Riverside <b>", "1.5 (0.3 to 4.38)", "at least 1.25", "about 1,234", "below 10, not shown", "2 were followed", "mostly not more than 6"]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(grants.ToBytes(), await host.Client.GetByteArrayAsync("/oversight/2026-q1.json"));
        Assert.Equal(equity.ToBytes(), await host.Client.GetByteArrayAsync("/oversight/2026-q1-equity.json"));
        Assert.Equal(pressure.ToBytes(), await host.Client.GetByteArrayAsync("/oversight/2026-q1-pressure.json"));
        var csv = await host.Client.GetStringAsync("/oversight/2026-q1-equity.csv");
        Assert.StartsWith("quarter,row,id,name,group,dwellings,requests,rate,rate_low,rate_high,ratio,ratio_low,ratio_high,ratio_to", csv, StringComparison.Ordinal);
        Assert.Contains("'=Riverside <b>", csv, StringComparison.Ordinal);
        Assert.Contains("First quarter of 2026", await host.Client.GetStringAsync("/oversight"), StringComparison.Ordinal);

        var agency = (await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync($"/agencies/{police.Text}"))).Body!.TextContent;
        Assert.Contains("about 1,234", agency, StringComparison.Ordinal);
        Assert.Contains("below 10, not shown", agency, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_is_not_shown()
    {
        using var host = await Host();
        await File.WriteAllBytesAsync(Path.Combine(host.Folder.Published, OversightPaths.GrantTotals(Quarter)), (grants with { Threshold = 2 }).ToBytes());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/oversight/2026-q1.json")).StatusCode);
        var page = await host.Client.GetStringAsync("/oversight/2026-q1");
        Assert.DoesNotContain("1,234", page, StringComparison.Ordinal);
        Assert.Contains("not the one that the record names", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_drawing_of_a_quarter_is_not_looked_at()
    {
        using var host = await Host(again: true);
        Assert.Contains("about 1,234", await host.Client.GetStringAsync("/oversight/2026-q1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/oversight/2026-q2")]
    [InlineData("/oversight/2026-h1")]
    [InlineData("/oversight/2026-q1-equity")]
    [InlineData("/oversight/2026-q1.csv")]
    [InlineData("/oversight/2026-q1-pressure.csv")]
    [InlineData("/oversight/2026-q1-other.json")]
    [InlineData("/oversight/..%2f2026-q1.json")]
    [InlineData("/oversight/-equity.json")]
    [InlineData("/oversight/2026-01--2026-03.json")]
    public async Task What_is_not_there_is_said(string path)
    {
        using var host = await Host();
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(path)).StatusCode);
    }

    private async Task<MirrorHost> Host(bool again = false)
    {
        var host = new MirrorHost();
        host.Folder.Entries.Add(Facts.AgencyEnrolled(police, "Sample Police", "US", "police", At));
        Put(host, OversightPaths.GrantTotals(Quarter), grants.ToBytes(), Facts.GrantTotalsPublished);
        Put(host, OversightPaths.Equity(Quarter), equity.ToBytes(), Facts.EquityReportPublished);
        Put(host, OversightPaths.PressureTotals(Quarter), pressure.ToBytes(), Facts.PressureTotalsPublished);
        if (again) host.Folder.Entries.Add(Facts.GrantTotalsPublished(Quarter, OversightPaths.GrantTotals(Quarter), new string('0', 64), At.AddDays(1)));
        host.Folder.WriteIndex();
        await host.InitializeAsync();
        return host;
    }

    private static void Put(MirrorHost host, string path, byte[] bytes, Func<Period, string, string, DateTimeOffset, byte[]> fact)
    {
        var file = Path.Combine(host.Folder.Published, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        host.Folder.Entries.Add(fact(Quarter, path, Convert.ToHexStringLower(SHA256.HashData(bytes)), At));
    }
}
