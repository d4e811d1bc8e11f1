using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Authorise;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.Gate.Approvers;

/// <summary>Which vault a decision is signed for.</summary>
/// <param name="Id">Stands in what is signed.</param>
/// <param name="Required">It opens nothing for people who have no signing key.</param>
public sealed record SigningVault(string Id, bool Required);

/// <summary>How things stand with one person's signature under what is decided now.</summary>
/// <param name="Key">Thumbprint of the key that is entered for them; null: they have none.</param>
/// <param name="SignedAt">When they signed what is kept; null: nothing is.</param>
public sealed record DecisionSignature(string Role, string Person, string? Key, DecisionSigned State, DateTimeOffset? SignedAt);

/// <summary>The closed set of these.</summary>
public enum DecisionSigned
{
    /// <summary>They have no signing key, and none is asked of them here; a vault may yet insist on one.</summary>
    NoKey,

    /// <summary>Nothing is signed.</summary>
    Missing,

    /// <summary>Something else than what is decided now is signed, or with another key, or for too short a time: it has to be signed again.</summary>
    Other,

    /// <summary>What is decided now is signed.</summary>
    Signed,
}

/// <summary>
/// The signatures of the two people who decide: what each is asked to sign, and what they signed, for the vault to see. Made for the door that
/// shows it to them. Whoever has no key of their own entered signs nothing.
/// </summary>
public sealed class DecisionSigning
{
    private readonly VaultClient vault;
    private readonly AccountSource accounts;
    private readonly AgencyRegister agencies;
    private readonly OpeningKeys openings;
    private readonly GateOptions options;
    private readonly TimeProvider time;

    internal DecisionSigning(VaultClient vault, AccountSource accounts, AgencyRegister agencies, OpeningKeys openings, GateOptions options, TimeProvider time) =>
        (this.vault, this.accounts, this.agencies, this.openings, this.options, this.time) = (vault, accounts, agencies, openings, options, time);

    /// <summary>Ask before the act begins: the vault is not waited for inside a transaction. Refusals of the vault.</summary>
    public async Task<Result<SigningVault>> Vault(CancellationToken cancel) =>
        (await vault.Describe(cancel)).Map(about => new SigningVault(about.Vault, about.Signed));

    /// <summary>Thumbprint of the key that this person has to sign with in this role; null where they sign nothing.</summary>
    /// <param name="role">Of <see cref="ApproverRoles"/>.</param>
    public async Task<string?> Needed(IWork work, string person, string role) => await ApproverBook.KeyOf(work, person, role) is { } key && key != ApproverBook.NoKey ? key : null;

    /// <summary>
    /// What this person is to sign of what is decided now. Refusals <c>gate-no-ground</c>, <c>gate-nothing-to-produce</c>, <c>gate-identifier-unresolved</c>, and for the
    /// approver <c>gate-no-usable-key</c>.
    /// </summary>
    /// <param name="disclosure">As decided; an approver who has not approved yet may be the empty text in it.</param>
    public async Task<Result<ApprovalStatement>> Statement(IWork work, Disclosure disclosure, string role, string person, SigningVault vault)
    {
        ArgumentNullException.ThrowIfNull(disclosure);
        ArgumentNullException.ThrowIfNull(vault);
        if (disclosure.Ground is not DisclosureGround.Writ writ) return GateRefusals.NoGround;
        if (disclosure.Items.Count == 0) return GateRefusals.NothingToProduce;
        var (now, reviews) = (time.GetUtcNow(), role == ApproverRoles.Reviewer);
        var items = new List<AuthorisedItem>();
        foreach (var item in disclosure.Items)
        {
            var found = await accounts.Resolve(work, disclosure.Service, item.IdentifierKind, item.IdentifierValue);
            if (found.Count != 1) return GateRefusals.IdentifierUnresolved;

            // Without a last day the gate authorises up to the day of approval. The reviewer cannot know which that is.
            items.Add(new AuthorisedItem(item.Item, found[0], item.Category, item.From, item.To ?? (reviews ? null : DateOnly.FromDateTime(now.UtcDateTime))));
        }

        List<string>? recipients = null;
        if (!reviews)
        {
            recipients = [.. (await agencies.Keys(work, disclosure.Officer)).Where(k => k.UsableFrom <= now).Select(k => k.Thumbprint).Order(StringComparer.Ordinal)];
            if (recipients.Count == 0) return GateRefusals.NoUsableKey;
        }

        var until = now + (reviews ? options.Signing.ReviewLasts : options.AuthorisationLasts + options.Signing.ToApprove);
        return new ApprovalStatement(vault.Id, role, person, writ.Demand, Convert.ToBase64String(disclosure.RegisterLeafHash), items, recipients, Seconds(until));
    }

