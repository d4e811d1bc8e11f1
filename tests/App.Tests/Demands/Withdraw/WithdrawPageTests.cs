using System.Net;
using Writ.App.Tests.Demands.Draft;
using Writ.App.Tests.Serving;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.Withdraw;

/// <summary>Withdrawing from the page: once, in the state that was seen, and by an officer of the agency.</summary>
public sealed class WithdrawPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task It_is_withdrawn_once_and_sending_it_twice_is_harmless()
    {
        var id = (await server.File()).Id;
        using var officer = await server.Officer();
        var form = await officer.Get(Address(id));
        for (var i = 0; i < 2; i++)
            Assert.Equal($"/officer/demands/{id}?said=withdrawn", (await officer.Send(Address(id), [("state", "received")], form.Token)).Location);
        Assert.Equal(1, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'withdrawn'"));
        Assert.Contains("can no longer be withdrawn", (await officer.Get(Address(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_moved_on_meanwhile_is_shown_before_it_is_withdrawn()
    {
        var filed = await server.File();
        using var officer = await server.Officer();
        var form = await officer.Get(Address(filed.Id));
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest([new DecideItem(filed.Items[0], "produce", null, null, null, null)]))).Value;

        var late = await officer.Send(Address(filed.Id), [("state", "received")], form.Token);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("has moved on", late.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Send(Address(filed.Id), [], form.Token)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.Send(Address(filed.Id), [("state", "decided")], late.Token)).Status);
    }

    [Fact]
    public async Task After_the_answer_it_is_too_late_and_the_page_says_so()
    {
        var filed = await server.File();
        await server.Answer(filed.Id);
        using var officer = await server.Officer();
        var page = await officer.Get(Address(filed.Id));
        Assert.DoesNotContain("name=\"state\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Holdings.Unchanged(server, () => officer.Send(Address(filed.Id), [("state", "released")], page.Token))).Status);
    }

    [Fact]
    public async Task Another_agency_cannot()
    {
        var id = (await server.File()).Id;
        using var other = await server.Officer("other-officer");
        Assert.Equal(HttpStatusCode.NotFound, (await Holdings.Unchanged(server, () => other.Post("/officer/new", Address(id), ("state", "received")))).Status);
    }

    private static string Address(string id) => $"/officer/demands/{id}/withdrawal";
}
