using Writ.Base;
using Writ.Ledger.Register;
using Writ.Vault.Releasing;

namespace Writ.Vault.Tests;

/// <summary>A person's own copy: what the vault gives for it, and what it takes for nothing else.</summary>
public sealed class SubjectTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);

    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Every_record_of_the_one_account_again_until_it_expires()
    {
        var logged = harness.Enter(await Own());
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, new(1999, 1, 1)));
        Assert.True((await harness.Release(logged, one, two)).Ok);
        Assert.Equal(2, (await harness.Release(logged, two, one)).Value.Count);
        Assert.Equal("vault-spent", (await harness.Release(logged, one)).Refusal?.Code);
        harness.Reopen();
        Assert.True((await harness.Release(logged, one, two)).Ok);
        harness.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal("vault-expired", (await harness.Release(logged, one, two)).Refusal?.Code);
    }

    [Fact]
    public async Task Nothing_of_another_account_and_nothing_of_a_category_that_is_not_named()
    {
        var logged = harness.Enter(await Own());
        Assert.Equal("vault-outside-scope", (await harness.Release(logged, await harness.Record(Harness.Transaction, July, AccountId.New()))).Refusal?.Code);
        Assert.Equal("vault-outside-scope", (await harness.Release(logged, await harness.Record(Harness.Content, July))).Refusal?.Code);
    }

    [Fact]
    public async Task An_hour_at_most_on_the_vault_s_own_clock()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = harness.Enter(await Own() with { Expires = harness.Clock.Now.AddHours(1).AddSeconds(1) });
        Assert.Equal("vault-subject-expiry", (await harness.Release(logged, record)).Refusal?.Code);
        harness.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.True((await harness.Release(logged, record)).Ok);

        // A writ has its days, as before.
        Assert.True((await harness.Release(await harness.Authorise(d => d with { Expires = harness.Clock.Now.AddDays(7) }), record)).Ok);
    }

    private static readonly Dictionary<string, Func<AuthorisationRecord, AuthorisationRecord>> Bent = new()
    {
        ["subject with a reviewer"] = r => r with { Reviewer = "stf_0000000000000001" },
        ["subject with an approver"] = r => r with { Approver = "stf_0000000000000001" },
        ["subject with two people"] = r => r with { Reviewer = "stf_0000000000000001", Approver = "stf_0000000000000002" },
        ["subject with a register leaf"] = r => r with { RegisterLeaf = Convert.ToBase64String(new byte[32]) },
        ["subject with an empty reviewer"] = r => r with { Reviewer = "" },
        ["subject with a recipient"] = r => r with { RecipientKeys = [new string('a', 64)] },
        ["subject for a demand"] = r => r with { Asked = DemandId.New().Text },
        ["subject for nothing"] = r => r with { Asked = "-" },
        ["subject of two accounts"] = r => r with { Items = [.. r.Items, r.Items[0] with { Item = ItemId.New(), Account = AccountId.New() }] },
        ["subject of no account"] = r => r with { Items = [] },
        ["writ with nobody"] = r => Writ(r) with { Reviewer = "-", Approver = "-" },
        ["writ without a reviewer"] = r => Writ(r) with { Reviewer = "-" },
        ["writ without an approver"] = r => Writ(r) with { Approver = "-" },
        ["writ without a register leaf"] = r => Writ(r) with { RegisterLeaf = "-" },
        ["writ for a person's own request"] = r => Writ(r) with { Asked = r.Asked },
        ["subject in all but its name"] = r => r with { Ground = "writ" },
    };

    public static TheoryData<string> Mixtures => [.. Bent.Keys];

    [Theory]
    [MemberData(nameof(Mixtures))]
    public async Task A_mixture_is_stopped_by_a_step(string name)
    {
        using var release = new Release(new AskRelease([], 0, "", null, [])) { Authorised = Bent[name](await Own()) };
        Assert.Equal("vault-ground-mixed", new OfOneGround().Check(release)?.Code);
    }

    [Theory]
    [MemberData(nameof(Mixtures))]
    public async Task A_mixture_is_not_read_even_with_a_right_proof(string name)
    {
        // The leaf is that of the mixture, and in the log: only its being a mixture stands against it.
        var logged = Unread(Bent[name](await Own()));
        var record = await harness.Record(Harness.Transaction, July);
        var ask = harness.Ask(harness.Enter(await Own()), record) with
        {
            Opening = logged.Json, LeafIndex = logged.Index, Proof = harness.Log.Folder.ReceiptFor(logged.Index, harness.Log.Note),
        };
        Assert.Equal("vault-opening-malformed", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task What_an_owner_gave_opens_nothing_here()
    {
        var given = (await Own()) with
        {
            VaultId = "-", Nonce = "-", Ground = "consent", Asked = GrantId.New().Text, RegisterLeaf = Convert.ToBase64String(new byte[32]), Items = [], RecipientKeys = [new string('a', 64)],
        };
        using var release = new Release(new AskRelease([], 0, "", null, [])) { Authorised = given };
        Assert.Equal("vault-ground-mixed", new OfOneGround().Check(release)?.Code);
        var logged = Unread(given);
        var record = await harness.Record(Harness.Transaction, July);
        var ask = harness.Ask(harness.Enter(await Own()), record) with
        {
            Opening = logged.Json, LeafIndex = logged.Index, Proof = harness.Log.Folder.ReceiptFor(logged.Index, harness.Log.Note),
        };
        Assert.StartsWith("vault-", await harness.CodeOf(ask), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_to_a_mixture_is_right_but_for_the_mixture()
    {
        var logged = Unread(await Own());
        var record = await harness.Record(Harness.Transaction, July);
        var ask = harness.Ask(harness.Enter(await Own()), record) with
        {
            Opening = logged.Json, LeafIndex = logged.Index, Proof = harness.Log.Folder.ReceiptFor(logged.Index, harness.Log.Note),
        };
        Assert.Equal("given", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task Two_people_and_a_recipient_are_still_wanted_of_a_writ()
    {
        using var release = new Release(new AskRelease([], 0, "", null, [])) { Authorised = Writ(await Own()) };
        Assert.Null(new OfOneGround().Check(release));
        Assert.Null(new ByTwoPeople().Check(release));
        Assert.Null(new ToSomebody().Check(release));
        using var own = new Release(new AskRelease([], 0, "", null, [])) { Authorised = await Own() };
        Assert.Null(new OfOneGround().Check(own));
        Assert.Null(new ByTwoPeople().Check(own));
        Assert.Null(new ToSomebody().Check(own));
    }

    private static AuthorisationRecord Writ(AuthorisationRecord own) => own with
    {
        Ground = "writ", Asked = DemandId.New().Text, RegisterLeaf = Convert.ToBase64String(new byte[32]), RecipientKeys = [new string('a', 64)],
        Reviewer = "stf_0000000000000001", Approver = "stf_0000000000000002",
    };

    private async Task<AuthorisationRecord> Own() => await harness.Draft() with
    {
        Ground = "subject", Asked = SubjectRequestId.New().Text, RegisterLeaf = "-", RecipientKeys = [], Reviewer = "-", Approver = "-",
        Items = [new AuthorisedItem(ItemId.New(), harness.Account, Harness.Transaction, null, null)], Expires = harness.Clock.Now.AddHours(1),
    };

    /// <summary>Enters what <see cref="AuthorisationOpening.Draw"/> would refuse to draw, by the specification alone.</summary>
    private (byte[] Json, long Index) Unread(AuthorisationRecord record)
    {
        var drawn = SpecOpening.Of(record);
        return (drawn.Json, harness.Log.Append(drawn.Leaf));
    }
}