    /// <summary>How this person's signature stands under what is decided now.</summary>
    public async Task<DecisionSignature> Look(IWork work, Disclosure disclosure, string role, string person, SigningVault vault)
    {
        ArgumentNullException.ThrowIfNull(disclosure);
        if (await Needed(work, person, role) is not { } key) return new DecisionSignature(role, person, null, DecisionSigned.NoKey, null);
        if (disclosure.Ground is not DisclosureGround.Writ writ || await Find(work, writ.Demand, role) is not { } kept) return new DecisionSignature(role, person, key, DecisionSigned.Missing, null);
        var holds = kept.Person == person && kept.Key == key && Read(kept.Signed) is { } signed && await Fits(work, signed.Read().Value, disclosure, role, person, vault) is null;
        return new DecisionSignature(role, person, key, holds ? DecisionSigned.Signed : DecisionSigned.Other, kept.SignedAt);
    }

    /// <summary>
    /// Keeps what this person signed, in the place of what they signed before; where a release waits for which it will do, for that too. The same again changes nothing. Refusals
    /// <c>gate-decision-key</c>, <c>gate-decision-other</c>, those of <see cref="Statement"/> and of <see cref="SignedApproval.Check"/>.
    /// </summary>
    public async Task<Refusal?> Keep(IWork work, DemandId demand, string role, string person, SignedApproval signed, Disclosure disclosure, SigningVault vault)
    {
        ArgumentNullException.ThrowIfNull(signed);
        ArgumentNullException.ThrowIfNull(disclosure);
        if (disclosure.Ground is not DisclosureGround.Writ writ || writ.Demand != demand) return GateRefusals.NoGround;
        if (await Needed(work, person, role) is not { } key || signed.Thumbprint != key) return SigningRefusals.Key;
        if (signed.Check() is { } refusal) return refusal;
        var statement = signed.Read().Value;
        if (await Fits(work, statement, disclosure, role, person, vault) is { } other) return other;
        var now = time.GetUtcNow();
        var kept = openings.Seal(now, disclosure.RegisterLeafHash, signed.ToJson());
        if (await Find(work, demand, role) is { } before)
        {
            if (Read(before.Signed) is { } same && same.Equals(signed)) return null;
            (before.Person, before.Key, before.Signed, before.Until, before.SignedAt) = (person, key, kept, statement.Until, now);
        }
        else
        {
            work.Db().Add(new KeptApproval { DemandId = demand, Role = role, Person = person, Key = key, Signed = kept, Until = statement.Until, SignedAt = now });
        }

        await work.Db().SaveChangesAsync();
        await Renew(work, demand, role, person, key, kept, statement, now);
        return null;
    }

    /// <summary>Null where what would be authorised is signed by who has this role in it. One who has no key needs nothing, unless the vault insists.</summary>
    internal async Task<Refusal?> Against(IWork work, GateCase gateCase, string role)
    {
        var person = role == ApproverRoles.Reviewer ? gateCase.Disclosure.Reviewer : gateCase.Disclosure.Approver;
        if (await Needed(work, person, role) is not { } key) return gateCase.Vault is { Required: true } ? SigningRefusals.KeyNeeded(role) : null;
        if (await Find(work, gateCase.Writ.Demand, role) is not { } kept) return SigningRefusals.Unsigned(role);
        if (kept.Key != key || Read(kept.Signed) is not { } signed || signed.Check() is not null) return SigningRefusals.Other(role);
        var said = signed.Read().Value;

        // Neither the vault nor the leaf is looked up for a rehearsal.
        if (gateCase.Record(gateCase.Vault?.Id ?? said.VaultId, AuthorisationGround.Nobody) is not { } record) return SigningRefusals.Other(role);
        if (gateCase.Vault is null) record = record with { RegisterLeaf = said.RegisterLeaf };
        return said.Covers(record) ? null : SigningRefusals.Other(role);
    }

