using System.Net;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Tests.Reports;

/// <summary>A version can be seen once its fact is in the published tree, whatever lies in the folder and whatever the index says.</summary>
public sealed class DraftTests : IAsyncLifetime
{
    private static readonly Func<string, int, ReportDocument> Make = (period, version) => SampleFolder.Document(
        period, version, false, false, new Dictionary<string, Cell> { ["country/ALL/received"] = new Cell.Count(4711) });

    private readonly MirrorHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("2025-h2", 3)]
    [InlineData("2024", 1)]
    public async Task Files_without_a_fact_are_at_no_address(string period, int version)
    {
        host.Folder.Draft(period, version, Make);
        await Hidden(period, version);
    }

    [Fact]
    public async Task An_index_ahead_of_the_record_shows_what_the_record_holds()
    {
        var published = host.Folder.Entries.Count;
        host.Folder.Put("2025-h2", 3, true, false, Make);
        host.Folder.Put("2024", 1, false, false, Make);
        host.Folder.WriteIndex();
        host.Folder.WriteLedger(published);

        await Hidden("2025-h2", 3);
        await Hidden("2024", 1);
        Assert.Contains("This is version 2, a correction", await host.Client.GetStringAsync("/reports/2025-h2"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/reports/2024")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/reports/2024.csv")).StatusCode);
        var index = await host.Client.GetStringAsync("/reports/index.json");
        Assert.DoesNotContain("\"2024\"", index, StringComparison.Ordinal);
        Assert.Contains("reports/2025-h2/v2.json", index, StringComparison.Ordinal);
        foreach (var page in new[] { "/", "/reports", "/reports/2025-h2", "/reports/2025-h2.csv", "/reports/2025-h2.cells.json", "/reports/2025-h2.json", "/reports/2025-h2.svg" })
            Assert.DoesNotContain("4711", (await host.Client.GetStringAsync(page)).Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fact_in_the_tree_but_beyond_the_checkpoint_shows_nothing_until_the_checkpoint_follows()
    {
        var published = host.Folder.Entries.Count;
        host.Folder.Put("2025-h2", 3, false, false, Make);
        host.Folder.WriteIndex();
        var checkpoint = Path.Combine(host.Folder.Ledger, "checkpoint");
        var later = await File.ReadAllTextAsync(checkpoint);
        host.Folder.WriteLedger(published);
        await Hidden("2025-h2", 3);

        await File.WriteAllTextAsync(checkpoint, later);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/reports/2025-h2/v3.json")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/reports/2025-h2/v3-openings.jsonl")).StatusCode);
        Assert.Contains("This is version 3, a correction", await host.Client.GetStringAsync("/reports/2025-h2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_record_nothing_is_shown()
    {
        File.Delete(Path.Combine(host.Folder.Ledger, "checkpoint"));
        await Hidden("2025-h2", 1);
        Assert.Contains("There is none yet", await host.Client.GetStringAsync("/reports"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_cannot_be_read_show_nothing_until_they_can()
    {
        var bundle = Path.Combine(host.Folder.Ledger, "tile", "entries", "000.p", $"{host.Folder.Entries.Count}");
        var bytes = await File.ReadAllBytesAsync(bundle);
        await File.WriteAllBytesAsync(bundle, bytes[..^1]);
        await Hidden("2025-h2", 2);
        await File.WriteAllBytesAsync(bundle, bytes);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/reports/2025-h2/v2.json")).StatusCode);
    }

    [Fact]
    public async Task Another_record_in_the_place_of_the_first_is_read_anew()
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/reports/2025-h2/v2.json")).StatusCode);
        host.Folder.WriteLedger(3);
        await Hidden("2025-h2", 2);
    }

    private async Task Hidden(string period, int version)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync($"/reports/{period}/v{version}.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync($"/reports/{period}/v{version}-openings.jsonl")).StatusCode);
    }
}
