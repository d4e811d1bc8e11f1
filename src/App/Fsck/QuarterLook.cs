using System.Security.Cryptography;
using Writ.App.Data;
using Writ.Ledger.Facts;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Check;

namespace Writ.App.Fsck;

/// <summary>Files of quarters: the database's bytes against the facts that bind them, the published files, their form, and what the record's requests give.</summary>
internal static class QuarterLook
{
    /// <param name="facts">Every fact of kinds 45 to 47 and 49 to 51 in the log, in order.</param>
    /// <param name="whole">False where something acknowledged has no place in the log yet.</param>
    public static void Run(DataFolder folder, IReadOnlyList<KeptQuarter> kept, IReadOnlyList<Fact> facts, bool whole, FsckReport report, bool repair)
    {
        var named = new Dictionary<(int Kind, string Quarter), (string Path, string Sha256)>();
        foreach (var (kind, quarter, path, sha256) in facts.Select(Named).OfType<(int, string, string, string)>())
        {
            if (!named.TryAdd((kind, quarter), (path, sha256))) report.Add("fsck-quarter-again", path, $"A second fact {kind} of {quarter}");
            else if (!kept.Any(k => k.Fact == kind && k.Quarter == quarter)) report.Add("fsck-quarter-fact", path, "The database has no such file");
        }

        foreach (var file in kept)
        {
            if (named.TryGetValue((file.Fact, file.Quarter), out var said) ? said != (file.Path, Hash(file.Document)) : whole) report.Add("fsck-quarter-fact", file.Path);
            Published(folder, file, report, repair);
            if (Differing(file, facts) is not { } differing) report.Add("fsck-quarter-form", file.Path);
            else foreach (var one in differing) report.Add("fsck-quarter-recount", file.Path, $"{one.Where}: {one.Said}, and not {one.Follows}");
        }
    }

    private static void Published(DataFolder folder, KeptQuarter file, FsckReport report, bool repair)
    {
        var full = Path.Combine(folder.Published, file.Path);
        if (!File.Exists(full))
            report.Add("fsck-quarter-missing", $"published/{file.Path}", mended: repair && Mending.WriteIfMissing(full, file.Document) ? "Written again from the database." : null);
        else if (!File.ReadAllBytes(full).AsSpan().SequenceEqual(file.Document))
            report.Add("fsck-quarter-differs", $"published/{file.Path}");
    }

    /// <summary>Null where it is not in the one form, or of another kind or quarter.</summary>
    private static IReadOnlyList<Differs>? Differing(KeptQuarter file, IReadOnlyList<Fact> facts)
    {
        if (file.Fact == 50)
            return EquityDocument.Parse(file.Document).TryGet(out var equity, out _) && equity.Quarter.Text == file.Quarter ? [.. QuarterRecount.Of(equity, facts)] : null;
        var kind = file.Fact == 49 ? TotalsKind.Grants : TotalsKind.Pressure;
        return TotalsDocument.Parse(file.Document).TryGet(out var totals, out _) && totals.Quarter.Text == file.Quarter && totals.Kind == kind ? [.. QuarterRecount.Of(totals, facts)] : null;
    }

    private static (int, string, string, string)? Named(Fact fact) => fact switch
    {
        Fact.GrantTotalsPublished f => (f.Number, f.Quarter, f.Path, f.Sha256),
        Fact.EquityReportPublished f => (f.Number, f.Quarter, f.Path, f.Sha256),
        Fact.PressureTotalsPublished f => (f.Number, f.Quarter, f.Path, f.Sha256),
        _ => null,
    };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