    /// <summary>Puts what is kept beside the authorisation that was written: evidence from now on.</summary>
    internal async Task Attach(IWork work, AuthorisationRecord record)
    {
        // Its row first: theirs refer to it.
        await work.Db().SaveChangesAsync();
        foreach (var role in new[] { ApproverRoles.Reviewer, ApproverRoles.Approver })
        {
            var person = role == ApproverRoles.Reviewer ? record.Reviewer : record.Approver;
            if (await Needed(work, person, role) is null || await Find(work, DemandId.FromTrusted(record.Asked), role) is not { } kept) continue;
            work.Db().Add(new AuthorisationApproval
            {
                AuthorisationId = record.Id, Role = role, Person = person, Key = kept.Key, Signed = kept.Signed, SignedAt = kept.SignedAt,
            });
        }
    }

    /// <summary>What the vault is shown for this authorisation: at most two. Refusals of sealed openings.</summary>
    internal async Task<Result<IReadOnlyList<byte[]>>> For(IWork work, AuthorisationId authorisation)
    {
        var shown = new List<byte[]>();
        foreach (var row in await work.Db().Set<AuthorisationApproval>().AsNoTracking().Where(a => a.AuthorisationId == authorisation).OrderBy(a => a.Role).ToListAsync())
        {
            if (!openings.Open(row.Signed).TryGet(out var json, out var refusal)) return refusal;
            shown.Add(json);
        }

        return shown;
    }

    /// <summary>
    /// Whether this is what <see cref="Statement"/> would say now, in other words nothing less and nothing more, and lasts for as long as an authorisation that is made now. The gate keeps no wider
    /// one, whoever made it up.
    /// </summary>
    private async Task<Refusal?> Fits(IWork work, ApprovalStatement said, Disclosure disclosure, string role, string person, SigningVault vault)
    {
        if (!(await Statement(work, disclosure, role, person, vault)).TryGet(out var now, out var refusal)) return refusal;
        if (role == ApproverRoles.Reviewer && disclosure.Reviewer != person) return SigningRefusals.Other(role);
        return Ordered(said with { Until = now.Until }).Equals(Ordered(now)) && said.Until <= now.Until && said.Until >= Seconds(time.GetUtcNow() + options.AuthorisationLasts)
            ? null
            : SigningRefusals.Other(role);
    }

    /// <summary>A release that waits, and was signed with a key that is not theirs any more, goes on with what they signed now.</summary>
    private static async Task Renew(IWork work, DemandId demand, string role, string person, string key, byte[] kept, ApprovalStatement statement, DateTimeOffset now)
    {
        var waiting = await work.Db().Set<GateAuthorisation>().AsNoTracking().SingleOrDefaultAsync(a => a.DemandId == demand && a.State == AuthorisationState.Recorded);
        if (waiting is null || (role == ApproverRoles.Reviewer ? waiting.Reviewer : waiting.Approver) != person || statement.Until < waiting.ExpiresAt) return;
        if (await work.Db().Set<AuthorisationApproval>().SingleOrDefaultAsync(a => a.AuthorisationId == waiting.Id && a.Role == role) is { } before)
        {
            (before.Key, before.Signed, before.SignedAt) = (key, kept, now);
        }
        else
        {
            work.Db().Add(new AuthorisationApproval { AuthorisationId = waiting.Id, Role = role, Person = person, Key = key, Signed = kept, SignedAt = now });
        }

        await work.Db().SaveChangesAsync();
    }

    private static ApprovalStatement Ordered(ApprovalStatement statement) => statement with { Items = [.. statement.Items.OrderBy(i => i.Item.Text, StringComparer.Ordinal)] };

    private static Task<KeptApproval?> Find(IWork work, DemandId demand, string role) =>
        work.Db().Set<KeptApproval>().SingleOrDefaultAsync(a => a.DemandId == demand && a.Role == role);

    private SignedApproval? Read(byte[] kept) => openings.Open(kept).TryGet(out var json, out _) && SignedApproval.FromJson(json).TryGet(out var signed, out _) ? signed : null;

    private static DateTimeOffset Seconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
