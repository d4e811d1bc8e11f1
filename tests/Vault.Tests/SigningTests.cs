using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Shared;

namespace Writ.Vault.Tests;

/// <summary>What reviewer and approver signed, and what somebody makes of it who has all but their keys.</summary>
public sealed class SigningTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);

    private readonly Harness harness = new();
    private readonly SoftPasskey reviewer = new();
    private readonly SoftPasskey approver = new();
    private readonly SoftPasskey theirs = new();

    public void Dispose()
    {
        reviewer.Dispose();
        approver.Dispose();
        theirs.Dispose();
        harness.Dispose();
    }

    [Fact]
    public async Task Nobody_who_has_no_key_has_to_sign()
    {
        Assert.Equal("given", await Code(await harness.Authorise()));

        // And what they sign nevertheless does no harm.
        var logged = await harness.Authorise();
        Assert.Equal("given", await Code(logged, theirs.Sign(Said(logged, ApproverRoles.Reviewer))));
    }

    [Fact]
    public async Task With_passkeys_of_both_or_with_keys_of_their_own()
    {
        Enrol();
        var logged = await harness.Authorise();
        Assert.Equal("given", await Code(logged, reviewer.Sign(Said(logged, ApproverRoles.Reviewer)), approver.Sign(Said(logged, ApproverRoles.Approver))));
        var again = await harness.Authorise();
        Assert.Equal("given", await Code(again, approver.SignPlain(Said(again, ApproverRoles.Approver)), reviewer.SignPlain(Said(again, ApproverRoles.Reviewer))));
    }

    [Fact]
    public async Task One_who_has_a_key_signs_and_one_who_has_none_does_not()
    {
        Enrol(ApproverRoles.Approver);
        var logged = await harness.Authorise();
        Assert.Equal("vault-approval-unsigned", await Code(logged));
        Assert.Equal("vault-approval-unsigned", await Code(logged, reviewer.Sign(Said(logged, ApproverRoles.Reviewer))));
        Assert.Equal("given", await Code(logged, approver.Sign(Said(logged, ApproverRoles.Approver))));
    }

    [Fact]
    public async Task A_vault_that_insists_opens_nothing_for_people_without_a_key()
    {
        using var insists = new Harness(options: VaultOptions.Trial with { SignedDecisions = true });
        Assert.True((await insists.Client.Describe()).Value.Signed);
        Assert.False((await harness.Client.Describe()).Value.Signed);
        var logged = await insists.Authorise();
        Assert.Equal("vault-approval-unsigned", await Code(insists, logged));
        insists.Log.Append(Facts.ApproverEnrolled(TestLog.Reviewer, ApproverRoles.Reviewer, reviewer.Thumbprint, insists.Clock.Now));
        Assert.Equal("vault-approval-unsigned", await Code(insists, logged, reviewer.Sign(Said(logged, ApproverRoles.Reviewer))));
        insists.Log.Append(Facts.ApproverEnrolled(TestLog.Approver, ApproverRoles.Approver, approver.Thumbprint, insists.Clock.Now));
        Assert.Equal("given", await Code(insists, logged, reviewer.Sign(Said(logged, ApproverRoles.Reviewer)), approver.Sign(Said(logged, ApproverRoles.Approver))));

        // A person's own copy is nobody's decision.
        var own = insists.Enter((await insists.Draft()) with
        {
            Asked = SubjectRequestId.New().Text, RegisterLeaf = "-", Ground = AuthorisationGround.Subject, RecipientKeys = [], Reviewer = "-", Approver = "-", Expires = insists.Clock.Now.AddHours(1),
        });
        Assert.Equal("given", await Code(insists, own));
    }

    [Fact]
    public async Task A_signature_by_another_key_or_without_the_person()
    {
        Enrol();
        var logged = await harness.Authorise();
        var (first, second) = (Said(logged, ApproverRoles.Reviewer), approver.Sign(Said(logged, ApproverRoles.Approver)));
        Assert.Equal("vault-approval-false", await Code(logged, theirs.Sign(first), second));
        Assert.Equal("vault-approval-false", await Code(logged, theirs.Sign(first) with { Key = reviewer.Spki }, second));
        Assert.Equal("vault-approval-false", await Code(logged, theirs.SignPlain(first) with { Key = reviewer.Spki }, second));
        Assert.Equal("vault-approval-false", await Code(logged, approver.Sign(first), second));
        Assert.Equal("vault-approval-false", await Code(logged, reviewer.Sign(first, flags: 0x01), second));
        Assert.Equal("vault-approval-false", await Code(logged, reviewer.Sign(first) with { Statement = Said(logged, ApproverRoles.Reviewer, s => s with { Until = s.Until.AddDays(1) }) }, second));
        Assert.Equal("vault-approval-false", await Code(logged, reviewer.Sign(first), second with { Key = reviewer.Spki }));
        Assert.Equal("given", await Code(logged, reviewer.Sign(first), second));
    }

    [Fact]
    public async Task A_signature_under_something_else()
    {
        Enrol();
        var record = await harness.Draft();
        var logged = harness.Enter(record);
        var item = record.Items[0];
        Func<ApprovalStatement, ApprovalStatement>[] others =
        [
            s => s with { VaultId = "vlt_0000000000000000" },
            s => s with { Person = "stf_0000000000000009" },
            s => s with { Demand = DemandId.New() },
            s => s with { RegisterLeaf = Convert.ToBase64String(new byte[32]) },
            s => s with { Items = [item with { Account = AccountId.New() }] },
            s => s with { Items = [item with { Item = ItemId.New() }] },
            s => s with { Items = [item with { Category = Harness.Content }] },
            s => s with { Items = [item with { From = item.From!.Value.AddDays(1) }] },
            s => s with { Items = [item with { To = item.To!.Value.AddDays(-1) }] },
            s => s with { RecipientKeys = [new string('b', 64)] },
            s => s with { Until = s.Until.AddSeconds(-1) },
        ];
        foreach (var other in others)
        {
            Assert.Equal("vault-approval-other", await Code(logged, reviewer.Sign(Said(logged, ApproverRoles.Reviewer, other)), approver.Sign(Said(logged, ApproverRoles.Approver))));
            Assert.Equal("vault-approval-other", await Code(logged, reviewer.Sign(Said(logged, ApproverRoles.Reviewer)), approver.Sign(Said(logged, ApproverRoles.Approver, other))));
        }

        // What they signed for one is no use for another authorisation that says more, and is for the same again.
        var (first, second) = (reviewer.Sign(Said(logged, ApproverRoles.Reviewer)), approver.Sign(Said(logged, ApproverRoles.Approver)));
        async Task<string> Reused(Func<AuthorisationRecord, AuthorisationRecord> vary) => await Code(await harness.Authorise(draft => vary(draft with { Items = [item] })), first, second);
        Assert.Equal("vault-approval-other", await Reused(draft => draft with { Expires = record.Expires.AddSeconds(1) }));
        Assert.Equal("vault-approval-other", await Reused(draft => draft with { Items = [item, item with { Item = ItemId.New() }] }));
        Assert.Equal("vault-approval-other", await Reused(draft => draft with { Items = [item with { From = null }] }));
        Assert.Equal("given", await Reused(draft => draft));
    }

    [Fact]
    public async Task Another_key_is_another_beginning_and_what_the_old_one_signed_is_worth_nothing()
    {
        using var slow = new Harness(options: VaultOptions.Usual);
        slow.Log.Append(Facts.ApproverEnrolled(TestLog.Reviewer, ApproverRoles.Reviewer, reviewer.Thumbprint, slow.Clock.Now));
        Assert.Null(await slow.Follow());
        slow.Clock.Now += TimeSpan.FromDays(1);
        var logged = await slow.Authorise(draft => draft with { Expires = slow.Clock.Now.AddDays(7) });
        var signed = reviewer.Sign(Said(logged, ApproverRoles.Reviewer));

        // Root enters a key of its own for the reviewer, or none: it stands there for a day before it counts, and the old one counts no more.
        slow.Log.Append(Facts.ApproverEnrolled(TestLog.Reviewer, ApproverRoles.Reviewer, theirs.Thumbprint, slow.Clock.Now.AddYears(-1)));
        Assert.Equal("vault-approver-cooling", await Code(slow, logged, theirs.Sign(Said(logged, ApproverRoles.Reviewer))));
        Assert.Equal("vault-approver-cooling", await Code(slow, logged, signed));
        slow.Log.Append(Facts.ApproverEnrolled(TestLog.Reviewer, ApproverRoles.Reviewer, "-", slow.Clock.Now.AddYears(-1)));
        Assert.Equal("vault-approver-cooling", await Code(slow, logged));
        slow.Log.Append(Facts.ApproverEnrolled(TestLog.Reviewer, ApproverRoles.Reviewer, theirs.Thumbprint, slow.Clock.Now));
        Assert.Equal("vault-approver-cooling", await Code(slow, logged, signed));
        slow.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal("vault-approval-false", await Code(slow, logged, signed));
        Assert.Equal("given", await Code(slow, logged, theirs.Sign(Said(logged, ApproverRoles.Reviewer))));
    }

    [Fact]
    public async Task Out_of_form()
    {
        Enrol();
        var logged = await harness.Authorise();
        var (first, second) = (reviewer.Sign(Said(logged, ApproverRoles.Reviewer)), approver.Sign(Said(logged, ApproverRoles.Approver)));
        byte[][][] bent =
        [
            [first.ToJson(), first.ToJson()], [first.ToJson(), second.ToJson(), second.ToJson()], [[.. first.ToJson(), 10], second.ToJson()], [[], second.ToJson()], [null!],
            [first.Statement, second.Statement], [new byte[SignedApproval.MaxBytes + 1]], [(first with { Statement = "{}"u8.ToArray() }).ToJson()],
        ];
        foreach (var approvals in bent) Assert.Equal("vault-request-malformed", await harness.CodeOf(await Ask(harness, logged) with { Approvals = approvals }));
        Assert.Equal("vault-approval-unsigned", await harness.CodeOf(await Ask(harness, logged) with { Approvals = null }));
        Assert.Equal("vault-approval-unsigned", await harness.CodeOf(await Ask(harness, logged) with { Approvals = [] }));
    }

    private void Enrol(params string[] roles)
    {
        foreach (var (role, person, key) in new[] { (ApproverRoles.Reviewer, TestLog.Reviewer, reviewer.Thumbprint), (ApproverRoles.Approver, TestLog.Approver, approver.Thumbprint) })
        {
            if (roles.Length == 0 || roles.Contains(role)) harness.Log.Append(Facts.ApproverEnrolled(person, role, key, harness.Clock.Now));
        }
    }

    private static byte[] Said(Harness.Logged logged, string role, Func<ApprovalStatement, ApprovalStatement>? vary = null)
    {
        var record = logged.Opening.Record;
        var reviews = role == ApproverRoles.Reviewer;
        var said = new ApprovalStatement(
            record.VaultId, role, reviews ? record.Reviewer : record.Approver, DemandId.FromTrusted(record.Asked), record.RegisterLeaf, record.Items, reviews ? null : record.RecipientKeys, record.Expires);
        return (vary is null ? said : vary(said)).ToBytes();
    }

    private Task<string> Code(Harness.Logged logged, params SignedApproval[] approvals) => Code(harness, logged, approvals);

    private static async Task<string> Code(Harness harness, Harness.Logged logged, params SignedApproval[] approvals)
    {
        var record = await harness.Record(Harness.Transaction, July);
        var given = await harness.Client.Release(
            logged.Opening.ToJson(), [record], known => harness.Evidence(logged.Index, known.Size), approvals: [.. approvals.Select(a => a.ToJson())]);
        return given.Refusal?.Code is null or "vault-spent" ? "given" : given.Refusal.Code;
    }

    private static async Task<AskRelease> Ask(Harness harness, Harness.Logged logged)
    {
        Assert.Null(await harness.Follow());
        return harness.Ask(logged, await harness.Record(Harness.Transaction, July));
    }
}
