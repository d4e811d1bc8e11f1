using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Agencies.Partnerships.Ending;

/// <summary>
/// Writes down what time alone brought about: that an agreement is in force, or over. Nothing depends on it: standing is worked out from the facts and the
/// clock, and these facts only say it where strangers look.
/// </summary>
internal sealed class PartnershipEdge(IStore store, PartnershipBook book) : IJobHandler
{
    /// <summary>Whom such an act's row names.</summary>
    private const string Itself = "writ";

    public string Kind => PartnershipBook.EdgeJob;

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => store.Act<bool>(async work =>
    {
        if (!AgencyId.TryParse(subject, out var agency) || await PartnershipBook.Case(work, agency, book.Now) is not { } found) return true;
        foreach (var agreement in found.Partnership.Agreements)
        {
            var end = found.Partnership.EndOf(agreement, found.Now);
            if (agreement is { Announced: null, Begins: { } begins, Until: { } until } && begins <= found.Now && begins < until && (end is null || end.Value.At > begins))
                await Write(found, new Fact.PartnershipInForce(agency, agreement.Number, begins, until, found.Now), "in-force");
            if (agreement.Ended is null && end is var (_, reason))
            {
                var late = reason == InertReason.ReportLate;
                await Write(
                    found,
                    new Fact.PartnershipEnded(
                        agency, agreement.Number, late ? "report-late" : "expired", late ? "A yearly report was not published in time." : "Its time ran out.", found.Now),
                    "ended");
            }
        }

        if (Next(found) is { } next) JobQueue.Again(work, Kind, subject, next);
        return true;
    }, cancel);

    private static async Task Write(PartnershipCase found, Fact fact, string what) =>
        _ = (await PartnershipBook.Write(found, Itself, new NewFact(fact, $"{Partnership.NumberOf(fact)}/{what}"))).Value;

    private static DateTimeOffset? Next(PartnershipCase found) => found.Partnership.Agreements
        .SelectMany(a => (DateTimeOffset?[])[a.CommentEnds, a.ObjectionsEnd, a.Begins, a.Until, a.ReportDue])
        .Where(at => at > found.Now && at < DateTimeOffset.MaxValue.AddDays(-1)).Min();
}
