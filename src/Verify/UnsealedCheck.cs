using Writ.Ledger.Facts;
using Writ.Ledger.Register;

namespace Writ.Verify;

/// <summary>Leaves unsealed after their report: each opens as withheld. Nothing that was published before changes by it.</summary>
internal sealed class UnsealedCheck(Site site, LogContents contents, Findings findings)
{
    private readonly HashSet<long> seen = [];

    public void Run()
    {
        foreach (var (index, fact) in contents.Unsealed) CheckOne(index, fact);
        if (seen.Count > 0) findings.Remarks.Add($"{seen.Count} leaves that were withheld are unsealed: their openings are true. The reports that count them among those not opened stand as they are.");
    }

    private void CheckOne(long index, Fact.LeavesUnsealed fact)
    {
        // Far more than so many openings, and not without end.
        var most = (1L << 20) + (Math.Min(fact.Count, contents.Registers) * (64L << 10));
        using var stream = site.Open(fact.Path, most).GetAwaiter().GetResult();
        if (stream is null)
        {
            findings.Unchecked("verify-file-missing", fact.Path, $"Entry {index} says that leaves were unsealed; the file is not served.");
            return;
        }

        using var lines = new OpeningLines(stream);
        var read = 0L;
        while (read <= contents.Registers && lines.Next() is { } line)
        {
            read++;
            var where = $"{fact.Path} line {read}";
            if (OpeningsCheck.Parse(line.Span) is not { } opening)
                findings.False("ledger-opening-malformed", where, "This line is not an opening.");
            else if (opening.Leaf >= index || contents.OrdinalOf(opening.Leaf) is not { } leaf)
                findings.False("verify-unsealed-stray", where, "This opens no register leaf before the fact that unseals it.");
            else if (!OpeningCheck.CheckUnsealed(contents.Leaf(leaf), opening).TryGet(out _, out var refusal))
                findings.False(refusal, where);
            else if (!seen.Add(leaf))
                findings.False("verify-unsealed-twice", where, "This leaf was unsealed before.");
        }

        if (read != fact.Count || lines.IsTooLong) findings.False("verify-unsealed-count", fact.Path, $"Entry {index} says {fact.Count} openings; there are {read}.");
        if (lines.Sha256() != fact.Sha256) findings.False("verify-unsealed-hash", fact.Path, $"This is not the file that entry {index} of the log names.");
    }
}
