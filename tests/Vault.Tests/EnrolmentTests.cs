using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Vault.Tests;

/// <summary>What a release rests on in the log: recipients' keys, the people who decided, the demand's register leaf. Root on the server can write there, and cannot take back.</summary>
public sealed class EnrolmentTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private static readonly string Swapped = new('b', 64);
    private readonly Harness harness = new(options: VaultOptions.Usual);

    public EnrolmentTests()
    {
        // What stands in the log from the beginning is seen now, and has cooled off a day later.
        _ = harness.Follow().GetAwaiter().GetResult();
        harness.Clock.Now += TimeSpan.FromDays(1);
    }

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task A_recipient_s_key_that_was_never_enrolled() =>
        await Refused("vault-recipient-unknown", await harness.Authorise(draft => draft with { RecipientKeys = [Swapped] }));

    [Fact]
    public async Task One_right_recipient_does_not_carry_a_wrong_one() =>
        await Refused("vault-recipient-unknown", await harness.Authorise(draft => draft with { RecipientKeys = [TestLog.Recipient, Swapped] }));

    [Fact]
    public async Task A_swapped_key_waits_for_a_day_from_when_the_vault_saw_it_whatever_its_fact_says()
    {
        harness.Log.Append(Facts.KeyEnrolled(AgencyId.New(), Swapped, harness.Clock.Now.AddYears(-1)));
        var logged = await harness.Authorise(draft => draft with { RecipientKeys = [Swapped], Expires = harness.Clock.Now.AddDays(7) });
        await Refused("vault-recipient-cooling", logged);
        harness.Clock.Now += TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);
        await Refused("vault-recipient-cooling", logged);
        harness.Reopen();
        await Refused("vault-recipient-cooling", logged);
        harness.Clock.Now += TimeSpan.FromSeconds(1);
        await Given(logged);
    }

    [Fact]
    public async Task A_key_dated_into_the_future_waits_for_its_own_day()
    {
        harness.Log.Append(Facts.KeyEnrolled(AgencyId.New(), Swapped, harness.Clock.Now.AddDays(2)));
        var logged = await harness.Authorise(draft => draft with { RecipientKeys = [Swapped], Expires = harness.Clock.Now.AddDays(7) });
        await Refused("vault-recipient-cooling", logged);
        harness.Clock.Now += TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1);
        await Refused("vault-recipient-cooling", logged);
        harness.Clock.Now += TimeSpan.FromSeconds(1);
        await Given(logged);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_and_enrolled_again_it_cools_off_again()
    {
        var logged = await harness.Authorise(draft => draft with { Expires = harness.Clock.Now.AddDays(7) });
        harness.Log.Append(Facts.KeyRevoked(AgencyId.New(), TestLog.Recipient, "lost", harness.Clock.Now));
        await Refused("vault-recipient-unknown", logged);
        harness.Reopen();
        await Refused("vault-recipient-unknown", logged);
        harness.Log.Append(Facts.KeyEnrolled(AgencyId.New(), TestLog.Recipient, harness.Clock.Now));
        await Refused("vault-recipient-cooling", logged);
        harness.Clock.Now += TimeSpan.FromDays(1);
        await Given(logged);
    }

    [Fact]
    public async Task A_revocation_cannot_be_hidden_by_bringing_another_entry_in_its_place()
    {
        harness.Log.Append(Facts.KeyRevoked(AgencyId.New(), TestLog.Recipient, "lost", harness.Clock.Now));
        var logged = await harness.Authorise();
        var record = await harness.Record(Harness.Transaction, July);

        // Not brought at all.
        Assert.Equal("vault-not-followed", await harness.CodeOf(harness.Ask(logged, record) with { Consistency = await Consistency() }));

        // Left out, exchanged, cut short, or with a proof of something else.
        var (count, all) = harness.Log.Part(TestLog.Begun, harness.Log.Size);
        Assert.Equal(2, count);
        var entries = EntryBundle.ReadAll(all)!;
        var leaf = entries[1];
        (byte[] Entries, IReadOnlyList<byte[]> Proof)[] bent =
        [
            (Bundle(leaf), []),
            (Bundle(leaf, leaf), []),
            (Bundle("{}"u8.ToArray(), leaf), []),
            (Bundle((byte[])[.. entries[0].ToArray(), 0], leaf), []),
            (Bundle(leaf, entries[0]), []),
            (Bundle(leaf), harness.Log.Folder.ProveConsistency(TestLog.Begun + 1, harness.Log.Size).Hashes),
            (all, [new byte[32]]),
            ([.. all, .. all], []),
        ];
        foreach (var (bytes, proof) in bent)
        {
            Assert.Equal("vault-follow-false", await FollowCode(new AskFollow(harness.Log.Note, await Consistency(), TestLog.Begun, bytes, proof)));
            Assert.Equal(TestLog.Begun, (await harness.Client.Describe()).Value.Followed);
        }

        // At another place nothing is taken, and nothing is believed.
        Assert.Null(await FollowCode(new AskFollow(harness.Log.Note, await Consistency(), TestLog.Begun + 1, Bundle(leaf), [])));
        Assert.Equal(TestLog.Begun, (await harness.Client.Describe()).Value.Followed);
        await Refused("vault-recipient-unknown", logged);
    }

    [Theory]
    [InlineData("vault-request-malformed", -1, 0)]
    [InlineData("vault-request-malformed", 0, VaultWire.MaxEntries + 1)]
    [InlineData("vault-request-malformed", 0, 3)]
    public async Task Entries_out_of_form(string code, long from, int length) =>
        Assert.Equal(code, await FollowCode(new AskFollow(harness.Log.Note, null, from, [.. Enumerable.Repeat((byte)0xff, length)], from < 0 ? [] : [new byte[32]])));

    [Fact]
    public async Task Somebody_who_was_never_enrolled_or_not_for_that()
    {
        await Refused("vault-approver-unknown", await harness.Authorise(draft => draft with { Approver = "stf_0000000000000009" }));
        await Refused("vault-approver-unknown", await harness.Authorise(draft => draft with { Reviewer = "stf_0000000000000009" }));
        await Refused("vault-approver-unknown", await harness.Authorise(draft => draft with { Reviewer = TestLog.Approver, Approver = TestLog.Reviewer }));
        await Refused("vault-approver-unknown", await harness.Authorise(draft => draft with { Approver = "approver" }));
    }

    [Fact]
    public async Task A_swapped_approver_waits_for_a_day_and_a_removed_one_for_ever()
    {
        const string other = "stf_0000000000000009";
        harness.Log.Append(Facts.ApproverEnrolled(other, ApproverRoles.Approver, "-", harness.Clock.Now.AddYears(-1)));
        var logged = await harness.Authorise(draft => draft with { Approver = other, Expires = harness.Clock.Now.AddDays(7) });
        await Refused("vault-approver-cooling", logged);
        harness.Clock.Now += TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);
        await Refused("vault-approver-cooling", logged);
        harness.Clock.Now += TimeSpan.FromSeconds(1);
        await Given(logged);
        var next = await harness.Authorise(draft => draft with { Approver = other });
        harness.Log.Append(Facts.ApproverRemoved(other, ApproverRoles.Approver, "left", harness.Clock.Now));
        await Refused("vault-approver-unknown", next);
    }

    [Fact]
    public async Task Another_key_for_an_approver_cools_off_like_another_approver_and_then_has_to_sign()
    {
        harness.Log.Append(Facts.ApproverEnrolled(TestLog.Approver, ApproverRoles.Approver, Swapped, harness.Clock.Now.AddYears(-1)));
        var logged = await harness.Authorise(draft => draft with { Expires = harness.Clock.Now.AddDays(7) });
        await Refused("vault-approver-cooling", logged);
        harness.Clock.Now += TimeSpan.FromDays(1);
        await Refused("vault-approval-unsigned", logged);
    }

    [Fact]
    public async Task The_register_leaf_has_to_be_the_demand_s_and_in_the_log()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        Assert.Null(await harness.Follow());
        var good = harness.Ask(logged, record);
        var shown = good.Register!;
        var dummy = RegisterOpening.Draw(DemandClass.Dummy, RegisterOpeningOf());
        var other = dummy.Leaf();
        AskRegister?[] bent =
        [
            null,
            shown with { Leaf = other },
            shown with { Leaf = [] },
            shown with { Salt = [] },
            shown with { Salt = new byte[32] },
            shown with { Fields = [] },
            shown with { Fields = [.. shown.Fields, new byte[32]] },
            shown with { Fields = [.. shown.Fields.Reverse()] },
            shown with { Fields = dummy.ShowDemand().Fields, Salt = dummy.ShowDemand().Salt },
            shown with { Index = shown.Index - 1 },
            shown with { Index = harness.Log.Size },
            shown with { Hashes = [] },
            shown with { Index = null, Promise = "" },
            shown with { Index = null, Promise = harness.Log.Note },
        ];
        foreach (var register in bent) Assert.Equal("vault-register-leaf", await harness.CodeOf(good with { Register = register }));
        Assert.Equal("given", await harness.CodeOf(good));
    }

    [Fact]
    public async Task The_leaf_of_another_demand_opens_nothing_though_it_is_in_the_log_and_the_authorisation_names_it()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var theirs = RegisterOpening.Draw(DemandClass.Open, RegisterOpeningOf());
        var (leaf, shown) = (theirs.Leaf(), theirs.ShowDemand());
        var index = harness.Log.Append(leaf);
        var logged = await harness.Authorise(draft => draft with { RegisterLeaf = Convert.ToBase64String(Rfc6962.Leaf(leaf)) });
        Assert.Null(await harness.Follow());
        var ask = harness.Ask(logged, record) with { Register = new AskRegister(leaf, index, harness.Log.Folder.Prove(index, harness.Log.Size).Hashes, null, shown.Fields, shown.Salt) };
        Assert.Equal("vault-register-leaf", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task An_entry_that_is_no_register_leaf_does_not_stand_for_one()
    {
        var fact = Facts.LawAdopted("us", TestLog.Recipient, harness.Clock.Now);
        var index = harness.Log.Append(fact);
        var logged = await harness.Authorise(draft => draft with { RegisterLeaf = Convert.ToBase64String(Rfc6962.Leaf(fact)) });
        Assert.Null(await harness.Follow());
        var ask = harness.Ask(logged, await harness.Record(Harness.Transaction, July));
        Assert.Equal("vault-register-leaf", await harness.CodeOf(ask with { Register = new AskRegister(fact, index, harness.Log.Folder.Prove(index, harness.Log.Size).Hashes, null, [], []) }));
    }

    [Fact]
    public async Task A_promise_stands_for_a_leaf_that_goes_out_later_until_its_time_is_over()
    {
        var opening = RegisterOpening.Draw(DemandClass.Withheld, RegisterOpeningOf() with { Demand = harness.Log.DemandId });
        var (leaf, shown) = (opening.Leaf(), opening.ShowDemand());
        var hash = Rfc6962.Leaf(leaf);
        var logged = await harness.Authorise(draft => draft with { RegisterLeaf = Convert.ToBase64String(hash), Expires = harness.Clock.Now.AddDays(7) });
        Assert.Null(await harness.Follow());
        var ask = harness.Ask(logged, await harness.Record(Harness.Transaction, July));
        var before = harness.Clock.Now.AddHours(1);
        using var stranger = SigningKey.Generate(harness.Log.Promises.Verifier.Name);
        foreach (var promise in new[]
        {
            Ledger.Register.Promises.Sign(stranger, TestLog.Origin, hash, new byte[32], before),
            Ledger.Register.Promises.Sign(harness.Log.Promises, TestLog.Origin, new byte[32], new byte[32], before),
            Ledger.Register.Promises.Sign(harness.Log.Promises, TestLog.Origin, hash, new byte[32], harness.Clock.Now),
        })
        {
            Assert.Equal("vault-register-leaf", await harness.CodeOf(ask with { Register = new AskRegister(leaf, null, [], promise, shown.Fields, shown.Salt) }));
        }

        var right = ask with { Register = new AskRegister(leaf, null, [], Ledger.Register.Promises.Sign(harness.Log.Promises, TestLog.Origin, hash, new byte[32], before), shown.Fields, shown.Salt) };
        Assert.Equal("given", await harness.CodeOf(right));
        harness.Clock.Now = before;
        Assert.Equal("vault-register-leaf", await harness.CodeOf(right));
    }

    [Fact]
    public async Task A_person_s_own_request_rests_on_nothing_of_this()
    {
        var own = (await harness.Draft()) with
        {
            Asked = SubjectRequestId.New().Text, RegisterLeaf = "-", Ground = AuthorisationGround.Subject, RecipientKeys = [], Reviewer = "-", Approver = "-", Expires = harness.Clock.Now.AddHours(1),
        };
        var logged = harness.Enter(own);
        Assert.Equal("given", await harness.CodeOf(harness.Ask(logged, await harness.Record(Harness.Transaction, July)) with { Consistency = await Consistency(), Register = null }));
    }

    [Fact]
    public async Task What_a_vault_from_before_knew_unread_counts_from_its_own_time()
    {
        // A journal as such a vault left it: a checkpoint seen, nothing read.
        var folder = Path.Combine(harness.Root, "before");
        harness.Open(folder).Dispose();
        var id = File.ReadAllText(Path.Combine(folder, "vault.id")).Trim();
        await using (var journal = Keeping.Journal.Open(Path.Combine(folder, "journal"), id, _ => { }).Value)
        {
            journal.Append(new Keeping.Entry.CheckpointSeen(harness.Log.Size, harness.Log.Folder.RootAt(harness.Log.Size)));
            await journal.WhenDurable();
        }

        File.Delete(Path.Combine(folder, "signer"));
        using var old = VaultService.Open(folder, harness.Log.Key.Verifier, harness.Policy, harness.Clock, VaultOptions.Usual).Value;
        var client = new VaultClient(old);
        var account = AccountId.New();
        var record = Base.Sealing.Sealer.Seal((await client.PublicKey(account)).Value, RecordId.New(), account, Harness.Transaction, July, "a record"u8);
        harness.Log.Append(Facts.KeyEnrolled(AgencyId.New(), Swapped, harness.Clock.Now.AddYears(-1)));
        async Task<string?> Code(IReadOnlyList<string> recipients)
        {
            var logged = harness.Enter((await harness.Draft()) with
            {
                VaultId = old.Id, Nonce = (await client.Nonce()).Value, RecipientKeys = recipients, Items = [new AuthorisedItem(ItemId.New(), account, Harness.Transaction, null, null)],
            });
            return (await client.Release(logged.Opening.ToJson(), [record], known => harness.Evidence(logged.Index, known.Size))).Refusal?.Code;
        }

        Assert.Null(await Code([TestLog.Recipient]));
        Assert.Equal("vault-recipient-cooling", await Code([Swapped]));
    }

    [Fact]
    public async Task A_long_log_is_read_on_after_a_new_start_where_it_was_left()
    {
        for (var i = 0; i < 1500; i++) harness.Log.Append([(byte)'A', 1, .. new byte[32]]);
        Assert.Null(await harness.Follow());
        harness.Reopen();
        var left = (await harness.Client.Describe()).Value.Followed;
        Assert.InRange(left, 1024, harness.Log.Size);
        await Given(await harness.Authorise());
    }

    private static RegisterRecord RegisterOpeningOf() => new(
        new DateOnly(2020, 7, 21), "us/search-warrant", "search-warrant", true, "US", "police", "retail", false, 1, true, false, AgencyId.New(), DemandId.New());

    private static byte[] Bundle(params ReadOnlyMemory<byte>[] entries)
    {
        using var bytes = new MemoryStream();
        foreach (var entry in entries) EntryBundle.Append(bytes, entry.Span);
        return bytes.ToArray();
    }

    private async Task<AskConsistency?> Consistency()
    {
        var known = (await harness.Client.Describe()).Value.Size;
        return known == harness.Log.Size ? null : new AskConsistency(known, harness.Log.Folder.ProveConsistency(known, harness.Log.Size).Hashes);
    }

    private async Task<string?> FollowCode(AskFollow ask) => VaultWire.ReadAnswer<VaultFollowed>(await harness.Vault.Exchange(VaultWire.Write(ask), default)).Refusal?.Code;

    private async Task Given(Harness.Logged logged)
    {
        var given = await harness.Release(logged, await harness.Record(Harness.Transaction, July));
        Assert.True(given.Ok, given.Refusal?.Code);
    }

    private async Task Refused(string code, Harness.Logged logged) =>
        Assert.Equal(code, (await harness.Release(logged, await harness.Record(Harness.Transaction, July))).Refusal?.Code);
}
