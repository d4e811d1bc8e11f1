using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Productions;
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

    public static void Tell(IWork work, DemandId id, DateTimeOffset at, string actor, string kind, string? note = null) =>
        work.Db().Add(new DemandEvent { DemandId = id, At = at, Actor = actor, Kind = kind, Note = note });
}
