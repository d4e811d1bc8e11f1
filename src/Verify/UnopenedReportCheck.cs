using System.Security.Cryptography;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>Leaves that a report does not open: as many as it says, each proved to be withheld or a dummy, the number withheld in its band.</summary>
internal sealed class UnopenedReportCheck(Site site, ReportDocument report, Fact.ReportPublished fact, Findings findings, Action<string> progress)
{
    public void Run(OpeningsCheck openings)
    {
        var leaves = openings.Unopened();
        var closed = leaves.LongCount();
        if (closed != (report.Unopened?.Count ?? 0))
        {
            findings.False("verify-openings-missing", report.Openings.Path, $"{closed} register leaves in the range are not opened; the report says {report.Unopened?.Count ?? 0}.");
            return;
        }

        if (report.Unopened is not { } part) return;
        var before = findings.Total;
        Proofs(part, leaves);
        if (findings.Total == before) findings.Remarks.Add($"{fact.Path}: {Words(part)}");
    }

    private void Proofs(UnopenedPart part, IEnumerable<UnopenedLeaf> leaves)
    {
        var statement = part.Statement(report);
        using var served = site.Open(part.Proofs.Path, (statement.Fits ? statement.FileLength : 0) + (1 << 20)).GetAwaiter().GetResult();
        if (served is null)
        {
            findings.Unchecked("verify-file-missing", part.Proofs.Path, "The report names this file of proofs; it is not served.");
            return;
        }

        using var hash = SHA256.Create();
        using var file = new CryptoStream(served, hash, CryptoStreamMode.Read, leaveOpen: true);
        foreach (var (index, refusal) in UnopenedCheck.Run(file, statement, Told(leaves, statement.Count)))
            findings.False(refusal, index is null ? part.Proofs.Path : $"{part.Proofs.Path} (entry {index})");
        file.CopyTo(Stream.Null);
        if (Convert.ToHexStringLower(hash.Hash!) != part.Proofs.Sha256) findings.False("verify-proofs-hash", part.Proofs.Path, "This is not the file of proofs that the report names.");
    }

    private IEnumerable<UnopenedLeaf> Told(IEnumerable<UnopenedLeaf> leaves, long of)
    {
        var done = 0L;
        foreach (var leaf in leaves)
        {
            if (done++ % 1024 == 0) progress($"{report.Unopened!.Proofs.Path} {done}/{of}");
            yield return leaf;
        }
    }

    private static string Words(UnopenedPart part) => part switch
    {
        { Count: 0 } => "no register leaf is kept closed, and so none is withheld.",
        { Band: null } => $"{part.Count} register leaves are not opened; each is withheld or a dummy. How many are withheld is not said here.",
        { Band: { } band } when part.Count <= band.Hi =>
            $"{part.Count} register leaves are not opened; each is withheld or a dummy. {band.Lo} to {band.Hi} are withheld ({band.Structure}), and no more than there are.",
        { Band: { } band } => $"{part.Count} register leaves are not opened; each is withheld or a dummy, and {band.Lo} to {band.Hi} are withheld ({band.Structure}).",
    };
}
