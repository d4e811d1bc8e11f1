using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Adjust;
using Writ.Gate.Productions;
using Writ.Law;
using Writ.Ledger.Register;
using Writ.Store;

namespace Writ.Demands.Follow;

/// <summary>A demand as the agency that filed it may see it. Decisions show only once it is answered.</summary>
/// <param name="State">received, decided, approved, released, closed or withdrawn.</param>
/// <param name="Turn">Whose turn it is: reviewer, approver, gate, officer or nobody.</param>
public sealed record DemandView(
    string Id,
    string Reference,
    string Instrument,
    string Service,
    string State,
    string Turn,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<ItemView> Items,
    ProductionView? Production);

/// <param name="Decision">Produce, Narrow or Refuse; null until the demand is answered.</param>
/// <param name="Found">Whether there was anything; null until answered, and where it was refused.</param>
public sealed record ItemView(
    string Id,
    string IdentifierKind,
    string Identifier,
    string Category,
    DateOnly? From,
    DateOnly? To,
    string? Decision,
    string? Ground,
    string? Reason,
    DateOnly? NarrowedFrom,
    DateOnly? NarrowedTo,
    bool? Found)
{
    internal static ItemView Of(DemandItem i, bool answered) => new(
        i.Id.Text, i.IdentifierKind, i.IdentifierValue, i.Category.Text, i.AskedFrom, i.AskedTo,
        answered ? i.Decision?.ToString() : null,
        answered ? i.Ground : null,
        answered ? i.Reason : null,
        answered ? i.NarrowedFrom : null,
        answered ? i.NarrowedTo : null,
        answered ? i.Found : null);
}

/// <param name="State">The public word.</param>
public sealed record DemandLine(string Id, string Reference, string Instrument, string State, string Turn, DateTimeOffset ReceivedAt);

internal static class DemandQueries
{
    public static Task<Demand?> Find(IWork work, DemandId id) => work.Db().Set<Demand>().SingleOrDefaultAsync(d => d.Id == id);

    public static Task<List<DemandItem>> Items(IWork work, DemandId id) =>
        work.Db().Set<DemandItem>().Where(i => i.DemandId == id).OrderBy(i => i.Position).ToListAsync();

    /// <summary>By which class a demand's leaf is drawn.</summary>
    public static bool IsWithheld(bool gag, Instrument instrument) => gag || instrument.Reporting == "national_security";

    /// <summary>Whether it is withheld now: a class that two people put right counts from then on.</summary>
    public static async Task<bool> IsWithheld(IWork work, Demand demand, LawBook law)
    {
        var right = await work.Db().Set<ClassAdjustment>().Where(a => a.DemandId == demand.Id && (a.State == AdjustmentState.Agreed || a.State == AdjustmentState.Recorded))
            .OrderByDescending(a => a.Number).FirstOrDefaultAsync();
        return right is null ? IsWithheld(demand.Gag, law.Find(demand.Instrument).Value) : right.Class == DemandClass.Withheld;
    }

    public static void Tell(IWork work, DemandId id, DateTimeOffset at, string actor, string kind, string? note = null) =>
        work.Db().Add(new DemandEvent { DemandId = id, At = at, Actor = actor, Kind = kind, Note = note });
}
