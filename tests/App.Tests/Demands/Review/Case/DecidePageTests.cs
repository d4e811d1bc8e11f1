using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Review.Case;

/// <summary>Deciding on the page: everything at once, over several visits, and with a colleague in the way.</summary>
public sealed class DecidePageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task What_is_sent_is_decided_and_the_draft_is_gone()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");

        var sent = await reviewer.Decide(id, "send", DeskPeople.Produce());

        Assert.Equal($"/desk/demands/{id}?said=decided", sent.Location);
        Assert.Equal("Decided", await server.Text($"SELECT state FROM demand WHERE id = '{id}'"));
        Assert.Equal(0, await server.Count("decision_draft", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task Every_fault_stands_beside_its_field_and_what_was_typed_stays()
    {
        var id = (await server.File(server.Demand("us/search-warrant", server.Item(0, "subscriber"), server.Item(0, "content", server.Today.AddDays(-9), server.Today), server.Item(1, "content")))).Id;
        using var reviewer = await server.Staff("reviewer");

        var page = await reviewer.Decide(
            id, "send",
            ("items/0/decision", "refuse"), ("items/0/reason", "Not \"ours\" <b>"),
            ("items/1/decision", "narrow"), ("items/1/from-day", "31"), ("items/1/from-month", "2"), ("items/1/from-year", "2026"), ("items/1/reason", "Kept words."));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("id=\"items-1-from-error\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("id=\"items-1-to-error\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("id=\"items-2-decision-error\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("Kept words.", page.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"31\"", page.Body, StringComparison.Ordinal);
        Assert.Equal("Received", await server.Text($"SELECT state FROM demand WHERE id = '{id}'"));

        // Faults that the use case finds are shown for every item too, not only for the first.
        page = await reviewer.Decide(id, "send", ("items/0/decision", "refuse"), ("items/1/decision", "refuse"), ("items/2/decision", "produce"));
        Assert.Contains("id=\"items-0-ground-error\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("id=\"items-1-ground-error\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"items-2-decision-error\"", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_kept_for_its_reviewer_alone_and_decides_nothing()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");
        using var other = await server.Staff("reviewer");

        var saved = await reviewer.Decide(id, "save", DeskPeople.Refuse("Half a thought."));

        Assert.Equal($"/desk/demands/{id}?said=saved", saved.Location);
        Assert.Contains("Half a thought.", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Half a thought.", (await other.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
        Assert.Equal("Received", await server.Text($"SELECT state FROM demand WHERE id = '{id}'"));
    }

    [Fact]
    public async Task As_the_law_says_fills_the_form_in_and_decides_nothing()
    {
        var id = (await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "subscriber"), server.Item(0, "content")))).Id;
        using var reviewer = await server.Staff("reviewer");

        Assert.Equal($"/desk/demands/{id}?said=law", (await reviewer.Decide(id, "law")).Location);
        var page = await reviewer.Get(DeskPeople.Case(id));

        Assert.Matches("id=\"items-0-decision\" name=\"items/0/decision\" value=\"produce\" checked", page.Body);
        Assert.Matches("name=\"items/1/decision\" value=\"refuse\" checked", page.Body);
        Assert.Contains("value=\"us-content-needs-warrant\" selected", page.Body, StringComparison.Ordinal);
        Assert.Equal("Received", await server.Text($"SELECT state FROM demand WHERE id = '{id}'"));
    }

    [Fact]
    public async Task Of_two_reviewers_the_second_is_told_what_the_first_decided_and_loses_nothing()
    {
        var id = (await server.File()).Id;
        using var first = await server.Staff("reviewer", "Early");
        using var second = await server.Staff("reviewer", "Late");
        var opened = await second.Get(DeskPeople.Case(id));
        await first.Decide(id, "send", DeskPeople.Refuse("Reason of the first."));

        var late = await second.Send(
            DeskPeople.Case(id) + "/decision", [("seen", DeskPeople.SeenIn(opened)), ("then", "send"), .. DeskPeople.Refuse("Words of the second.")], opened.Token);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Someone was faster", late.Body, StringComparison.Ordinal);
        Assert.Contains("Early, reviewer", late.Body, StringComparison.Ordinal);
        Assert.Contains("Reason of the first.", late.Body, StringComparison.Ordinal);
        Assert.Contains("Words of the second.", late.Body, StringComparison.Ordinal);
        Assert.Equal("Reason of the first.", await server.Text($"SELECT reason FROM demand_item WHERE demand_id = '{id}'"));

        // Another day: the draft is there, and still says so. Sent knowingly, it takes the place of the other.
        var again = await second.Get(DeskPeople.Case(id));
        Assert.Contains("Words of the second.", again.Body, StringComparison.Ordinal);
        Assert.Contains("Someone was faster", again.Body, StringComparison.Ordinal);
        Assert.Equal($"/desk/demands/{id}?said=decided", (await second.Decide(id, "send", DeskPeople.Refuse("Words of the second."))).Location);
        Assert.Equal("Words of the second.", await server.Text($"SELECT reason FROM demand_item WHERE demand_id = '{id}'"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_decides_once()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");
        var opened = await reviewer.Get(DeskPeople.Case(id));
        (string, string)[] form = [("seen", DeskPeople.SeenIn(opened)), ("then", "send"), .. DeskPeople.Refuse()];

        foreach (var _ in (int[])[1, 2])
            Assert.Equal($"/desk/demands/{id}?said=decided", (await reviewer.Send(DeskPeople.Case(id) + "/decision", form, opened.Token)).Location);
        Assert.Equal(1, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'decided'"));
    }

    [Fact]
    public async Task What_was_written_about_a_demand_that_is_answered_meanwhile_is_kept_and_shown()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");
        var opened = await reviewer.Get(DeskPeople.Case(id));
        await server.Answer(id);

        var late = await reviewer.Send(
            DeskPeople.Case(id) + "/decision", [("seen", DeskPeople.SeenIn(opened)), ("then", "send"), .. DeskPeople.Refuse("Too late to matter.")], opened.Token);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Too late to matter.", late.Body, StringComparison.Ordinal);
        Assert.Equal("Released", await server.Text($"SELECT state FROM demand WHERE id = '{id}'"));
    }

    [Fact]
    public async Task An_api_decision_that_names_what_it_saw_is_refused_when_that_changed()
    {
        var id = (await server.File()).Id;
        var item = await server.Text($"SELECT id FROM demand_item WHERE demand_id = '{id}'");
        var seen = (await server.Reviewer.Get<Writ.Demands.Review.CaseView>($"api/v1/review/{id}")).Value.Decision;
        Writ.Demands.Review.DecideItem[] produce = [new(item, "produce", null, null, null, null)];
        Assert.Equal(200, (await server.Review(id, "decision", "reviewer", new Writ.Demands.Review.DecideRequest(produce, seen))).Status);

        (await Holdings.Unchanged(server, () => server.Review(id, "decision", "everything", new Writ.Demands.Review.DecideRequest(produce, seen))))
            .Refused(409, "demands-decided-meanwhile");
    }

    [Fact]
    public async Task Hostile_reasons_are_refused_or_kept_as_text()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");
        foreach (var text in DeskPeople.Hostile)
        {
            var page = await reviewer.Decide(id, "send", DeskPeople.Refuse(text));
            Assert.True(page.Status is HttpStatusCode.BadRequest or HttpStatusCode.SeeOther, $"{page.Status}");
        }
    }
}
