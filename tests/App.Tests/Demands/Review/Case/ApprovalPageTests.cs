using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Review.Case;

/// <summary>The second person sees exactly what was decided, and is another person.</summary>
public sealed class ApprovalPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Two_people_decide_and_approve_and_sending_twice_approves_once()
    {
        var id = await Decided();
        using var approver = await server.Staff("approver");
        var page = await approver.Get(Path(id));
        Assert.Contains(await Digest(id), page.Body, StringComparison.Ordinal);
        Assert.Contains("Recipient has usable keys", page.Body, StringComparison.Ordinal);
        (string, string)[] form = [("decision", await Digest(id))];

        foreach (var _ in (int[])[1, 2])
            Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.Send(Path(id), form, page.Token)).Location);

        Assert.Equal("released", (await server.Settled(id)).State);
        Assert.Equal(1, await server.Count("gate_authorisation", $"demand_id = '{id}'"));
        Assert.Equal(HttpStatusCode.OK, (await approver.Get(Path(id))).Status);
    }

    [Fact]
    public async Task Whoever_decided_is_offered_no_form_and_told_why()
    {
        var id = (await server.File()).Id;
        var invited = await server.Everything.Post<Writ.App.SignIn.Invite.InvitationView>(
            "api/v1/staff/invitations", new Writ.App.SignIn.Invite.InviteStaffRequest("Both, response team", ["reviewer", "approver"]));
        using var both = await server.SignIn(invited.Value.Subject);
        await both.Decide(id, "send", DeskPeople.Produce());

        var page = await both.Get(Path(id));

        Assert.Contains("You decided this demand, so another person must approve it", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{Path(id)}\"", page.Body, StringComparison.Ordinal);
        var forced = await Holdings.Unchanged(server, async () => await both.Send(Path(id), [("decision", await Digest(id))], page.Token));
        Assert.Equal(HttpStatusCode.Conflict, forced.Status);
    }

    [Fact]
    public async Task An_approval_of_a_decision_that_changed_meanwhile_is_refused_and_shows_the_new_one()
    {
        var id = await Decided();
        using var approver = await server.Staff("approver");
        using var reviewer = await server.Staff("reviewer");
        var page = await approver.Get(Path(id));
        var seen = await Digest(id);
        await reviewer.Decide(id, "send", DeskPeople.Refuse("Newly refused."));

        var late = await Holdings.Unchanged(server, () => approver.Send(Path(id), [("decision", seen)], page.Token));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Newly refused.", late.Body, StringComparison.Ordinal);
        late = await approver.Send(DeskPeople.Case(id) + "/return", [("decision", seen), ("note", "About the first one.")], page.Token);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("About the first one.", late.Body, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'sent-back'"));
    }

    [Fact]
    public async Task Sent_back_with_a_reason_it_is_the_reviewers_turn_again()
    {
        var id = await Decided();
        using var approver = await server.Staff("approver");
        using var reviewer = await server.Staff("reviewer");
        var page = await approver.Get(Path(id));
        var digest = await Digest(id);

        var empty = await approver.Send(DeskPeople.Case(id) + "/return", [("decision", digest), ("note", "")], page.Token);
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("id=\"note-error\"", empty.Body, StringComparison.Ordinal);
        foreach (var _ in (int[])[1, 2])
        {
            var sent = await approver.Send(DeskPeople.Case(id) + "/return", [("decision", digest), ("note", "Look at the dates.")], page.Token);
            Assert.Equal($"/desk/demands/{id}?said=sent-back", sent.Location);
        }

        Assert.Contains("Look at the dates.", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
        Assert.Equal(1, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'sent-back'"));
    }

    [Fact]
    public async Task The_rehearsal_names_every_step_of_the_gate_and_lets_nothing_out()
    {
        var id = await Decided();
        using var approver = await server.Staff("approver");
        await server.Sql("UPDATE agency SET state = 'Suspended' WHERE id = (SELECT agency_id FROM demand WHERE id = '" + id + "')");
        try
        {
            var page = await Holdings.Unchanged(server, () => approver.Get(Path(id)));

            Assert.Contains("gate-requester-unverified", page.Body, StringComparison.Ordinal);
            Assert.Contains("would refuse", page.Body, StringComparison.Ordinal);
            foreach (var rule in (string[])["Ground is a writ", "Instrument is in force", "Items are inside reach", "Two people neither the asker", "Nobody on both sides"])
                Assert.Contains(rule, page.Body, StringComparison.Ordinal);

            // The real gate says the same.
            Assert.Contains("gate-requester-unverified", (await server.Review(id, "approval", "approver")).Text, StringComparison.Ordinal);
        }
        finally
        {
            await server.Sql("UPDATE agency SET state = 'Verified' WHERE state = 'Suspended'");
        }
    }

    [Fact]
    public async Task To_the_reviewer_the_rehearsal_says_that_another_person_is_waited_for()
    {
        var id = await Decided();
        using var reviewer = await server.Staff("reviewer");

        var page = await reviewer.Get(DeskPeople.Case(id));

        Assert.Contains(">waits<", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("would refuse", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failed_release_the_case_says_why_and_can_be_answered_again()
    {
        await using var own = await WritServer.Start();
        var id = (await own.File()).Id;
        using var reviewer = await own.Staff("reviewer");
        using var approver = await own.Staff("approver");
        await reviewer.Decide(id, "send", DeskPeople.Produce());
        await own.Sql("CREATE TRIGGER suspend AFTER INSERT ON gate_authorisation BEGIN UPDATE agency SET state = 'Suspended'; END");
        await approver.Approve(id);
        while (await own.Count("demand_event", $"demand_id = '{id}' AND kind = 'release-failed'") == 0) await Task.Delay(20);

        var page = await reviewer.Get(DeskPeople.Case(id));

        Assert.Contains("The release did not happen", page.Body, StringComparison.Ordinal);
        Assert.Contains("/refusals/gate-requester-unverified", page.Body, StringComparison.Ordinal);
        await own.Sql("DROP TRIGGER suspend");
        await own.Sql("UPDATE agency SET state = 'Verified' WHERE verified_at IS NOT NULL");
        Assert.Equal($"/desk/demands/{id}?said=decided", (await reviewer.Decide(id, "send", DeskPeople.Produce())).Location);
        await approver.Approve(id);
        Assert.Equal("released", (await own.Settled(id)).State);
        Assert.DoesNotContain("The release did not happen", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
    }

    private static string Path(string id) => DeskPeople.Case(id) + "/approval";

    private async Task<string> Digest(string id) => (await server.Reviewer.Get<Writ.Demands.Review.CaseView>($"api/v1/review/{id}")).Value.Decision;

    private async Task<string> Decided()
    {
        var id = (await server.File()).Id;
        Assert.Equal(200, (await server.Review(id, "decision", "reviewer", new Writ.Demands.Review.DecideRequest(
            Writ.App.Verbs.ReviewVerbs.ByLaw((await server.Reviewer.Get<Writ.Demands.Review.CaseView>($"api/v1/review/{id}")).Value)))).Status);
        return id;
    }
}
