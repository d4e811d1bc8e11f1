using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Demands.Unseal;
using Writ.Gate.Notices;
using Writ.Gate.Recorded;
using Writ.Law;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Demands.Adjust;

/// <param name="Class">The right one: open or withheld.</param>
/// <param name="Reason">One sentence, published with the fact: never a name, nothing from the papers.</param>
public sealed record AdjustRequest(string Demand, string Class, string Reason);

/// <param name="State">proposed, dropped, agreed or recorded.</param>
public sealed record AdjustmentView(string Demand, long Number, string Class, string Reason, string State, DateTimeOffset ProposedAt, DateTimeOffset? DecidedAt);

/// <summary>
/// Puts a wrong class right: one person says so, another agrees, a leaf of the right class goes into the record as any other does, and when it is there a
/// fact puts it in the place of the first. Reports that are out are restated by a further version.
/// </summary>
internal sealed class AdjustClass(IStore store, LawBook law, TeamNotices notices, OpeningKeys keys, TimeProvider time)
{
    private const int MostReason = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/adjustments", (AdjustRequest request, AdjustClass use, Caller caller) => use.Propose(request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Say that the class of a demand's leaf was wrong").Produces<AdjustmentView>();
        api.MapPost("/adjustments/{demand}/agreement", (string demand, AdjustClass use, Caller caller) => use.Decide(demand, null, agree: true, caller))
            .RequireAuthorization(Scopes.ReviewApprove).WithSummary("Agree that the class was wrong; the record gets the right leaf").Produces<AdjustmentView>();
        api.MapPost("/adjustments/{demand}/drop", (string demand, AdjustClass use, Caller caller) => use.Decide(demand, null, agree: false, caller))
            .RequireAuthorization(Scopes.ReviewApprove).WithSummary("Drop a proposed adjustment").Produces<AdjustmentView>();
    }

    public Task<List<ClassAdjustment>> All() => store.Look(work =>
        work.Db().Set<ClassAdjustment>().AsNoTracking().OrderByDescending(a => a.ProposedAt).ThenBy(a => a.DemandId).Take(200).ToListAsync());

    public async Task<Result<AdjustmentView>> Propose(AdjustRequest request, Caller caller)
    {
        var checks = new Checks();
        checks.Line(request.Reason, MostReason, "/reason");
        if (ClassOf(request.Class) is not { } right) checks.Add(AdjustRefusals.Class);
        else if (checks.Ok) return await Proposed(request.Demand ?? string.Empty, right, request.Reason, caller);
        return checks.Refusal;
    }

    /// <param name="number">Which proposal was seen; null: the one that waits.</param>
    public Task<Result<AdjustmentView>> Decide(string demand, long? number, bool agree, Caller caller) => store.Act<AdjustmentView>(async work =>
    {
        if (!DemandId.TryParse(demand, out var id)
            || await work.Db().Set<ClassAdjustment>().SingleOrDefaultAsync(a => a.DemandId == id && a.State == AdjustmentState.Proposed && (number == null || a.Number == number)) is not { } row)
            return AdjustRefusals.NotProposed;
        if (agree && row.ProposedBy == caller.Subject) return AdjustRefusals.SamePerson;
        var now = time.GetUtcNow();
        (row.DecidedBy, row.DecidedAt, row.State) = (caller.Subject, now, AdjustmentState.Dropped);
        if (agree)
        {
            if (await Forbids(work, id, row.Class) is { } refusal) return refusal;
            if (!(await Current(work, id)).TryGet(out var current, out var unread)) return unread;
            await Draw(work, row, current, now);
        }

        DemandQueries.Tell(work, id, now, caller.Subject, agree ? "class-agreed" : "class-dropped");
        return View(row);
    });

    private Task<Result<AdjustmentView>> Proposed(string demand, DemandClass right, string reason, Caller caller) => store.Act<AdjustmentView>(async work =>
    {
        if (!DemandId.TryParse(demand.Trim(), out var id) || await DemandQueries.Find(work, id) is not { } found || await LogPlaces.Of(work, found.RegisterSeq) is null) return AdjustRefusals.NotInRecord;
        if (await Forbids(work, id, right) is { } refusal) return refusal;
        var earlier = await work.Db().Set<ClassAdjustment>().Where(a => a.DemandId == id).ToListAsync();
        if (earlier.Any(a => a.State is AdjustmentState.Proposed or AdjustmentState.Agreed)) return AdjustRefusals.Pending;
        if (!(await Current(work, id)).TryGet(out var current, out var unread)) return unread;
        if (current.Class == right) return AdjustRefusals.SameClass;
        var now = time.GetUtcNow();
        var row = new ClassAdjustment
        {
            DemandId = id, Number = earlier.Count + 1, Class = right, Reason = reason, State = AdjustmentState.Proposed, ProposedBy = caller.Subject, ProposedAt = now,
        };
        work.Db().Add(row);
        DemandQueries.Tell(work, id, now, caller.Subject, "class-proposed");
        return View(row);
    });

    /// <summary>The leaf waits for its batch as any other; the fact is owed from then on.</summary>
    private async Task Draw(IWork work, ClassAdjustment row, RegisterOpening current, DateTimeOffset now)
    {
        var opening = RegisterOpening.Draw(row.Class, current.Record with { Gag = current.Record.Gag && row.Class == DemandClass.Withheld }, Auditing.Keys(work));
        var entry = await Outbox.AppendLeaf(work, LeafKind.Register, opening.Leaf(), now, row.Class == DemandClass.Withheld ? LeafLane.Withheld : LeafLane.Open);
        Auditing.Keep(work, entry.LeafHash, opening.ForAuditors);
        (row.State, row.LeafSeq, row.Opening) = (AdjustmentState.Agreed, entry.Seq, keys.Seal(now, entry.LeafHash, opening.ToJson()));
        await JobQueue.Owe(work, RecordAdjustment.JobKind, row.DemandId.Text, RecordTimes.Awaited(work, LeafKind.Register, entry.Seq, now, now) ?? now);
    }

    /// <summary>What opens the leaf that counts for a demand now.</summary>
    private async Task<Result<RegisterOpening>> Current(IWork work, DemandId id)
    {
        var last = await work.Db().Set<ClassAdjustment>().Where(a => a.DemandId == id && a.State == AdjustmentState.Recorded).OrderByDescending(a => a.Number).FirstOrDefaultAsync();
        var sealedOpening = last?.Opening ?? (await DemandQueries.Find(work, id))!.RegisterOpening;
        return keys.Open(sealedOpening).Then(json => RegisterOpening.FromJson(json));
    }

    private async Task<Refusal?> Forbids(IWork work, DemandId id, DemandClass right)
    {
        var demand = (await DemandQueries.Find(work, id))!;
        if (await work.Db().Set<UnsealedLeaf>().AnyAsync(u => u.DemandId == id)) return AdjustRefusals.Unsealed;
        if (right != DemandClass.Open) return null;
        var secret = law.Find(demand.Instrument) is { Ok: true, Value.Reporting: "national_security" };
        return secret || (await notices.Bars(work, id, demand.Gag)).State != "none" ? AdjustRefusals.Forbidden : null;
    }

    private static DemandClass? ClassOf(string? word) => word switch { "open" => DemandClass.Open, "withheld" => DemandClass.Withheld, _ => null };

    private static AdjustmentView View(ClassAdjustment a) =>
        new(a.DemandId.Text, a.Number, a.Class.ToString().ToLowerInvariant(), a.Reason, a.State.ToString().ToLowerInvariant(), a.ProposedAt, a.DecidedAt);
}

/// <summary>Writes the fact once the leaf that stands in is in the log: only then are both places known.</summary>
internal sealed class RecordAdjustment(IStore store, TimeProvider time) : IJobHandler
{
    public const string JobKind = "record-adjustment";

    public string Kind => JobKind;

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => store.Act<bool>(
        async work =>
        {
            var id = DemandId.FromTrusted(subject);
            var rows = await work.Db().Set<ClassAdjustment>().Where(a => a.DemandId == id).OrderBy(a => a.Number).ToListAsync();
            if (rows.Find(a => a.State == AdjustmentState.Agreed) is not { } row) return true;
            var before = rows.FindLast(a => a.State == AdjustmentState.Recorded)?.LeafSeq ?? (await DemandQueries.Find(work, id))!.RegisterSeq;
            if (await LogPlaces.Of(work, before) is not { } leaf || await LogPlaces.Of(work, row.LeafSeq!.Value) is not { } by) return AdjustRefusals.NotRecordedYet;
            (row.FactSeq, row.State) = ((await Outbox.Append(work, Facts.ClassAdjusted(leaf, by, row.Reason, time.GetUtcNow()))).Seq, AdjustmentState.Recorded);
            return true;
        },
        cancel);
}
