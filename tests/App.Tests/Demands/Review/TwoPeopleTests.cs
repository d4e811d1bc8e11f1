using Writ.App.Tests.Serving;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.Review;

/// <summary>One person decides, another approves, and the tables hold it even where the code would not.</summary>
public sealed class TwoPeopleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Whoever_decided_cannot_approve()
    {
        var id = await Decided("everything");

        (await Holdings.Unchanged(server, () => Act(id, "approval", "everything"))).Refused(409, "demands-approver-is-reviewer");
        Assert.Equal(200, (await Act(id, "approval", "approver")).Status);
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task Sending_back_to_oneself_and_deciding_again_does_not_help()
    {
        var id = await Decided("reviewer");
        Assert.Equal(200, (await Act(id, "return", "everything", new SendBackRequest("I will do it myself."))).Status);
        await Decide(id, "everything");

        (await Act(id, "approval", "everything")).Refused(409, "demands-approver-is-reviewer");
    }

    [Fact]
    public async Task Nothing_undecided_is_approved_or_sent_back()
    {
        var id = (await server.File()).Id;

        (await Holdings.Unchanged(server, () => Act(id, "approval", "approver"))).Refused(409, "demands-wrong-state");
        (await Holdings.Unchanged(server, () => Act(id, "return", "approver", new SendBackRequest("Why?")))).Refused(409, "demands-wrong-state");
    }

    [Fact]
    public async Task What_was_approved_is_not_decided_again()
    {
        var id = await Decided("reviewer");
        await Act(id, "approval", "approver");
        await server.Settled(id);

        (await Holdings.Unchanged(server, () => Decide(id, "reviewer"))).Refused(409, "demands-wrong-state");
        (await Holdings.Unchanged(server, () => Act(id, "approval", "approver"))).Refused(409, "demands-wrong-state");
        (await Holdings.Unchanged(server, () => Act(id, "return", "approver", new SendBackRequest("Again.")))).Refused(409, "demands-wrong-state");
    }

    [Fact]
    public async Task Eight_approvals_at_once_authorise_once()
    {
        var id = await Decided("reviewer");

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Act(id, "approval", i % 2 == 0 ? "approver" : "everything"))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => reply.Refused(409, "demands-wrong-state"));
        Assert.Equal("released", (await server.Settled(id)).State);
        Assert.Equal((1, 1), (await server.Count("gate_authorisation", $"demand_id = '{id}'"), await server.Count("gate_production", $"demand_id = '{id}'")));
        Assert.Equal(1, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'approved'"));
    }

    [Fact]
    public async Task An_approval_holds_only_for_the_decisions_that_were_seen()
    {
        var id = (await server.File()).Id;
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        var item = found.Items[0].Item.Id;
        Assert.Equal(200, (await Act(id, "decision", "reviewer", new DecideRequest([new DecideItem(item, "refuse", "overbroad", "Too much.", null, null)]))).Status);
        var seen = (await server.Approver.Get<CaseView>($"api/v1/review/{id}")).Value.Decision;
        Assert.Equal(200, (await Act(id, "decision", "reviewer", new DecideRequest([new DecideItem(item, "produce", null, null, null, null)]))).Status);

        (await Holdings.Unchanged(server, () => Act(id, "approval", "approver", new ApproveRequest(seen)))).Refused(409, "demands-decision-changed");
    }

    [Fact]
    public async Task Whoever_let_an_officer_in_lets_nothing_out_to_them()
    {
        var agency = (await server.Desk.Post<Writ.Agencies.Enrol.AgencyView>("api/v1/agencies", new Writ.Agencies.Enrol.EnrolAgencyRequest("Agency of both sides", "US", "police"))).Value;
        _ = (await server.Verifier.Post<Writ.Agencies.Enrol.AgencyView>($"api/v1/agencies/{agency.Id}/verification", new Writ.Agencies.Verify.VerifyAgencyRequest("in-person", "Seen at the counter."))).Value;
        var officer = (await server.Desk.Post<Writ.Agencies.Officers.OfficerView>($"api/v1/agencies/{agency.Id}/officers", new Writ.Agencies.Officers.EnrolOfficerRequest("Detective"))).Value;
        var token = (await server.Everything.Post<Writ.Agencies.Officers.TokenView>($"api/v1/officers/{officer.Id}/tokens", new Writ.Agencies.Officers.IssueTokenRequest(null, 30))).Value;
        var insider = server.WithToken(token.Token);
        using var key = Writ.Base.Sealing.PrivateKey.Generate();
        Assert.True((await insider.Post<Writ.Agencies.Keys.KeyView>("api/v1/keys", new Writ.Agencies.Keys.RegisterKeyRequest(Convert.ToBase64String(key.Public.Spki)))).Ok);
        var filed = (await insider.Post<Writ.Demands.File.FiledDemand>("api/v1/demands", server.Demand(), WritServer.Key())).Value;
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value;
        Assert.Equal(200, (await Act(filed.Id, "decision", "reviewer", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Status);

        (await Act(filed.Id, "approval", "everything")).Refused(422, "gate-both-sides");
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("release")]
    [InlineData("decision")]
    [InlineData("return")]
    public async Task A_demand_that_never_was_is_unknown(string act)
    {
        object? body = act switch { "decision" => new DecideRequest([]), "return" => new SendBackRequest("Again."), _ => null };
        foreach (var id in (string[])[Writ.Base.DemandId.New().Text, "x", "dmd_"])
        {
            var problem = (await Holdings.Unchanged(server, () => Act(id, act, "everything", body))).AnyRefusal();
            Assert.Equal(404, problem.Status);
            Assert.Contains(problem.Code, (string[])["demands-unknown", "gate-no-authorisation"]);
        }
    }

    [Theory]
    [InlineData("UPDATE demand SET reviewer = 'stf_a', approver = 'stf_a' WHERE id = '{0}'", "approver")]
    [InlineData("UPDATE demand SET reviewer = NULL, approver = 'stf_a' WHERE id = '{0}'", "approver")]
    [InlineData("UPDATE demand SET approver = NULL, state = 'Approved' WHERE id = '{0}'", "state")]
    [InlineData("UPDATE demand SET approver = NULL, state = 'Released' WHERE id = '{0}'", "state")]
    [InlineData("UPDATE demand_item SET decision = 'Refuse', ground = NULL, reason = 'Because.' WHERE demand_id = '{0}'", "decision")]
    [InlineData("UPDATE demand_item SET decision = 'Narrow', ground = 'overbroad', reason = NULL WHERE demand_id = '{0}'", "decision")]
    [InlineData("UPDATE demand_item SET decision = 'Refuse', ground = 'overbroad', reason = 'Because.', produced = 1 WHERE demand_id = '{0}'", "produced")]
    [InlineData("UPDATE demand_item SET decision = NULL, produced = 1 WHERE demand_id = '{0}'", "produced")]
    [InlineData("UPDATE agency SET state = 'Verified' WHERE state = 'Enrolled'", "state")]
    [InlineData("UPDATE agency SET verified_evidence = NULL WHERE state = 'Verified'", "state")]
    [InlineData("UPDATE access_token SET agency_id = NULL WHERE kind = 'Officer'", "kind")]
    [InlineData("UPDATE access_token SET agency_id = 'agy_a' WHERE kind = 'Staff'", "kind")]
    public async Task The_database_refuses_what_two_people_did_not_do(string sql, string names)
    {
        var id = (await server.File()).Id;

        var broken = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => server.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, id)));

        Assert.Contains("CHECK constraint failed", broken.Message, StringComparison.Ordinal);
        Assert.Contains(names, broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stf_a", "stf_a", "CHECK")]
    [InlineData("stf_a", "{officer}", "CHECK")]
    [InlineData("{officer}", "stf_b", "CHECK")]
    [InlineData("stf_a", "stf_b", "UNIQUE")]
    public async Task The_database_refuses_an_authorisation_that_one_person_made(string reviewer, string approver, string why)
    {
        var id = await Decided("reviewer");
        await Act(id, "approval", "approver");
        await server.Settled(id);
        var officer = await server.Text($"SELECT officer_id FROM demand WHERE id = '{id}'");
        string Person(string text) => text.Replace("{officer}", officer, StringComparison.Ordinal);

        var broken = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => server.Sql(
            "INSERT INTO gate_authorisation (id, demand_id, officer_id, reviewer, approver, opening, entry_seq, state, made_at, expires_at) "
            + $"SELECT 'aut_raw', demand_id, officer_id, '{Person(reviewer)}', '{Person(approver)}', opening, entry_seq, 'Recorded', made_at, expires_at "
            + $"FROM gate_authorisation WHERE demand_id = '{id}'"));

        Assert.Contains($"{why} constraint failed", broken.Message, StringComparison.Ordinal);
    }

    private async Task<string> Decided(string who)
    {
        var id = (await server.File()).Id;
        Assert.Equal(200, (await Decide(id, who)).Status);
        return id;
    }

    private async Task<Reply> Decide(string id, string who)
    {
        var item = await server.Text($"SELECT id FROM demand_item WHERE demand_id = '{id}'");
        return await Act(id, "decision", who, new DecideRequest([new DecideItem(item, "produce", null, null, null, null)]));
    }

    private Task<Reply> Act(string id, string act, string who, object? body = null) => server.Review(id, act, who, body);
}
