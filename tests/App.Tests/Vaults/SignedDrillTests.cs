using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Review;
using Writ.Gate;
using Writ.Gate.Approvers;
using Writ.Gate.Release;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Shared;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Vaults;

/// <summary>
/// The drill of signed decisions: somebody has the database, the log's key and all of the server's code, and not the keys of the two people. They write authorisations of their own into the real log, and bring
/// the vault what was signed for something else.
/// </summary>
public sealed class SignedDrillTests : IAsyncLifetime, IDisposable
{
    private readonly SoftPasskey reviewer = new();
    private readonly SoftPasskey approver = new();
    private readonly SoftPasskey theirs = new();
    private WritServer server = null!;

    public async Task InitializeAsync()
    {
        server = await WritServer.Start();
        await Enrol("reviewer", ApproverRoles.Reviewer, reviewer.Thumbprint);
        await Enrol("approver", ApproverRoles.Approver, approver.Thumbprint);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        reviewer.Dispose();
        approver.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public async Task Root_without_their_keys_opens_nothing_that_they_did_not_sign()
    {
        var id = await Decided();
        Assert.Equal("gate-decision-unsigned", (await server.Approver.Approve(id)).Refusal?.Code);
        Assert.Null(await Keep(id, ApproverRoles.Reviewer, reviewer));
        Assert.Equal("gate-decision-unsigned", (await server.Approver.Approve(id)).Refusal?.Code);
        Assert.Null(await Keep(id, ApproverRoles.Approver, approver));
        _ = (await server.Approver.Approve(id)).Value;
        Assert.Equal("released", (await server.Settled(id)).State);

        // Everything that root has: what was authorised, and what was signed for it.
        var keys = server.App.Services.GetRequiredService<OpeningKeys>();
        var authorised = AuthorisationOpening.FromJson(keys.Open(await Bytes("SELECT opening FROM gate_authorisation")).Value).Value.Record;
        var signed = new[] { ApproverRoles.Reviewer, ApproverRoles.Approver };
        var kept = new List<byte[]>();
        foreach (var role in signed) kept.Add(keys.Open(await Bytes($"SELECT signed FROM gate_authorisation_approval WHERE role = '{role}'")).Value);
        var until = kept.Select(json => SignedApproval.FromJson(json).Value.Read().Value.Until).Min();
        byte[][] forged = [.. kept.Select(json => theirs.Sign(SignedApproval.FromJson(json).Value.Statement).ToJson())];
        byte[][] pretended = [.. kept.Select((json, i) => (theirs.Sign(SignedApproval.FromJson(json).Value.Statement) with { Key = i == 0 ? reviewer.Spki : approver.Spki }).ToJson())];

        // An authorisation of their own, with no signature or with their own.
        Assert.Equal("vault-approval-unsigned", await Release(authorised));
        Assert.Equal("vault-approval-unsigned", await Release(authorised, kept[0]));
        Assert.Equal("vault-approval-false", await Release(authorised, forged));
        Assert.Equal("vault-approval-false", await Release(authorised, pretended));

        // What was signed, for something else.
        var other = (await server.File(server.Demand("us/search-warrant", server.Item(1, "subscriber")))).Id;
        var leaf = (await server.Store.Look(work => server.App.Services.GetRequiredService<IDemandLeaves>().Find(work, DemandId.FromTrusted(other))))!;
        Assert.Equal("vault-approval-other", await Release(authorised with { Asked = other, RegisterLeaf = Convert.ToBase64String(Rfc6962.Leaf(leaf.Leaf)) }, [.. kept]));
        Assert.Equal("vault-approval-other", await Release(authorised with { Items = [authorised.Items[0] with { Account = server.Customers[1].Account }] }, [.. kept]));
        var stranger = await server.Text($"SELECT MIN(thumbprint) FROM officer_key WHERE thumbprint <> '{server.OfficerKey.Public.Thumbprint}'");
        Assert.Equal("vault-approval-other", await Release(authorised with { RecipientKeys = [stranger] }, [.. kept]));
        Assert.Equal("vault-approval-other", await Release(authorised with { Expires = until.AddSeconds(1) }, [.. kept]));

        // What they did sign opens once more, to the same keys: the statement names no authorisation.
        Assert.Equal("given", await Release(authorised, [.. kept]));
    }

    [Fact]
    public async Task What_is_kept_is_what_is_decided_and_no_more()
    {
        var id = await Decided();
        Assert.Equal("gate-decision-key", (await Keep(id, ApproverRoles.Reviewer, theirs))?.Code);
        Assert.Equal("gate-decision-other", (await Keep(id, ApproverRoles.Reviewer, reviewer, s => s with { Until = s.Until.AddSeconds(1) }))?.Code);
        Assert.Equal("gate-decision-other", (await Keep(id, ApproverRoles.Reviewer, reviewer, s => s with { Until = server.Time.Now.AddDays(6) }))?.Code);
        Assert.Equal("gate-decision-other", (await Keep(id, ApproverRoles.Reviewer, reviewer, s => s with { Demand = DemandId.New() }))?.Code);
        Assert.Equal("gate-decision-other", (await Keep(id, ApproverRoles.Reviewer, reviewer, s => s with { Items = [.. s.Items, s.Items[0] with { Item = ItemId.New() }] }))?.Code);
        Assert.Equal("gate-decision-other", (await Keep(id, ApproverRoles.Approver, approver, s => s with { RecipientKeys = [.. s.RecipientKeys!.Append(new string('0', 64)).Order(StringComparer.Ordinal)] }))?.Code);
        Assert.Equal("ledger-approval-unverified", (await Keep(id, ApproverRoles.Reviewer, reviewer, flags: 0x01))?.Code);
        Assert.Equal(0, await server.Count("gate_approval"));
        Assert.Equal(DecisionSigned.Missing, await Look(id));
        Assert.Null(await Keep(id, ApproverRoles.Reviewer, reviewer));
        Assert.Null(await Keep(id, ApproverRoles.Reviewer, reviewer));
        Assert.Equal(1, await server.Count("gate_approval"));
        Assert.Equal(DecisionSigned.Signed, await Look(id));

        // Who is entered anew without a key at every start keeps the one they have; another one wants another signature.
        Assert.False((await server.Store.Act<bool>(async work => await ApproverBook.Enter(work, server.StaffOf("reviewer"), ApproverRoles.Reviewer, server.Time.Now))).Value);
        Assert.Equal(DecisionSigned.Signed, await Look(id));
        await Enrol("reviewer", ApproverRoles.Reviewer, theirs.Thumbprint);
        Assert.Equal(DecisionSigned.Other, await Look(id));
        Assert.Null(await Keep(id, ApproverRoles.Approver, approver));
        Assert.Equal("gate-decision-other", (await server.Approver.Approve(id)).Refusal?.Code);
        await Enrol("reviewer", ApproverRoles.Reviewer, ApproverBook.NoKey);
        Assert.Equal(DecisionSigned.NoKey, await Look(id));
        _ = (await server.Approver.Approve(id)).Value;
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task Where_the_vault_insists_nobody_decides_without_a_key()
    {
        await server.Restart(options => Task.FromResult(options with { SignedDecisions = true }));
        await Enrol("approver", ApproverRoles.Approver, ApproverBook.NoKey);
        var id = await Decided();
        Assert.Null(await Keep(id, ApproverRoles.Reviewer, reviewer));
        Assert.Equal("gate-decision-key-needed", (await server.Approver.Approve(id)).Refusal?.Code);
        await Enrol("approver", ApproverRoles.Approver, approver.Thumbprint);
        Assert.Null(await Keep(id, ApproverRoles.Approver, approver));
        _ = (await server.Approver.Approve(id)).Value;
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task A_key_of_one_s_own_signs_what_the_verb_shows()
    {
        using var mine = PrivateKey.Generate();
        await Enrol("reviewer", ApproverRoles.Reviewer, mine.Public.Thumbprint);
        var id = await Decided();
        var signing = server.App.Services.GetRequiredService<DecisionSigning>();
        var (vault, disclosure, person) = ((await signing.Vault(CancellationToken.None)).Value, await Disclosure(id), server.StaffOf("reviewer"));
        var statement = (await server.Store.Look(work => signing.Statement(work, disclosure, ApproverRoles.Reviewer, person, vault))).Value;
        using var output = new StringWriter();
        using var people = new StringWriter();
        Assert.Equal(0, Verbs.DecisionVerb.Sign(statement.ToBytes(), mine.ExportPem(), output, people));
        Assert.All(
            (string[])[id, "as the reviewer", person, server.Customers[0].Account.Text, "subscriber", "from the first day", vault.Id, "whichever the requester has"],
            word => Assert.Contains(word, people.ToString(), StringComparison.Ordinal));
        var signed = SignedApproval.FromJson(System.Text.Encoding.UTF8.GetBytes(output.ToString().TrimEnd())).Value;
        Assert.Null((await server.Store.Act<bool>(async work =>
            await signing.Keep(work, DemandId.FromTrusted(id), ApproverRoles.Reviewer, person, signed, disclosure, vault) is { } refusal ? refusal : true)).Refusal);
        Assert.Equal(DecisionSigned.Signed, await Look(id));
        Assert.NotEqual(0, Verbs.DecisionVerb.Sign("{}"u8.ToArray(), mine.ExportPem(), output, people));
    }

    private async Task Enrol(string name, string role, string key) =>
        _ = (await server.Store.Act<bool>(async work => await ApproverBook.Enrol(work, server.StaffOf(name), role, server.Time.Now, key))).Value;

    private async Task<string> Decided()
    {
        var id = (await server.File()).Id;
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        return id;
    }

    private async Task<Refusal?> Keep(string id, string role, SoftPasskey key, Func<ApprovalStatement, ApprovalStatement>? vary = null, byte flags = SoftPasskey.PresentAndVerified)
    {
        var signing = server.App.Services.GetRequiredService<DecisionSigning>();
        var (vault, disclosure, person) = ((await signing.Vault(CancellationToken.None)).Value, await Disclosure(id), server.StaffOf(role));
        return (await server.Store.Act<bool>(async work =>
        {
            var statement = (await signing.Statement(work, disclosure, role, person, vault)).Value;
            var signed = key.Sign((vary is null ? statement : vary(statement)).ToBytes(), flags);
            return await signing.Keep(work, DemandId.FromTrusted(id), role, person, signed, disclosure, vault) is { } refusal ? refusal : true;
        })).Refusal;
    }

    private async Task<DecisionSigned> Look(string id)
    {
        var signing = server.App.Services.GetRequiredService<DecisionSigning>();
        var (vault, disclosure) = ((await signing.Vault(CancellationToken.None)).Value, await Disclosure(id));
        return (await server.Store.Look(work => signing.Look(work, disclosure, ApproverRoles.Reviewer, server.StaffOf("reviewer"), vault))).State;
    }

    private async Task<Disclosure> Disclosure(string id)
    {
        var demand = DemandId.FromTrusted(id);
        var leaf = (await server.Store.Look(work => server.App.Services.GetRequiredService<IDemandLeaves>().Find(work, demand)))!;
        var (item, officer) = (await server.Text($"SELECT id FROM demand_item WHERE demand_id = '{id}'"), await server.Text($"SELECT officer_id FROM demand WHERE id = '{id}'"));
        return new Disclosure(
            new DisclosureGround.Writ(demand, "us/search-warrant", "court", server.Today, server.Today.AddDays(30)), OfficerId.FromTrusted(officer), "retail",
            [new DisclosureItem(ItemId.FromTrusted(item), "email", server.Customers[0].Email, DataCategory.FromTrusted("subscriber"), null, null, null, null)],
            server.StaffOf("reviewer"), server.StaffOf("approver"), Rfc6962.Leaf(leaf.Leaf));
    }

    /// <summary>An authorisation like this, written into the log by root, and the vault asked for what it opens: the code of the refusal, or <c>given</c>.</summary>
    private async Task<string> Release(AuthorisationRecord like, params byte[][] approvals)
    {
        var services = server.App.Services;
        var (vault, evidence) = (services.GetRequiredService<VaultClient>(), services.GetRequiredService<RecordEvidence>());
        var opening = AuthorisationOpening.Draw(like with { Id = AuthorisationId.New(), Nonce = (await vault.Nonce()).Value });
        var seq = (await server.Store.Act<long>(async work => (await Outbox.AppendLeaf(work, LeafKind.Authorisation, opening.Leaf(), server.Time.Now, LeafLane.Open)).Seq)).Value;
        long? index = null;
        for (var looks = 0; index is null || evidence.PublishedSize() <= index; looks++)
        {
            if (looks == 9_000) throw new TimeoutException("The authorisation was never published");
            await Task.Delay(20);
            index = await server.Store.Look(work => LogPlaces.Of(work, seq));
        }

        var (leaf, records) = await server.Store.Look(async work => (
            await services.GetRequiredService<IDemandLeaves>().Find(work, DemandId.FromTrusted(like.Asked)),
            await services.GetRequiredService<AccountSource>().Records(work, like.Items[0].Account, like.Items[0].Category, like.Items[0].From, like.Items[0].To)));
        Assert.NotEmpty(records);
        return (await vault.Release(opening.ToJson(), records, known => evidence.Of(index.Value, known, leaf), CancellationToken.None, approvals)).Refusal?.Code ?? "given";
    }

    private Task<byte[]> Bytes(string sql) => server.Store.Look(work => Task.FromResult(work.Rows(sql, [], row => row.GetFieldValue<byte[]>(0)).Single()));
}
