using System.Security.Cryptography;
using System.Text.Json;
using Writ.App.Data;
using Writ.Demands.Check;
using Writ.Ledger.Facts;
using Writ.Ledger.Reports;
using Writ.Mirror;

namespace Writ.App.Fsck;

/// <summary>The shelf of reports against the facts that bind them.</summary>
internal static class ReportLook
{
    public static void Run(DataFolder folder, IReadOnlyList<KeptReport> reports, FsckReport report, bool repair)
    {
        var named = new HashSet<string>(StringComparer.Ordinal) { ReportIndex.File };
        foreach (var kept in reports)
        {
            if (!Facts.Parse(kept.Entry).TryGet(out var fact, out _) || fact is not Fact.ReportPublished said
                || (said.Period, said.Version, said.Path, said.Sha256, said.Provisional) != (kept.Period, kept.Version, kept.Path, kept.Sha256, kept.Provisional))
            {
                report.Add("fsck-report-fact", kept.Path);
                continue;
            }

            named.Add(kept.Path);
            if (Whole(folder, report, kept.Path, kept.Sha256) is not { } bytes) continue;
            ReportDocument document;
            try
            {
                document = JsonSerializer.Deserialize<ReportDocument>(bytes, PublishedJson.Options)!;
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                report.Add("fsck-report-differs", kept.Path, "It is no report");
                continue;
            }

            named.Add(document.Openings.Path);
            Whole(folder, report, document.Openings.Path, said.OpeningsSha256);
            if (document.Unopened is not { } unopened) continue;
            named.Add(unopened.Proofs.Path);
            Whole(folder, report, unopened.Proofs.Path, unopened.Proofs.Sha256);
        }

        Index(folder, [.. reports.Where(kept => kept.IsPublic)], report, repair);
        var shelf = Path.Combine(folder.Published, "reports");
        if (!Directory.Exists(shelf)) return;
        foreach (var file in Directory.EnumerateFiles(shelf, "v*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Published, file).Replace('\\', '/')))
        {
            if (!named.Contains(file) && Path.GetExtension(file) is ".json" or ".jsonl" or ".bin") report.Add("fsck-report-draft", $"published/{file}");
        }
    }

    private static byte[]? Whole(DataFolder folder, FsckReport report, string path, string sha256)
    {
        var full = Path.Combine(folder.Published, path);
        if (!File.Exists(full))
        {
            report.Add("fsck-report-missing", $"published/{path}");
            return null;
        }

        var bytes = File.ReadAllBytes(full);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256) return bytes;
        report.Add("fsck-report-differs", $"published/{path}");
        return null;
    }

    private static void Index(DataFolder folder, IReadOnlyList<KeptReport> seen, FsckReport report, bool repair)
    {
        var path = Path.Combine(folder.Published, ReportIndex.File);
        var expected = ReportIndex.Write(seen.GroupBy(kept => kept.Period).Select(period => period.MaxBy(kept => kept.Version)!)
            .Select(kept => new ReportIndexEntry(kept.Period, kept.Version, kept.Path, kept.Provisional, kept.Replay)));
        if (File.Exists(path))
        {
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(expected)) report.Add("fsck-report-index", $"published/{ReportIndex.File}");
            return;
        }

        if (seen.Count == 0) return;
        report.Add("fsck-report-index", $"published/{ReportIndex.File}", "It is missing", repair && Mending.WriteIfMissing(path, expected) ? "Written again from the database." : null);
    }
}
