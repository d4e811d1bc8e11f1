using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;

namespace Writ.App.Tests.Gate.Open;

/// <summary>The page of a production: what it says at each state, who sees it, and what taking leaves behind.</summary>
public sealed class ProducedPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Before_the_answer_the_page_says_whose_turn_it_is_and_nothing_of_the_account()
    {
        var officer = await server.OfficerSignedIn();
        var id = (await server.File()).Id;

        var page = await officer.Get(At(id));

        Assert.Equal(200, (int)page.Status);
        Assert.Contains("Nothing is produced yet", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("data-open-production", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("What was asked and what was decided", page.Body, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await officer.Post(At(id), At(id) + "/bytes")).Status);
        Assert.Equal(404, (int)(await officer.Post(At(id), At(id) + "/file")).Status);
    }

    [Fact]
    public async Task An_approval_that_is_not_in_the_record_yet_is_said_to_be_on_its_way()
    {
        var officer = await server.OfficerSignedIn();
        var id = (await server.File()).Id;
        await server.Sql($"UPDATE demand SET state = 'Approved', reviewer = 'stf_0000000000000000', approver = 'stf_1111111111111111' WHERE id = '{id}'");
        Assert.Contains("on its way into the public record", (await officer.Get(At(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ready_is_described_and_taking_it_is_told_once_each_time()
    {
        var officer = await server.OfficerSignedIn();
        var view = await server.Answer((await server.File()).Id);

        var page = await officer.Get(At(view.Id));
        await officer.Get(At(view.Id));

        Assert.Contains("Can be opened until", page.Body, StringComparison.Ordinal);
        Assert.Contains($"data-production=\"{view.Production!.Id}\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("What was asked and what was decided", page.Body, StringComparison.Ordinal);
        Assert.EndsWith("; script-src 'self'; connect-src 'self'", page.Policy, StringComparison.Ordinal);
        Assert.Equal(0, await Taken(view.Id));
        Assert.Equal(200, (int)(await officer.Post(At(view.Id), At(view.Id) + "/bytes")).Status);
        Assert.Equal(1, await Taken(view.Id));
        Assert.Equal(200, (int)(await officer.Post(At(view.Id), At(view.Id) + "/file")).Status);
        Assert.Equal(2, await Taken(view.Id));
    }

    [Fact]
    public async Task Taking_without_the_pages_token_gives_nothing_and_leaves_no_trace()
    {
        var officer = await server.OfficerSignedIn();
        var id = (await server.Answer((await server.File()).Id)).Id;
        Assert.Equal(400, (int)(await officer.Send(At(id) + "/bytes", [], token: null)).Status);
        Assert.Equal(400, (int)(await officer.Send(At(id) + "/file", [], token: "x")).Status);
        Assert.Equal(404, (int)(await officer.Get(At(id) + "/bytes")).Status);
        Assert.Equal(0, await Taken(id));
    }

    [Fact]
    public async Task To_another_agency_it_never_was_and_to_staff_it_is_closed()
    {
        var other = await server.OfficerSignedIn("other-officer");
        using var stranger = new Reader(server);
        var (staff, _) = await server.SignedIn();
        var id = (await server.Answer((await server.File()).Id)).Id;
        var never = await other.Get(At(DemandId.New().Text));
        Assert.Equal(404, (int)never.Status);

        var theirs = await other.Get(At(id));
        Assert.Equal((never.Status, never.Body), (theirs.Status, theirs.Body));
        Assert.Equal(404, (int)(await other.Post("/officer/keys", At(id) + "/bytes")).Status);
        Assert.Equal(404, (int)(await other.Post("/officer/keys", At(id) + "/file")).Status);
        Assert.Equal(404, (int)(await other.Get(At("x"))).Status);
        Assert.Equal(403, (int)(await staff.Get(At(id))).Status);
        Assert.Equal(302, (int)(await stranger.Get(At(id))).Status);
        Assert.Equal(0, await Taken(id));
        staff.Dispose();
    }

    [Fact]
    public async Task After_its_date_it_is_said_to_be_gone_and_is_not_given_out()
    {
        await using var own = await WritServer.Start();
        var id = (await own.Answer((await own.File()).Id)).Id;
        own.Time.Now += TimeSpan.FromDays(31);
        var officer = await own.OfficerSignedIn();

        Assert.Contains("The production has expired", (await officer.Get(At(id))).Body, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await officer.Post(At(id), At(id) + "/bytes")).Status);
    }

    private static string At(string id) => $"/officer/demands/{id}/production";

    private Task<long> Taken(string id) => server.Count("demand_event", $"demand_id = '{id}' AND kind = 'production-taken'");
}
