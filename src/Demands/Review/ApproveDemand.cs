using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review.Sign;
using Writ.Gate;
using Writ.Gate.Approvers;
using Writ.Gate.Authorise;
using Writ.Gate.Notices;
using Writ.Gate.Release;
using Writ.Law;
using Writ.Ledger.Register.Approvals;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Review;

/// <param name="Decision">The digest of the decisions that you saw, from the case.</param>
/// <param name="Signed">What you signed of them, where a key is entered for you; see <c>/review/{id}/statement</c>.</param>
public sealed record ApproveRequest(string Decision, SignedDecision? Signed = null);

/// <param name="Note">Why it goes back; the reviewer reads it.</param>
public sealed record SendBackRequest(string Note);

/// <summary>The second person. Approving takes the demand through the gate, in one transaction, or changes nothing.</summary>
internal sealed class ApproveDemand(
    IStore store, DisclosureGate gate, ReleaseAuthorised release, SignDecision sign, LawBook law, NoticeDesk notices, NoticeCases cases, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/review/{id}/approval", (string id, ApproveRequest request, ApproveDemand use, Caller caller, CancellationToken cancel) => use.Approve(id, request, caller, cancel))
            .RequireAuthorization(Scopes.ReviewApprove).WithSummary("Approve what another person decided").Produces<ReviewedView>();
        api.MapPost("/review/{id}/return", (string id, SendBackRequest request, ApproveDemand use, Caller caller) => use.SendBack(id, request, caller))
            .RequireAuthorization(Scopes.ReviewApprove).WithSummary("Send a decision back to the reviewer").Produces<ReviewedView>();
        api.MapPost("/review/{id}/release", (string id, ApproveDemand use, CancellationToken cancel) => use.Release(id, cancel))
            .RequireAuthorization(Scopes.ReviewApprove).WithSummary("Try a release again; harmless when it is done already").Produces<ReviewedView>();
    }

    private async Task<Result<ReviewedView>> Approve(string id, ApproveRequest request, Caller caller, CancellationToken cancel)
    {
        if (request.Signed is not { } given) return await Approve(id, request.Decision, null, caller, cancel);
        return given.Read().TryGet(out var signed, out var refusal) ? await Approve(id, request.Decision, signed, caller, cancel) : refusal;
    }

    /// <param name="decision">The digest of the decisions that were seen.</param>
    /// <param name="signed">What the approver signed of them; kept in the same act, or not at all.</param>
    internal async Task<Result<ReviewedView>> Approve(string id, string decision, SignedApproval? signed, Caller caller, CancellationToken cancel)
    {
        var asked = await gate.Ticket(cancel);
        if (!asked.TryGet(out var ticket, out var refusal)) return refusal;
        SigningVault? vault = null;
        if (signed is not null && !(await sign.Vault(cancel)).TryGet(out vault, out refusal)) return refusal;
        return await store.Act<ReviewedView>(async work =>
        {
            if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
            if (d.State != DemandState.Decided) return DemandRefusals.WrongState;
            if (d.Reviewer == caller.Subject) return DemandRefusals.ApproverIsReviewer;
            var now = time.GetUtcNow();
            var items = await DemandQueries.Items(work, d.Id);
            if (DecisionDigest.Of(d, items) != decision) return DemandRefusals.DecisionChanged;
            d.Approver = caller.Subject;
            DemandQueries.Tell(work, d.Id, now, caller.Subject, "approved");
            var toProduce = items.Where(IsProduced).ToList();
            if (toProduce.Count == 0 || law.Find(d.Instrument).Value.RecordOnly)
            {
                foreach (var item in toProduce) item.Produced = true;
                d.State = DemandState.Closed;
                d.ClosedAt = now;
                DemandQueries.Tell(work, d.Id, now, "writ", "closed");
                if (toProduce.Count == 0) await notices.Answered(work, await cases.Of(work, d, items), withdrawn: false);
                return View(d);
            }

            d.State = DemandState.Approved;
            var entry = await Outbox.Find(work, d.RegisterSeq);
            var disclosure = DisclosureOf(d, toProduce, caller.Subject, entry.LeafHash);
            if (signed is not null && vault is not null && await sign.KeepApproval(work, d.Id, signed, disclosure, vault) is { } unkept) return unkept;
            var authorised = await gate.Authorise(work, disclosure, await DemandQueries.IsWithheld(work, d, law), ticket);
            return authorised.Ok ? View(d) : authorised.Refusal;
        }, cancel);
    }

    internal Task<Result<ReviewedView>> SendBack(string id, SendBackRequest request, Caller caller)
    {
        var checks = new Checks();
        checks.Line(request.Note, 500, "/note");
        return checks.Ok ? Act() : Task.FromResult<Result<ReviewedView>>(checks.Refusal);

        Task<Result<ReviewedView>> Act() => store.Act<ReviewedView>(async work =>
        {
            if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
            if (d.State != DemandState.Decided) return DemandRefusals.WrongState;
            d.State = DemandState.Received;
            DemandQueries.Tell(work, d.Id, time.GetUtcNow(), caller.Subject, "sent-back", request.Note);
            return View(d);
        });
    }

    internal async Task<Result<ReviewedView>> Release(string id, CancellationToken cancel)
    {
        if (!DemandId.TryParse(id, out var demandId)) return DemandRefusals.Unknown;
        var released = await release.Release(demandId, cancel);
        if (!released.Ok) return released.Refusal;
        var demand = await store.Look(work => DemandQueries.Find(work, demandId));
        return demand is null ? DemandRefusals.Unknown : View(demand);
    }

    private static ReviewedView View(Demand d) => new(d.Id.Text, d.State.Word(), d.State.Turn());

    internal static bool IsProduced(DemandItem item) => item.Decision is ItemDecision.Produce or ItemDecision.Narrow;

    internal static Disclosure DisclosureOf(Demand d, IReadOnlyList<DemandItem> items, string approver, byte[] registerLeafHash) => new(
        new DisclosureGround.Writ(d.Id, d.Instrument, d.AuthorityKind, d.IssuedOn, d.ExpiresOn),
        d.OfficerId,
        d.Service,
        [.. items.Select(i => new DisclosureItem(
            i.Id, i.IdentifierKind, i.IdentifierValue, i.Category, i.AskedFrom, i.AskedTo,
            i.Decision == ItemDecision.Narrow ? i.NarrowedFrom : i.AskedFrom,
            i.Decision == ItemDecision.Narrow ? i.NarrowedTo : i.AskedTo))],
        d.Reviewer ?? string.Empty,
        approver,
        registerLeafHash);
}
