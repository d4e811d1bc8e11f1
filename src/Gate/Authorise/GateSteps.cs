using Writ.Agencies;
using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Gate.Authorise.Steps;
using Writ.Gate.Notices;
using Writ.Law;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Store.Record;

namespace Writ.Gate.Authorise;

/// <summary>
/// What must hold before anything leaves, in this order. The first refusal wins; no step can grant what another refuses.
/// </summary>
internal static class GateSteps
{
    public static IReadOnlyList<GateStep> InOrder(LawBook law, AgencyRegister agencies, AccountSource accounts, NoticeOptions notices, DecisionSigning signing) =>
    [
        new GroundIsAWrit(),
        new SomethingIsToBeProduced(),
        new RequesterIsVerified(agencies),
        new InstrumentIsInForce(law),
        new AuthorityIsCompetent(law),
        new ItemsAreInsideReach(law),
        new RangesAreInsideInstrument(),
        new IdentifiersResolveToOneAccount(accounts),
        new TimeToObjectOver(notices),
        new TwoPeopleNeitherTheAsker(),
        new NobodyOnBothSides(agencies),
        new RecipientHasUsableKeys(agencies),
        new DecisionsAreSigned(signing),
    ];
}

/// <summary>One condition. Answers null to let the next step look, or the refusal.</summary>
internal abstract class GateStep
{
    public abstract Task<Refusal?> Check(GateCase gateCase);

    /// <summary>The condition in words: the name of its class is a sentence, so that the list and what is shown of it cannot differ.</summary>
    public virtual string Rule => GateRehearsal.Words(GetType().Name);

    /// <summary>Asked after <see cref="Check"/> alone: whether what it refuses is only to be waited for: another person, a day.</summary>
    public virtual Task<bool> Waits(GateCase gateCase, Refusal refusal) => Task.FromResult(false);

    protected static Task<Refusal?> Holds(bool holds, Refusal otherwise) => Task.FromResult(holds ? null : otherwise);
}

/// <summary>A disclosure on its way through the steps, with what they find out.</summary>
/// <param name="expires">Of an authorisation that is made now; whole seconds.</param>
/// <param name="vault">Null in a rehearsal, which waits for nobody.</param>
internal sealed class GateCase(IWork work, Disclosure disclosure, DisclosureGround.Writ writ, DateTimeOffset now, DateTimeOffset expires, SigningVault? vault)
{
    public SigningVault? Vault => vault;

    public IWork Work => work;

    public Disclosure Disclosure => disclosure;

    public DisclosureGround.Writ Writ => writ;

    public DateTimeOffset Now => now;

    /// <summary>A schedule of batches is in force: the record hides when a demand came in.</summary>
    public bool Hidden { get; } = RecordBatches.Stands(work, now);

    public DateOnly Today => DateOnly.FromDateTime(now.UtcDateTime);

    public Dictionary<ItemId, AccountId> Accounts { get; } = [];

    public List<RecipientKey> Keys { get; } = [];

    /// <summary>When the last time to object is over, while one runs.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>What would be authorised, by what the steps found out; null where an account was not found.</summary>
    public AuthorisationRecord? Record(string vaultId, string nonce) => disclosure.Items.All(i => Accounts.ContainsKey(i.Item))
        ? new AuthorisationRecord(
            AuthorisationId.New(),
            vaultId,
            nonce,
            writ.Demand.Text,
            Convert.ToBase64String(disclosure.RegisterLeafHash),
            AuthorisationGround.Writ,
            [.. disclosure.Items.Select(i => new AuthorisedItem(i.Item, Accounts[i.Item], i.Category, i.From, i.To ?? Today))],
            [.. Keys.Select(k => k.Thumbprint).Order(StringComparer.Ordinal)],
            disclosure.Reviewer,
            disclosure.Approver,
            expires)
        : null;
}
