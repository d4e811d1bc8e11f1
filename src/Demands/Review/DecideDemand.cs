using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Authorise;
using Writ.Gate.Notices;
using Writ.Law;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Review;

/// <param name="Items">Every item of the demand, once.</param>
/// <param name="Seen">The digest of the decisions that you saw, from the case; refused where it is another by now. Absent: whatever was decided before is replaced.</param>
public sealed record DecideRequest(IReadOnlyList<DecideItem> Items, string? Seen = null);

/// <param name="Decision">produce, narrow or refuse.</param>
/// <param name="Ground">Code of a ground; needed unless produced as asked.</param>
/// <param name="Reason">One sentence the requester will read; needed unless produced as asked.</param>
/// <param name="From">First day, where narrowed.</param>
/// <param name="To">Last day, where narrowed.</param>
public sealed record DecideItem(string Item, string Decision, string? Ground, string? Reason, DateOnly? From, DateOnly? To);

/// <param name="State">The public word.</param>
/// <param name="Decision">After a decision: its digest, which an approval names.</param>
public sealed record ReviewedView(string Id, string State, string Turn, string? Decision = null);

/// <summary>A reviewer decides each item, within the law's reach. May be done again until another person approves.</summary>
internal sealed class DecideDemand(
    IStore store, LawBook law, IdentifierLookup identifiers, NoticeDesk notices, NoticeCases cases, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/review/{id}/decision", (string id, DecideRequest request, DecideDemand use, Caller caller) => use.Handle(id, request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Decide every item: produce, narrow or refuse").Produces<ReviewedView>();

    internal Task<Result<ReviewedView>> Handle(string id, DecideRequest request, Caller caller) => store.Act<ReviewedView>(async work =>
    {
        if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
        if (d.State is not (DemandState.Received or DemandState.Decided)) return DemandRefusals.WrongState;
        var items = await DemandQueries.Items(work, d.Id);
        if (request.Seen is { } seen && seen != DecisionDigest.Of(d, items)) return DemandRefusals.DecidedMeanwhile;
        var byId = (request.Items ?? []).Where(i => i is not null).GroupBy(i => i.Item ?? string.Empty).ToDictionary(g => g.Key, g => g.ToList());
        if (byId.Count != items.Count || byId.Values.Any(g => g.Count != 1) || !items.All(i => byId.ContainsKey(i.Id.Text))) return DemandRefusals.ItemsMismatch;
        var instrument = law.Find(d.Instrument).Value;

        // All that is wrong at once; a refusal undoes what was decided of the others.
        var checks = new Checks();
        foreach (var item in items)
        {
            if (await Decide(work, d, item, byId[item.Id.Text][0], instrument) is not { } refusal) continue;
            foreach (var one in (Refusal[])[refusal with { Others = [] }, .. refusal.Others]) checks.Add(one);
        }

        if (!checks.Ok) return checks.Refusal;
        d.State = DemandState.Decided;
        d.Reviewer = caller.Subject;
        d.DecidedAt = time.GetUtcNow();
        DemandQueries.Tell(work, d.Id, d.DecidedAt.Value, caller.Subject, "decided");

        // Whose data is to be given hears of it from this moment on; a record without production gives nothing.
        if (!instrument.RecordOnly) await notices.Owe(work, await cases.Of(work, d, items));
        return new ReviewedView(d.Id.Text, d.State.Word(), d.State.Turn(), DecisionDigest.Of(d, items));
    });

    private async Task<Refusal?> Decide(IWork work, Demand demand, DemandItem item, DecideItem decided, Instrument instrument)
    {
        var at = $"/items/{item.Position}";
        if (DecisionOf(decided.Decision) is not { } decision)
            return new Refusal("demands-decision", "Decide produce, narrow or refuse.", RefusalKind.Invalid, $"{at}/decision");
        if (decision != ItemDecision.Produce)
        {
            if (decided.Ground is null || law.FindGround(decided.Ground) is null)
                return new Refusal("demands-unknown-ground", "Name the ground by its code in the law's data files.", RefusalKind.Invalid, $"{at}/ground");
            var checks = new Checks();
            checks.Line(decided.Reason, 500, $"{at}/reason");
            if (!checks.Ok) return checks.Refusal;
        }

        if (decision != ItemDecision.Refuse && !instrument.RecordOnly)
        {
            // The gate holds this too; here the reviewer learns it while there is still something to decide.
            if (law.ReachOf(demand.Instrument, item.Category, demand.IssuedOn, RecordBatches.Stands(work, time.GetUtcNow())) is Reach.Outside outside)
                return new Refusal("demands-outside-reach", $"{outside.Ground.Sentence} (ground {outside.Ground.Code})", RefusalKind.Refused, $"{at}/decision");
            if (!await identifiers.LeadsToOneAccount(work, demand.Service, item.IdentifierKind, item.IdentifierValue))
                return DemandRefusals.NoSuchAccount(item.Position);
        }

        if (decision == ItemDecision.Narrow && !IsNarrower(item, decided))
            return new Refusal("demands-not-narrower", "Give days inside those asked, and fewer of them.", RefusalKind.Invalid, $"{at}/from");

        item.Decision = decision;
        item.Ground = decision == ItemDecision.Produce ? null : decided.Ground;
        item.Reason = decision == ItemDecision.Produce ? null : decided.Reason;
        (item.NarrowedFrom, item.NarrowedTo) = decision == ItemDecision.Narrow ? (decided.From, decided.To) : (null, null);
        return null;
    }

    // Not Enum.Parse: it would take "1", and "produce,narrow" as well.
    private static ItemDecision? DecisionOf(string? word) => word switch
    {
        "produce" => ItemDecision.Produce,
        "narrow" => ItemDecision.Narrow,
        "refuse" => ItemDecision.Refuse,
        _ => null,
    };

    private static bool IsNarrower(DemandItem asked, DecideItem decided) =>
        decided.From is { } from && decided.To is { } to && from <= to
        && (asked.AskedFrom is not { } first || from >= first)
        && (asked.AskedTo is not { } last || to <= last)
        && (from != asked.AskedFrom || to != asked.AskedTo);
}
