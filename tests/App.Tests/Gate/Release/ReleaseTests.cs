using Writ.Agencies.Keys;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Store.Jobs;

namespace Writ.App.Tests.Gate.Release;

/// <summary>A release is tried by a job and by people at once, and happens once.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task Eight_tries_beside_the_job_make_one_production()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        for (var round = 0; round < 4; round++)
        {
            var id = (await server.File()).Id;
            await Approve(server, id, valve, round % 2 == 0);

            var race = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Retry(server, id))).ToList();
            valve.Open();
            var replies = await Task.WhenAll(race);

            Assert.All(replies, reply => Assert.True(Allowed(reply), $"{reply.Status} {reply.Text}"));
            await Done(server, id);
            Assert.Equal(1, await server.Count("gate_production", $"demand_id = '{id}'"));
            Assert.Equal(1, await server.Count("gate_authorisation", $"demand_id = '{id}' AND state = 'Released'"));
            Assert.Equal(1, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'released'"));
            Assert.Equal(2 * (round + 1), await server.Blobs());
            Assert.Equal(200, (await Retry(server, id)).Status);
        }
    }

    [Fact]
    public async Task Before_it_is_in_the_record_nothing_is_released()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        var id = (await server.File()).Id;
        await Approve(server, id, valve, shut: true);

        (await Retry(server, id)).Refused(503, "gate-not-recorded-yet");
        (await server.Send(HttpMethod.Get, $"api/v1/demands/{id}/production", server.TokenOf("officer"))).Refused(404, "gate-no-production");
        Assert.Equal(0, await server.Count("gate_production"));
        valve.Open();
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task An_authorisation_that_was_not_carried_out_in_a_week_is_void_and_decided_anew()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        var id = (await server.File()).Id;
        await Approve(server, id, valve, shut: true);

        server.Time.Now += TimeSpan.FromDays(7);

        Assert.Equal("received", (await server.Settled(id)).State);
        await Failed(server, id, "gate-authorisation-expired");
        (await Retry(server, id)).Refused(404, "gate-no-authorisation");
        valve.Open();
        Assert.Equal("released", (await server.Answer(id)).State);
        Assert.Equal(2, await server.Count("gate_authorisation", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task A_key_revoked_after_approval_receives_nothing()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        var id = (await server.File()).Id;
        await Approve(server, id, valve, shut: true);
        _ = (await server.Officer.Post<KeyView>($"api/v1/keys/{server.OfficerKey.Public.Thumbprint}/revocation", new RevokeKeyRequest("Lost."))).Value;

        valve.Open();

        Assert.Equal("received", (await server.Settled(id)).State);
        await Failed(server, id, "gate-no-usable-key");
    }

    [Fact]
    public async Task A_damaged_record_is_never_released_in_part()
    {
        await using var server = await WritServer.Start();
        await server.Sql("UPDATE account_record SET body = zeroblob(length(body)) WHERE category = 'subscriber'");
        var id = (await server.File(server.Demand(items: [server.Item(0, "transaction"), server.Item(0, "subscriber")]))).Id;
        await Approve(server, id);

        Reply reply;
        while ((reply = await Retry(server, id)).Problem.Code is "gate-not-recorded-yet" or "gate-release-in-flight") await Task.Delay(20);

        reply.Refused(503, "gate-record-unreadable");
        Assert.Equal(0, await server.Count("gate_production"));
        Assert.Equal(1, await server.Blobs());
    }

    [Fact]
    public async Task A_job_that_is_owed_anew_is_not_ended_with_the_old_one()
    {
        await using var server = await WritServer.Start();
        var due = server.Time.Now.AddYears(1);
        Task Owe() => server.Store.Act<bool>(async work =>
        {
            await JobQueue.Owe(work, "release", "dmd_0000000000000000", due);
            return true;
        });
        await Owe();
        var taken = Assert.Single(await JobQueue.Due(server.Store, due, 10), job => job.Kind == "release");

        await Owe();
        await JobQueue.Done(server.Store, taken);

        var owed = Assert.Single(await JobQueue.Due(server.Store, due, 10), job => job.Kind == "release");
        await JobQueue.Done(server.Store, owed);
        Assert.DoesNotContain(await JobQueue.Due(server.Store, due, 10), job => job.Kind == "release");
    }

    private static bool Allowed(Reply reply) =>
        reply.Status == 200 || (reply.AnyRefusal() is var problem
            && ((reply.Status, problem.Code) is (409, "gate-release-in-flight") or (503, "gate-not-recorded-yet")));

    private static async Task Failed(WritServer server, string id, string code)
    {
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        Assert.Equal(("Failed", code), (found.Release, found.ReleaseFailed));
        Assert.Null(found.Approver);
        Assert.Equal(0, await server.Count("gate_production"));
        var view = (await server.Officer.Get<DemandView>($"api/v1/demands/{id}")).Value;
        Assert.Null(view.Items[0].Decision);
    }

    // The job may have met somebody in the way, and then waits for the clock, which stands still here.
    private static async Task Done(WritServer server, string id)
    {
        while ((await Retry(server, id)).Status != 200) await Task.Delay(20);
    }

    private static async Task Approve(WritServer server, string id, Valve? valve = null, bool shut = false)
    {
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        if (shut) valve!.Shut();
        _ = (await server.Approver.Approve(id)).Value;
    }

    private static Task<Reply> Retry(WritServer server, string id) => server.Send(HttpMethod.Post, $"api/v1/review/{id}/release", server.TokenOf("approver"));
}
