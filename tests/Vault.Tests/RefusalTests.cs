using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Vault.Releasing;

namespace Writ.Vault.Tests;

/// <summary>One test per refusal of a release, in the order of the steps.</summary>
public sealed class RefusalTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ask":"everything"}""")]
    [InlineData("""{"ask":"nonce","more":1}""")]
    [InlineData("""{"ask":"nonce","ask":"nonce"}""")]
    [InlineData("""{"ask":"nonce"} x""")]
    [InlineData("""{"ask":"nonce",}""")]
    [InlineData("""{"ask":"public-key"}""")]
    [InlineData("""{"ask":"public-key","account":null}""")]
    [InlineData("""{"ask":"public-key","account":"acc_0123456789abcdef","account":"acc_0123456789abcdef"}""")]
    [InlineData("""{"ask":"release"}""")]
    [InlineData("""{"ask":"release","opening":"AA==","leafIndex":0,"proof":null,"consistency":null,"records":[]}""")]
    [InlineData("""{"ask":"release","opening":"AA==","leafIndex":"0","proof":"","consistency":null,"records":[]}""")]
    public async Task Malformed_messages(string json) =>
        Assert.Equal("vault-request-malformed", await harness.CodeOf(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public async Task Messages_that_are_too_long_or_cut()
    {
        Assert.Equal("vault-request-malformed", await harness.CodeOf(new byte[VaultWire.MaxMessage + 1]));
        var whole = VaultWire.Write(await Good());
        foreach (var length in new[] { 1, whole.Length / 2, whole.Length - 1 })
            Assert.Equal("vault-request-malformed", await harness.CodeOf(whole[..length]));
    }

    [Fact]
    public async Task Requests_with_a_part_out_of_form()
    {
        var good = await Good();
        var record = good.Records[0];
        AskRelease[] bent =
        [
            good with { Records = [] },
            good with { Records = [record, record] },
            good with { Records = [.. Enumerable.Range(0, VaultWire.MaxRecords + 1).Select(_ => record with { Record = RecordId.New().Text })] },
            good with { Records = [record with { Record = "rec_1" }] },
            good with { Records = [record with { Account = "someone" }] },
            good with { Records = [record with { Category = "Content" }] },
            good with { Records = [record with { On = "2020-7-1" }] },
            good with { Records = [null!] },
            good with { LeafIndex = -1 },
            good with { Proof = "" },
            good with { Proof = good.Proof.Replace("@v1", "@v2", StringComparison.Ordinal) },
            good with { Consistency = new AskConsistency(-1, []) },
            good with { Consistency = new AskConsistency(1, [new byte[31]]) },
            good with { Consistency = new AskConsistency(1, [.. Enumerable.Repeat(new byte[32], 65)]) },
            good with { Register = good.Register! with { Index = -1 } },
            good with { Register = good.Register! with { Index = null } },
            good with { Register = good.Register! with { Promise = "both" } },
            good with { Register = good.Register! with { Leaf = new byte[1000] } },
            good with { Register = good.Register! with { Hashes = [new byte[31]] } },
            good with { Register = good.Register! with { Index = null, Promise = new string('x', 20_000) } },
        ];
        for (var i = 0; i < bent.Length; i++)
        {
            var code = await harness.CodeOf(bent[i]);
            Assert.True(code == "vault-request-malformed", $"case {i}: {code}");
        }
    }

    [Fact]
    public async Task An_account_that_is_none()
    {
        var answer = await harness.Vault.Exchange(VaultWire.Write(new AskPublicKey("acc_1")), default);
        Assert.Equal("vault-account-malformed", VaultWire.ReadAnswer<VaultPublicKey>(answer).Refusal?.Code);
    }

    [Fact]
    public async Task An_opening_that_is_none()
    {
        var good = await Good();
        Assert.Equal("vault-opening-malformed", await harness.CodeOf(good with { Opening = "{}"u8.ToArray() }));
        Assert.Equal("vault-opening-malformed", await harness.CodeOf(good with { Opening = good.Opening[..^1] }));
    }

    [Fact]
    public async Task A_checkpoint_that_the_pinned_log_did_not_sign()
    {
        var good = await Good();
        Assert.Equal("vault-log-signature", await harness.CodeOf(good with { Proof = good.Proof.Replace($"\n{TestLog.Begun + 1}\n", $"\n{TestLog.Begun + 2}\n", StringComparison.Ordinal) }));
        using var other = Ledger.Log.SigningKey.Generate(TestLog.Origin);
        var text = good.Proof[good.Proof.IndexOf(TestLog.Origin, StringComparison.Ordinal)..].Split("\n\n")[0] + "\n";
        var forged = good.Proof[..good.Proof.IndexOf(TestLog.Origin, StringComparison.Ordinal)] + other.SignNote(text);
        Assert.Equal("vault-log-signature", await harness.CodeOf(good with { Proof = forged }));
        // The right key, but the text of another log.
        var elsewhere = harness.Log.Key.SignNote(text.Replace(TestLog.Origin, "example.test/other", StringComparison.Ordinal));
        Assert.Equal("vault-log-signature", await harness.CodeOf(good with { Proof = good.Proof[..good.Proof.IndexOf(TestLog.Origin, StringComparison.Ordinal)] + elsewhere }));
        Assert.Null(await harness.Follow());
        Assert.Equal("given", await harness.CodeOf(good));
    }

    [Fact]
    public async Task A_checkpoint_smaller_than_one_that_was_seen()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var early = harness.Ask(await harness.Authorise(), record);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
        Assert.Equal("vault-checkpoint-older", await harness.CodeOf(early));
        harness.Reopen();
        Assert.Equal("vault-checkpoint-older", await harness.CodeOf(early));
    }

    [Fact]
    public async Task Another_root_at_the_size_that_was_seen()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
        using var fork = new TestLog(harness.Root, harness.Clock.Now);
        var draft = Ledger.Register.AuthorisationOpening.Draw(await harness.Draft());
        var index = fork.Append(draft.Leaf());
        var ask = harness.Ask(new Harness.Logged(draft, 0), record) with { LeafIndex = index, Proof = fork.Folder.ReceiptFor(index, fork.Note) };
        Assert.Equal("vault-checkpoint-forked", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task A_larger_checkpoint_without_or_with_a_false_consistency_proof()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
        await harness.Authorise();
        var ask = harness.Ask(await harness.Authorise(), record);
        Assert.Equal("vault-consistency-missing", await harness.CodeOf(ask));
        const int known = TestLog.Begun + 1;
        var right = new AskConsistency(known, harness.Log.Folder.ProveConsistency(known, known + 2).Hashes);
        Assert.Equal("vault-consistency-missing", await harness.CodeOf(ask with { Consistency = right with { From = known + 1 } }));
        Assert.Equal("vault-consistency-false", await harness.CodeOf(ask with { Consistency = right with { Hashes = [] } }));
        Assert.Equal("vault-consistency-false", await harness.CodeOf(ask with { Consistency = right with { Hashes = [.. right.Hashes.Reverse()] } }));
        Assert.Equal("vault-not-followed", await harness.CodeOf(ask with { Consistency = right }));
        Assert.Null(await harness.Follow());
        Assert.Equal("given", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task A_log_that_was_written_anew_and_grew()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
        using var fork = new TestLog(harness.Root, harness.Clock.Now);
        var opening = Ledger.Register.AuthorisationOpening.Draw(await harness.Draft());
        fork.Append([(byte)'A', 1]);
        var index = fork.Append(opening.Leaf());
        var ask = harness.Ask(new Harness.Logged(opening, 0), record) with
        {
            LeafIndex = index,
            Proof = fork.Folder.ReceiptFor(index, fork.Note),
            Consistency = new AskConsistency(TestLog.Begun + 1, fork.Folder.ProveConsistency(TestLog.Begun + 1, TestLog.Begun + 2).Hashes),
        };
        Assert.Equal("vault-consistency-false", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task An_authorisation_that_is_not_in_the_log()
    {
        var good = await Good();
        var never = Ledger.Register.AuthorisationOpening.Draw(await harness.Draft());
        Assert.Equal("vault-not-in-log", await harness.CodeOf(good with { Opening = never.ToJson() }));
        Assert.Equal("vault-not-in-log", await harness.CodeOf(good with { LeafIndex = good.LeafIndex - 1 }));
        // The same record drawn anew has other salts, and so another leaf.
        var again = Ledger.Register.AuthorisationOpening.Draw(Ledger.Register.AuthorisationOpening.FromJson(good.Opening).Value.Record);
        Assert.Equal("vault-not-in-log", await harness.CodeOf(good with { Opening = again.ToJson() }));
    }

    [Fact]
    public async Task An_authorisation_for_another_vault() =>
        await Refused("vault-other-vault", await harness.Authorise(draft => draft with { VaultId = "vlt_0000000000000000" }));

    [Fact]
    public async Task A_nonce_that_was_not_issued()
    {
        await Refused("vault-nonce-unknown", await harness.Authorise(draft => draft with { Nonce = new string('0', 64) }));
        await Refused("vault-nonce-unknown", await harness.Authorise(draft => draft with { Nonce = draft.Nonce.ToUpperInvariant() + "0" }));
        await Refused("vault-nonce-unknown", await harness.Authorise(draft => draft with { Nonce = draft.Nonce[..63] + "x" }));
    }

    [Fact]
    public async Task A_leaf_that_was_logged_before_its_nonce_was_issued()
    {
        // The leaf cannot know a nonce of 256 bits ahead; bent here by asking for the place of an earlier leaf.
        var record = await harness.Record(Harness.Transaction, July);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
        var state = Keeping.VaultState.Open(Path.Combine(harness.Root, "second")).Value;
        state.Advance(state.Known, new Keeping.Entry.CheckpointSeen(7, new byte[32]));
        state.Issue(new byte[32]);
        using var release = new Release(await Good() with { LeafIndex = 6 }) { Authorised = await harness.Draft() with { Nonce = new string('0', 64) } };
        Assert.Equal("vault-nonce-late", new NonceCameBefore(state).Check(release)?.Code);
        using var after = new Release(await Good() with { LeafIndex = 7 }) { Authorised = release.Authorised };
        Assert.Null(new NonceCameBefore(state).Check(after));
        await state.DisposeAsync();
    }

    [Fact]
    public async Task A_nonce_that_another_authorisation_has_used()
    {
        var draft = await harness.Draft();
        var record = await harness.Record(Harness.Transaction, July);
        Assert.True((await harness.Release(harness.Enter(draft), record)).Ok);
        await Refused("vault-nonce-used", harness.Enter(draft with { Id = AuthorisationId.New() }));
        harness.Reopen();
        await Refused("vault-nonce-used", harness.Enter(draft with { Id = AuthorisationId.New() }));
    }

    [Fact]
    public async Task An_authorisation_that_has_expired()
    {
        await Refused("vault-expired", await harness.Authorise(draft => draft with { Expires = harness.Clock.Now }));
        await Refused("vault-expired", await harness.Authorise(draft => draft with { Expires = harness.Clock.Now.AddYears(-1) }));
    }

    [Theory]
    [InlineData("favour")]
    [InlineData("consent")]
    [InlineData("renewal")]
    [InlineData("deletion")]
    [InlineData("WRIT")]
    public async Task A_ground_that_is_neither_a_writ_nor_the_person_s_own(string ground) =>
        Assert.Equal("vault-ground-unknown", Step(new OnAKnownGround(), await harness.Draft() with { Ground = ground }));

    [Theory]
    [InlineData("stf_0000000000000001", "stf_0000000000000001")]
    [InlineData("stf_a", "STF_A")]
    [InlineData("stf_a", " stf_a ")]
    [InlineData("", "stf_a")]
    [InlineData("stf_a", "  ")]
    public async Task One_person_who_is_both(string reviewer, string approver) =>
        Assert.Equal("vault-two-people", Step(new ByTwoPeople(), await harness.Draft() with { Reviewer = reviewer, Approver = approver }));

    [Fact]
    public async Task One_person_who_is_both_with_a_right_proof() =>
        await Refused("vault-two-people", await harness.Authorise(draft => draft with { Reviewer = "stf_a", Approver = "STF_A" }));

    [Fact]
    public async Task Nobody_to_give_it_to() =>
        Assert.Equal("vault-no-recipient", Step(new ToSomebody(), await harness.Draft() with { RecipientKeys = [] }));

    [Fact]
    public async Task Records_outside_the_scope()
    {
        var logged = await harness.Authorise();
        var inside = await harness.Record(Harness.Transaction, July);
        SealedRecord[] outside =
        [
            await harness.Record(Harness.Content, July),
            await harness.Record(Harness.Transaction, new(2020, 6, 30)),
            await harness.Record(Harness.Transaction, new(2020, 8, 1)),
            await harness.Record(Harness.Transaction, July, AccountId.New()),
        ];
        foreach (var record in outside)
        {
            Assert.Equal("vault-outside-scope", (await harness.Release(logged, record)).Refusal?.Code);
            Assert.Equal("vault-outside-scope", (await harness.Release(logged, inside, record)).Refusal?.Code);
        }

        // Refused requests spend nothing.
        Assert.True((await harness.Release(logged, inside)).Ok);
    }

    [Fact]
    public async Task Account_category_and_dates_must_fit_in_one_item_together()
    {
        var other = AccountId.New();
        var logged = await harness.Authorise(draft => draft with
        {
            Items = [.. draft.Items, draft.Items[0] with { Item = ItemId.New(), Account = other, Category = Harness.Subscriber, From = null, To = null }],
        });
        Assert.Equal("vault-outside-scope", (await harness.Release(logged, await harness.Record(Harness.Subscriber, July))).Refusal?.Code);
        Assert.Equal("vault-outside-scope", (await harness.Release(logged, await harness.Record(Harness.Transaction, July, other))).Refusal?.Code);
        Assert.True((await harness.Release(logged, await harness.Record(Harness.Subscriber, new(1999, 1, 1), other))).Ok);
    }

    [Fact]
    public async Task Records_that_cannot_be_opened_here()
    {
        var logged = await harness.Authorise();
        var record = await harness.Record(Harness.Transaction, July);
        Assert.Equal("vault-record-unopenable", (await harness.Release(logged, record with { Header = record.Header[..^1] })).Refusal?.Code);
        byte[] offCurve = [.. record.Header[..^1], (byte)(record.Header[^1] ^ 1)];
        Assert.Equal("vault-record-unopenable", (await harness.Release(logged, record with { Header = offCurve })).Refusal?.Code);
        var stranger = AccountId.New();
        var about = await harness.Authorise(draft => draft with { Items = [draft.Items[0] with { Account = stranger }] });
        Assert.Equal("vault-record-unopenable", (await harness.Release(about, record with { Account = stranger })).Refusal?.Code);
        Assert.True((await harness.Release(logged, record)).Ok);
    }

    [Fact]
    public async Task A_second_set_of_records()
    {
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var logged = await harness.Authorise();
        Assert.True((await harness.Release(logged, one)).Ok);
        Assert.Equal("vault-spent", (await harness.Release(logged, two)).Refusal?.Code);
        Assert.Equal("vault-spent", (await harness.Release(logged, one, two)).Refusal?.Code);
        // Another header under the same id is another record.
        Assert.Equal("vault-spent", (await harness.Release(logged, one with { Header = two.Header })).Refusal?.Code);
        Assert.True((await harness.Release(logged, one)).Ok);
    }

    private static string? Step(IReleaseStep step, Ledger.Register.AuthorisationRecord authorised)
    {
        using var release = new Release(new AskRelease([], 0, "", null, [])) { Authorised = authorised };
        return step.Check(release)?.Code;
    }

    private async Task<AskRelease> Good() => harness.Ask(await harness.Authorise(), await harness.Record(Harness.Transaction, July));

    private async Task Refused(string code, Harness.Logged logged) =>
        Assert.Equal(code, (await harness.Release(logged, await harness.Record(Harness.Transaction, July))).Refusal?.Code);
}
