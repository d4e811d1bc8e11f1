using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Review;
using Writ.Demands.Review.Sign;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;

namespace Writ.App.Tests.Demands.Review.Sign;

/// <summary>The same without pages: people who sign with a key on a machine of their own.</summary>
public sealed class SignApiTests : IAsyncLifetime
{
    private readonly ECDsa reviewer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa approver = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WritServer server = null!;

    public async Task InitializeAsync()
    {
        server = await WritServer.Start();
        await Enter("reviewer", ApproverRoles.Reviewer, reviewer);
        await Enter("approver", ApproverRoles.Approver, approver);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        reviewer.Dispose();
        approver.Dispose();
    }

    [Fact]
    public async Task A_statement_is_given_out_signed_and_sent_and_the_approval_carries_the_other()
    {
        var id = await Decided();
        (await server.Review(id, "approval", "approver")).Refused(409, "gate-decision-unsigned");

        foreach (var _ in (int[])[1, 2]) Assert.Equal(200, (await server.Review(id, "signature", "reviewer", new SignRequest("reviewer", await Signed(id, "reviewer", reviewer)))).Status);
        (await server.Review(id, "approval", "approver")).Refused(409, "gate-decision-unsigned");
        var seen = (await server.Approver.Get<CaseView>($"api/v1/review/{id}")).Value.Decision;
        Assert.Equal(200, (await server.Review(id, "approval", "approver", new ApproveRequest(seen, await Signed(id, "approver", approver)))).Status);

        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task Each_person_is_given_and_signs_only_their_own()
    {
        var id = await Decided();
        var mine = await Signed(id, "reviewer", reviewer);

        (await Get(id, "approver", "reviewer")).Refused(403, "demands-signature-not-yours");
        (await Get(id, "reviewer", "approver")).Refused(403, "demands-signature-not-yours");
        (await Get(id, "everything", "reviewer")).Refused(403, "demands-signature-not-yours");
        (await Get(id, "everything", "approver")).Refused(409, "demands-signature-not-needed");
        (await Get(id, "reviewer", "")).Refused(400, "demands-signature-role");
        (await Get(id, "reviewer", "break-glass")).Refused(400, "demands-signature-role");
        (await Get("dmd_0000000000000000", "reviewer", "reviewer")).Refused(404, "demands-unknown");
        (await Holdings.Unchanged(server, () => server.Review(id, "signature", "everything", new SignRequest("reviewer", mine)))).Refused(403, "demands-signature-not-yours");

        // An approver's comes with the approval, so that nobody approves by halves.
        var theirs = await Signed(id, "approver", approver);
        (await Holdings.Unchanged(server, () => server.Review(id, "signature", "approver", new SignRequest("approver", theirs)))).Refused(409, "demands-wrong-state");
        Assert.Equal(0, await server.Kept(id));
    }

    [Fact]
    public async Task Whatever_is_changed_in_it_it_is_refused_and_nothing_is_kept()
    {
        var id = await Decided();
        var good = RawRequests.Node(new SignRequest("reviewer", await Signed(id, "reviewer", reviewer)));
        foreach (var path in Members.Of(good))
        {
            foreach (var bad in (JsonNode[])[Members.Without(good, path), Members.With(good, path, JsonValue.Create("AAAA")), Members.With(good, path, null)])
            {
                if (bad.ToJsonString() == good.ToJsonString()) continue;
                if (path is "/signed/authenticator-data" or "/signed/client-data" && bad.ToJsonString() == Members.Without(good, path).ToJsonString()) continue;
                (await Holdings.Unchanged(server, () => server.Send(
                    HttpMethod.Post, $"api/v1/review/{id}/signature", server.TokenOf("reviewer"), RawRequests.Content(bad.ToJsonString())))).AnyRefusal();
            }
        }

        Assert.Equal(0, await server.Kept(id));
        Assert.Equal(200, (await server.Send(HttpMethod.Post, $"api/v1/review/{id}/signature", server.TokenOf("reviewer"), RawRequests.Content(good.ToJsonString()))).Status);
    }

    [Fact]
    public async Task A_signature_that_the_gate_then_refuses_is_not_kept_either()
    {
        var id = await Decided();
        var seen = (await server.Approver.Get<CaseView>($"api/v1/review/{id}")).Value.Decision;

        // The reviewer has not signed, so nothing of the approval stands, the approver's signature included.
        (await server.Review(id, "approval", "approver", new ApproveRequest(seen, await Signed(id, "approver", approver)))).Refused(409, "gate-decision-unsigned");

        Assert.Equal(0, await server.Kept(id));
    }

    private Task<Reply> Get(string id, string who, string role) => server.Send(HttpMethod.Get, $"api/v1/review/{id}/statement?role={role}", server.TokenOf(who));

    private async Task<SignedDecision> Signed(string id, string role, ECDsa key)
    {
        var view = (await server.As(role).Get<StatementView>($"api/v1/review/{id}/statement?role={role}")).Value;
        byte[] signed = [.. "writ.approval/v1\n"u8, .. view.Statement];
        Assert.Equal(SHA256.HashData(signed), view.Challenge);
        return new SignedDecision("writ.signed-approval/v1", view.Statement, key.ExportSubjectPublicKeyInfo(), "plain", key.SignData(signed, HashAlgorithmName.SHA256));
    }

    private async Task<string> Decided()
    {
        var id = (await server.File()).Id;
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        Assert.Equal(200, (await server.Review(id, "decision", "reviewer", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Status);
        return id;
    }

    private async Task Enter(string who, string role, ECDsa key)
    {
        var person = await Writ.App.Tests.SignIn.People.SubjectOf(server, who);
        _ = (await server.Store.Act<bool>(async work =>
            await ApproverBook.Enrol(work, person, role, server.Time.Now, Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))))).Value;
    }
}
