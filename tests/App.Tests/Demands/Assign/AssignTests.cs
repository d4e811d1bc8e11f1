using System.Net;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Assign;

/// <summary>Whose a demand is: taken, given, given back, and never behind anybody's back.</summary>
public sealed class AssignTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Taken_given_to_a_colleague_and_given_back_all_of_it_recorded()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer", "Giver");
        var colleague = (await server.InviteStaffSubject("reviewer", "Taker"));

        await Assign(reviewer, id, "me", "");
        var me = await Last(id);
        await Assign(reviewer, id, colleague, me);
        Assert.Equal(colleague, await Last(id));
        await Assign(reviewer, id, "nobody", colleague);

        Assert.Equal("", await Last(id));
        Assert.Equal(3, await server.Count("demand_assignment", $"demand_id = '{id}' AND actor = '{me}'"));
        Assert.Contains("Gave the demand to Taker", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_take_the_same_demand_the_second_is_told()
    {
        var id = (await server.File()).Id;
        using var first = await server.Staff("reviewer", "Early");
        using var second = await server.Staff("reviewer", "Late");
        await Assign(first, id, "me", "");

        var late = await second.Post("/desk", $"/desk/demands/{id}/assignment", ("to", "me"), ("seen", ""));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Early, reviewer", late.Body, StringComparison.Ordinal);
        Assert.Equal(1, await server.Count("demand_assignment", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task Sent_twice_it_is_assigned_once()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");
        await Assign(reviewer, id, "me", "");
        await Assign(reviewer, id, "me", "");

        Assert.Equal(1, await server.Count("demand_assignment", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task A_demand_is_given_only_to_those_who_decide()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");
        var verifier = await server.InviteStaffSubject("verifier", "Verifier");

        foreach (var to in (string[])[verifier, "stf_0000000000000000", "", "<b>", new string('x', 10_000)])
        {
            var page = await reviewer.Post("/desk", $"/desk/demands/{id}/assignment", ("to", to), ("seen", ""));
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        }

        Assert.Equal(0, await server.Count("demand_assignment", $"demand_id = '{id}'"));
    }

    private static async Task Assign(SignIn.Reader reader, string id, string to, string seen) =>
        Assert.Equal("/desk?said=assigned", (await reader.Post("/desk", $"/desk/demands/{id}/assignment", ("to", to), ("seen", seen), ("back", "queue"))).Location);

    private Task<string> Last(string id) => server.Text($"SELECT COALESCE(assignee, '') FROM demand_assignment WHERE demand_id = '{id}' ORDER BY seq DESC LIMIT 1");
}
