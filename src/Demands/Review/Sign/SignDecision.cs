using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate;
using Writ.Gate.Approvers;
using Writ.Law;
using Writ.Ledger.Facts;
using Writ.Ledger.Register.Approvals;
using Writ.Store;
using Writ.Store.People;
using Writ.Store.Record;

namespace Writ.Demands.Review.Sign;

/// <param name="Key">Thumbprint of the key that has to sign.</param>
/// <param name="Statement">What is to be signed (docs/spec/approval.md).</param>
/// <param name="Challenge">What a passkey is given to sign: SHA-256 of <c>writ.approval/v1</c>, a line feed and the statement.</param>
public sealed record StatementView(string Demand, string Role, string Key, byte[] Statement, byte[] Challenge);

/// <param name="Role">reviewer or approver.</param>
public sealed record SignRequest(string Role, SignedDecision Signed);

/// <summary>The two people's signatures under what they decide. An approver's comes with the approval; apart from it only for a release that waits.</summary>
internal sealed class SignDecision(IStore store, DecisionSigning signing, LawBook law, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/review/{id}/statement", (string id, string? role, SignDecision use, Caller caller, CancellationToken cancel) => use.Statement(id, role, caller, cancel))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("What you are to sign of a case; role is reviewer or approver").Produces<StatementView>();
        api.MapPost("/review/{id}/signature", async (string id, SignRequest request, SignDecision use, Caller caller, CancellationToken cancel) =>
                (request.Signed?.Read() ?? SignRefusals.Malformed).TryGet(out var signed, out var refusal) ? await use.Sign(id, request.Role, signed, caller, cancel) : refusal)
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("Sign what you decided; an approver signs with the approval, and here only for a release that waits").Produces<ReviewedView>();
    }

    internal async Task<Result<StatementView>> Statement(string id, string? role, Caller caller, CancellationToken cancel)
    {
        if (!(await signing.Vault(cancel)).TryGet(out var vault, out var refusal)) return refusal;
        return await store.Look<Result<StatementView>>(async work =>
        {
            if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
            if (Wrong(d, role, caller, approving: true) is { } wrong) return wrong;
            if (await Sheet(work, d, await DemandQueries.Items(work, d.Id), role!, caller.Subject, vault) is not { } found) return SignRefusals.NothingToSign;
            return found.Map(s => new StatementView(d.Id.Text, role!, s.Key, s.Bytes, ApprovalStatement.Challenge(s.Bytes)));
        });
    }

    /// <summary>Keeps the signature. The same again changes nothing.</summary>
    internal async Task<Result<ReviewedView>> Sign(string id, string role, SignedApproval signed, Caller caller, CancellationToken cancel)
    {
        if (!(await signing.Vault(cancel)).TryGet(out var vault, out var refusal)) return refusal;
        return await store.Act<ReviewedView>(async work =>
        {
            if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
            if (Wrong(d, role, caller, approving: false) is { } wrong) return wrong;
            var items = await DemandQueries.Items(work, d.Id);
            if (!Produces(d, items) || await signing.Needed(work, caller.Subject, role) is null) return SignRefusals.NothingToSign;
            var disclosure = await DisclosureOf(work, d, items, d.Approver ?? string.Empty);
            var before = await signing.Look(work, disclosure, role, caller.Subject, vault);
            if (await signing.Keep(work, d.Id, role, caller.Subject, signed, disclosure, vault) is { } refused) return refused;
            if (before.State != DecisionSigned.Signed) DemandQueries.Tell(work, d.Id, time.GetUtcNow(), caller.Subject, "signed");
            return new ReviewedView(d.Id.Text, d.State.Word(), d.State.Turn(), DecisionDigest.Of(d, items));
        }, cancel);
    }

    /// <summary>Keeps what an approver signed, in the act in which they approve.</summary>
    internal async Task<Refusal?> KeepApproval(IWork work, DemandId demand, SignedApproval signed, Disclosure disclosure, SigningVault vault) =>
        await signing.Keep(work, demand, ApproverRoles.Approver, disclosure.Approver, signed, disclosure, vault);

    /// <summary>Which vault is signed for; asked outside any act.</summary>
    internal Task<Result<SigningVault>> Vault(CancellationToken cancel) => signing.Vault(cancel);

    /// <summary>How the signatures stand, for who looks at the case.</summary>
    /// <param name="asApprover">The reader stands on the page on which it is approved.</param>
    internal async Task<SigningCase> Look(IWork work, Demand d, IReadOnlyList<DemandItem> items, Caller caller, bool asApprover, Result<SigningVault> known)
    {
        if (d.State is not (DemandState.Decided or DemandState.Approved) || !Produces(d, items) || d.Reviewer is not { } reviewer) return SigningCase.None;
        if (!known.TryGet(out var vault, out var unreachable))
        {
            var role = caller.Subject == reviewer ? ApproverRoles.Reviewer : ApproverRoles.Approver;
            return await signing.Needed(work, caller.Subject, role) is null ? SigningCase.None : SigningCase.None with { Not = unreachable };
        }

        if (d.State == DemandState.Approved) return await Waiting(work, d, items, caller, vault);
        var reviewed = await signing.Look(work, await DisclosureOf(work, d, items, string.Empty), ApproverRoles.Reviewer, reviewer, vault);
        var found = new SigningCase(reviewed, null, [], vault.Required);
        if (caller.Subject == reviewer)
        {
            if (!found.Unsigned) return found;
            return reviewed.Key is null ? found with { Unkeyed = true } : With(found, await Sheet(work, d, items, ApproverRoles.Reviewer, reviewer, vault));
        }

        if (!asApprover || found.Unsigned) return found;
        return await signing.Needed(work, caller.Subject, ApproverRoles.Approver) is null
            ? found with { Unkeyed = vault.Required }
            : With(found, await Sheet(work, d, items, ApproverRoles.Approver, caller.Subject, vault));
    }

    private static SigningCase With(SigningCase found, Result<SignSheet>? sheet) =>
        sheet is { } made ? made.TryGet(out var mine, out var not) ? found with { Mine = mine } : found with { Not = not } : found;

    /// <summary>Approved, and somebody's key was changed before the release: they sign again, and it goes on.</summary>
    private async Task<SigningCase> Waiting(IWork work, Demand d, IReadOnlyList<DemandItem> items, Caller caller, SigningVault vault)
    {
        var again = await WaitingSignatures.Outdated(work, d.Id);
        var found = new SigningCase(null, null, [.. again.Select(a => a.Person)], vault.Required);
        return again.FirstOrDefault(a => a.Person == caller.Subject) is { } mine ? With(found, await Sheet(work, d, items, mine.Role, caller.Subject, vault)) : found;
    }

    /// <summary>Null where this person signs nothing.</summary>
    private async Task<Result<SignSheet>?> Sheet(IWork work, Demand d, IReadOnlyList<DemandItem> items, string role, string person, SigningVault vault)
    {
        if (!Produces(d, items) || await signing.Needed(work, person, role) is not { } key) return null;
        var disclosure = await DisclosureOf(work, d, items, role == ApproverRoles.Approver ? person : d.Approver ?? string.Empty);
        if (!(await signing.Statement(work, disclosure, role, person, vault)).TryGet(out var statement, out var refusal)) return refusal;
        return new SignSheet(statement, statement.ToBytes(), (await Passkeys.Of(work, person)).FirstOrDefault(p => CoseKey.Es256(p.PublicKey)?.Thumbprint == key), key);
    }

    private bool Produces(Demand d, IReadOnlyList<DemandItem> items) => items.Any(ApproveDemand.IsProduced) && law.Find(d.Instrument).TryGet(out var instrument, out _) && !instrument.RecordOnly;

    private static async Task<Disclosure> DisclosureOf(IWork work, Demand d, IReadOnlyList<DemandItem> items, string approver) =>
        ApproveDemand.DisclosureOf(d, [.. items.Where(ApproveDemand.IsProduced)], approver, (await Outbox.Find(work, d.RegisterSeq)).LeafHash);

    /// <param name="approving">Whoever approves reads what they sign before they approve.</param>
    private static Refusal? Wrong(Demand d, string? role, Caller caller, bool approving) => role switch
    {
        ApproverRoles.Reviewer when d.State is not (DemandState.Decided or DemandState.Approved) => DemandRefusals.WrongState,
        ApproverRoles.Reviewer => caller.Subject == d.Reviewer && caller.May(Scopes.ReviewDecide) ? null : SignRefusals.NotYours,
        ApproverRoles.Approver when d.State == DemandState.Decided && approving =>
            caller.Subject != d.Reviewer && caller.May(Scopes.ReviewApprove) ? null : SignRefusals.NotYours,
        ApproverRoles.Approver when d.State != DemandState.Approved => DemandRefusals.WrongState,
        ApproverRoles.Approver => caller.Subject == d.Approver && caller.May(Scopes.ReviewApprove) ? null : SignRefusals.NotYours,
        _ => SignRefusals.Role,
    };
}
