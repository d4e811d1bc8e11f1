using System.Security.Cryptography;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Oversight;

namespace Writ.Verify;

/// <summary>
/// Files of quarters (docs/spec/oversight.md): one of a kind for each quarter and no second one, the bytes that the log names, in the one form; totals of the agencies that
/// the log says asked; and equity as it follows from the requests in the log.
/// </summary>
internal sealed class QuarterCheck(Site site, LogContents contents, Findings findings)
{
    private readonly Dictionary<(int Kind, string Quarter), long> seen = [];
    private int whole;

    /// <returns>How many files are what the log names.</returns>
    public int Run()
    {
        foreach (var (index, fact) in contents.Quarters)
        {
            _ = fact switch
            {
                Fact.GrantTotalsPublished f => Totals(index, f.Number, TotalsKind.Grants, f.Quarter, f.Path, OversightPaths.GrantTotals(Period.FromTrusted(f.Quarter)), f.Sha256),
                Fact.PressureTotalsPublished f => Totals(index, f.Number, TotalsKind.Pressure, f.Quarter, f.Path, OversightPaths.PressureTotals(Period.FromTrusted(f.Quarter)), f.Sha256),
                Fact.EquityReportPublished f => Equity(index, f.Number, f.Quarter, f.Path, OversightPaths.Equity(Period.FromTrusted(f.Quarter)), f.Sha256),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return whole;
    }

    private bool Totals(long index, int number, TotalsKind kind, string quarter, string path, string due, string sha256)
    {
        if (Bytes(index, number, quarter, path, due, sha256) is not { } bytes) return false;
        if (!TotalsDocument.Parse(bytes).TryGet(out var document, out var refusal))
        {
            findings.False(refusal, path);
            return false;
        }

        Same(path, "quarter", document.Quarter.Text, quarter);
        Same(path, "kind", document.Kind, kind);
        Told(path, QuarterRecount.Of(document, contents.Requests));
        return true;
    }

    private bool Equity(long index, int number, string quarter, string path, string due, string sha256)
    {
        if (Bytes(index, number, quarter, path, due, sha256) is not { } bytes) return false;
        if (!EquityDocument.Parse(bytes).TryGet(out var document, out var refusal))
        {
            findings.False(refusal, path);
            return false;
        }

        Same(path, "quarter", document.Quarter.Text, quarter);
        Told(path, QuarterRecount.Of(document, contents.Requests));
        return true;
    }

    private void Told(string path, IEnumerable<Differs> differing)
    {
        foreach (var differs in differing) findings.False("verify-quarter-differs", $"{path} {differs.Where}", $"The file says {differs.Said}; {differs.Follows} follows.");
    }

    /// <summary>Null where they are not what the log names; that has been told.</summary>
    private byte[]? Bytes(long index, int number, string quarter, string path, string due, string sha256)
    {
        if (!seen.TryAdd((number, quarter), index))
        {
            findings.False("verify-quarter-again", $"entry {index}", $"Entry {seen[(number, quarter)]} published this of {quarter}. Noise that is drawn twice hides less, and a second file counts for nothing.");
            return null;
        }

        if (path != due) findings.False("verify-quarter-differs", $"entry {index} path", $"The log says {path}; it has to be {due}.");
        if (site.Read(path, OversightPaths.MostBytes).GetAwaiter().GetResult() is not { } bytes)
        {
            findings.Unchecked("verify-file-missing", path, $"Entry {index} says that this was published; the file is not served.");
            return null;
        }

        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
        {
            findings.False("verify-quarter-hash", path, $"This is not the file that entry {index} of the log names.");
            return null;
        }

        whole++;
        return bytes;
    }

    private void Same<T>(string path, string what, T said, T follows)
    {
        if (!EqualityComparer<T>.Default.Equals(said, follows)) findings.False("verify-quarter-differs", $"{path} {what}", $"The file says '{said}'; from the log follows '{follows}'.");
    }
}
