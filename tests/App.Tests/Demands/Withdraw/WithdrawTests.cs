using Writ.App.Tests.Serving;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.Withdraw;

/// <summary>An agency may take its demand back until two people agreed on it; the record keeps it all the same.</summary>
public sealed class WithdrawTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Its_own_agency_takes_it_back_once()
    {
        var filed = await server.File();
        var entries = await server.Count("record_entry");

        Assert.Equal("withdrawn", (string)(await Withdraw(filed.Id)).Json["state"]!);

        (await Holdings.Unchanged(server, () => Withdraw(filed.Id))).Refused(409, "demands-wrong-state");
        Assert.Equal(entries, await server.Count("record_entry"));
    }

    [Fact]
    public async Task What_was_withdrawn_cannot_be_decided_or_approved()
    {
        var filed = await server.File();
        var decision = new DecideRequest([new DecideItem(filed.Items[0], "produce", null, null, null, null)]);
        await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", decision);
        await Withdraw(filed.Id);

        (await Staff(filed.Id, "decision", "reviewer", decision)).Refused(409, "demands-wrong-state");
        (await Staff(filed.Id, "approval", "approver")).Refused(409, "demands-wrong-state");
        (await Staff(filed.Id, "return", "approver", new SendBackRequest("Again."))).Refused(409, "demands-wrong-state");
        (await Staff(filed.Id, "release", "approver")).Refused(404, "gate-no-authorisation");
    }

    [Fact]
    public async Task After_approval_it_is_too_late()
    {
        var filed = await server.File();
        await server.Answer(filed.Id);

        (await Holdings.Unchanged(server, () => Withdraw(filed.Id))).Refused(409, "demands-wrong-state");
        Assert.Equal(200, (await server.Send(HttpMethod.Get, $"api/v1/demands/{filed.Id}/production", server.TokenOf("officer"))).Status);
    }

    [Fact]
    public async Task Withdrawing_and_approving_at_once_leaves_one_of_the_two()
    {
        for (var round = 0; round < 6; round++)
        {
            var filed = await server.File();
            var decision = new DecideRequest([new DecideItem(filed.Items[0], "produce", null, null, null, null)]);
            await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", decision);

            var both = await Task.WhenAll(Task.Run(() => Withdraw(filed.Id)), Task.Run(() => Staff(filed.Id, "approval", "approver")));

            Assert.Single(both, reply => reply.Status == 200);
            both.Single(reply => reply.Status != 200).Refused(409, "demands-wrong-state");
            var withdrawn = (await server.Settled(filed.Id)).State == "withdrawn";
            Assert.Equal(withdrawn ? 0 : 1, await server.Count("gate_authorisation", $"demand_id = '{filed.Id}'"));
        }
    }

    private Task<Reply> Withdraw(string id) => server.Send(HttpMethod.Post, $"api/v1/demands/{id}/withdrawal", server.TokenOf("officer"));

    private Task<Reply> Staff(string id, string act, string who, object? body = null) => server.Review(id, act, who, body);
}
