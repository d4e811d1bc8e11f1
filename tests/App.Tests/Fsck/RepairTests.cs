using Writ.App.Fsck;

namespace Writ.App.Tests.Fsck;

/// <summary>What <c>--repair</c> mends, and that it does nothing else.</summary>
public sealed class RepairTests(WholeFolder whole) : IClassFixture<WholeFolder>
{
    [Theory]
    [InlineData("ledger/checkpoint", "fsck-checkpoint-missing")]
    [InlineData("ledger/vkey", "fsck-vkey-differs")]
    [InlineData("ledger/tile/entries/000", "fsck-tile-missing")]
    [InlineData("ledger/tile/0/000", "fsck-tile-missing")]
    [InlineData("published/reports/index.json", "fsck-report-index")]
    [InlineData("published/oversight/2025-q4.json", "fsck-quarter-missing")]
    [InlineData("published/oversight/2025-q4-equity.json", "fsck-quarter-missing")]
    public async Task A_public_file_that_is_missing_is_made_again_byte_for_byte(string file, string code)
    {
        using var folder = new BrokenFolder(whole.Root);
        var bytes = await File.ReadAllBytesAsync(folder[file]);
        File.Delete(folder[file]);
        var report = await folder.Look(repair: true);
        var finding = Assert.Single(report.Kept);
        Assert.Equal((code, true, 0), (finding.Kind.Code, finding.Mended is not null, report.ExitCode));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder[file]));
        Assert.Empty((await folder.Look()).Kept);
        Crashes.OutsideVerifier.Passes(folder.Root);
    }

    [Fact]
    public async Task Every_tile_is_made_again()
    {
        using var folder = new BrokenFolder(whole.Root);
        Directory.Delete(folder["ledger/tile"], recursive: true);
        Assert.Equal(0, (await folder.Look(repair: true)).ExitCode);
        Assert.Empty((await folder.Look()).Kept);
    }

    [Fact]
    public async Task Nothing_is_made_from_entries_that_do_not_give_the_signed_root()
    {
        using var folder = new BrokenFolder(whole.Root);
        folder.Sql("UPDATE record_entry SET bytes = x'4101' || randomblob(32) WHERE seq = 40");
        Directory.Delete(folder["ledger/tile"], recursive: true);
        Assert.Equal(2, (await folder.Look(repair: true)).ExitCode);
        Assert.False(Directory.Exists(folder["ledger/tile"]));
    }

    [Fact]
    public async Task Orphans_are_moved_aside_whole_and_what_is_named_or_young_stays()
    {
        using var folder = new BrokenFolder(whole.Root);
        var named = folder.Blob();
        File.SetLastWriteTimeUtc(named, folder.Now.UtcDateTime.AddDays(-9));
        folder.Old("blobs/00/blb_00zzzzzzzzzzzzzz", [7, 7]);
        folder.Old("blobs/00/blb_00yyyyyyyyyyyyyy.draft");
        folder.Old("blobs/00/blb_00xxxxxxxxxxxxxx");
        File.SetLastWriteTimeUtc(folder["blobs/00/blb_00xxxxxxxxxxxxxx"], folder.Now.UtcDateTime.AddHours(-1));

        var report = await folder.Look(repair: true);

        Assert.Equal(["fsck-blob-orphan", "fsck-leftover"], report.Kept.Select(finding => finding.Kind.Code).Order(StringComparer.Ordinal));
        Assert.Equal([7, 7], await File.ReadAllBytesAsync(folder["found/blobs/00/blb_00zzzzzzzzzzzzzz"]));
        Assert.True(File.Exists(folder["found/blobs/00/blb_00yyyyyyyyyyyyyy.draft"]));
        Assert.True(File.Exists(named) && File.Exists(folder["blobs/00/blb_00xxxxxxxxxxxxxx"]));
        Assert.Equal(0, report.ExitCode);
        Assert.Empty((await folder.Look()).Kept);
    }

    [Fact]
    public async Task What_is_there_and_false_is_never_written_over()
    {
        using var folder = new BrokenFolder(whole.Root);
        foreach (var file in new[] { "ledger/checkpoint", "ledger/vkey", "ledger/tile/0/000", "published/reports/index.json", "published/reports/2026-h1/v1.json" }) folder.Change(folder[file]);
        var before = Directory.EnumerateFiles(folder["ledger"], "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        Assert.Equal(2, (await folder.Look(repair: true)).ExitCode);
        Assert.Equal(before, Directory.EnumerateFiles(folder["ledger"], "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList());
    }

    [Fact]
    public void The_table_in_the_documents_is_the_catalogue()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository(), "docs/operate/fsck.md")).Where(line => line.StartsWith("| `fsck-", StringComparison.Ordinal));
        Assert.Equal(Catalogue.All.Select(kind => $"| `{kind.Code}` | {FsckReport.Word(kind.Severity)} | {kind.Means} | {kind.Do} |"), lines);
    }

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Writ.slnx"))) at = at.Parent!;
        return at.FullName;
    }
}
