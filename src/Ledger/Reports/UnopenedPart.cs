using System.Text.Json.Serialization;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Reports;

/// <summary>
/// What a report says of the register leaves of its range that it does not open: how many, that each is proved to be withheld or a
/// dummy, and, once the law lets it be said, in which band the number withheld lies. Absent where every leaf is opened.
/// </summary>
/// <param name="Count">Leaves not opened, 0 and up.</param>
/// <param name="Band">Null while nothing may be said of the number yet.</param>
public sealed record UnopenedPart([property: JsonRequired] long Count, ReportBand? Band, ProofsFile Proofs)
{
    /// <summary>What the file of proofs is about.</summary>
    public UnopenedStatement Statement(ReportDocument report) =>
        new(report.Origin, report.Period, report.From, report.To, Count, Band is null ? null : new BandRange(Band.Lo, Band.Hi));
}

/// <param name="Lo">Least number withheld.</param>
/// <param name="Hi">Largest number withheld.</param>
/// <param name="Structure">Which of the law's structures of bands this is one of, for instance <c>us/250</c>.</param>
public sealed record ReportBand([property: JsonRequired] long Lo, [property: JsonRequired] long Hi, string Structure);

/// <summary>The file of proofs, see <see cref="UnopenedProofs"/>.</summary>
/// <param name="Path">Relative to the site's root: <c>reports/&lt;period&gt;/v&lt;version&gt;-unopened.bin</c>.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
public sealed record ProofsFile(string Path, string Sha256);
