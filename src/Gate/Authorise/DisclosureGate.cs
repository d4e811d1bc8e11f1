using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Approvers;
using Writ.Gate.Recorded;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Gate.Authorise;

/// <summary>What the vault issued before the act, so that its authorisation is bound to it. One use.</summary>
public sealed class VaultTicket
{
    internal VaultTicket(SigningVault vault, string nonce) => (Vault, Nonce) = (vault, nonce);

    internal SigningVault Vault { get; }

    internal string Nonce { get; }
}

/// <summary>The only way out.</summary>
public sealed class DisclosureGate
{
    private readonly IReadOnlyList<GateStep> steps;
    private readonly VaultClient vault;
    private readonly DecisionSigning signing;
    private readonly OpeningKeys openings;
    private readonly GateOptions options;
    private readonly TimeProvider time;

    internal DisclosureGate(IReadOnlyList<GateStep> steps, VaultClient vault, DecisionSigning signing, OpeningKeys openings, GateOptions options, TimeProvider time) =>
        (this.steps, this.vault, this.signing, this.openings, this.options, this.time) = (steps, vault, signing, openings, options, time);

    /// <summary>Ask before the act begins: the vault is not waited for inside a transaction.</summary>
    public async Task<Result<VaultTicket>> Ticket(CancellationToken cancel)
    {
        var about = await vault.Describe(cancel);
        if (!about.TryGet(out var description, out var refusal)) return refusal;
        var nonce = await vault.Nonce(cancel);
        return nonce.TryGet(out var issued, out refusal) ? new VaultTicket(new SigningVault(description.Vault, description.Signed), issued) : refusal;
    }

    /// <summary>
    /// Takes a disclosure through the steps. An authorisation is written, with its leaf for the record, in the caller's
    /// transaction, and its release is owed from then on; a refusal writes nothing.
    /// </summary>
    /// <param name="withheld">The demand is of class withheld: its leaf waits apart from others'.</param>
    public async Task<Result<AuthorisationId>> Authorise(IWork work, Disclosure disclosure, bool withheld, VaultTicket ticket)
    {
        if (disclosure.Ground is not DisclosureGround.Writ writ) return GateRefusals.NoGround;
        var now = time.GetUtcNow();
        var gateCase = new GateCase(work, disclosure, writ, now, WholeSeconds(now + options.AuthorisationLasts), ticket.Vault);
        foreach (var step in steps)
        {
            if (await step.Check(gateCase) is { } refusal) return refusal;
        }

        var record = gateCase.Record(ticket.Vault.Id, ticket.Nonce)!;

        // Those who decide without ever having been entered are entered now; the vault lets them cool off, and the release waits.
        await ApproverBook.Enter(work, disclosure.Reviewer, ApproverRoles.Reviewer, now);
        await ApproverBook.Enter(work, disclosure.Approver, ApproverRoles.Approver, now);
        var opening = AuthorisationOpening.Draw(record);
        var json = opening.ToJson();
        var entry = await Outbox.AppendLeaf(work, LeafKind.Authorisation, opening.Leaf(), now, withheld ? LeafLane.Withheld : LeafLane.Open);
        AuditedLeaf.Keep(work, entry, json);
        work.Db().Add(new GateAuthorisation
        {
            Id = record.Id,
            DemandId = writ.Demand,
            OfficerId = disclosure.Officer,
            Reviewer = disclosure.Reviewer,
            Approver = disclosure.Approver,
            Opening = openings.Seal(now, entry.LeafHash, json),
            EntrySeq = entry.Seq,
            State = AuthorisationState.Recorded,
            MadeAt = now,
            ExpiresAt = record.Expires,
        });
        await signing.Attach(work, record);
        await JobQueue.Owe(work, Release.ReleaseAuthorised.JobKind, writ.Demand.Text, RecordTimes.Awaited(work, LeafKind.Authorisation, entry.Seq, now, now) ?? now);
        return record.Id;
    }

    /// <summary>
    /// What each step would say now. Authorises nothing and writes nothing. All steps are asked, though at the gate the first
    /// refusal ends it. Where nobody reviewed or approved yet, that person is the empty text.
    /// </summary>
    public async Task<IReadOnlyList<GateFinding>> Rehearse(IWork work, Disclosure disclosure)
    {
        if (disclosure.Ground is not DisclosureGround.Writ writ) return [];
        var now = time.GetUtcNow();
        var gateCase = new GateCase(work, disclosure, writ, now, WholeSeconds(now + options.AuthorisationLasts), null);
        var findings = new List<GateFinding>();
        foreach (var step in steps)
        {
            var refusal = await step.Check(gateCase);
            var state = refusal is null ? GateFindingState.Passes : await step.Waits(gateCase, refusal) ? GateFindingState.Waits : GateFindingState.Refuses;
            findings.Add(new GateFinding(step.Rule, state, refusal?.Code, refusal?.Sentence, refusal?.Code == GateRefusals.TimeToObjectCode ? gateCase.Until : null));
        }

        return findings;
    }

    // The record's times are whole seconds.
    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
