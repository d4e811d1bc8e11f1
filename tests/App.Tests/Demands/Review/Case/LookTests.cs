using Writ.App.Tests.Serving;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.Review.Case;

/// <summary>Whoever looks is written down, by page and by API alike.</summary>
public sealed class LookTests
{
    [Fact]
    public async Task Looks_within_ten_minutes_are_one_entry_and_later_ones_another()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer", "Reader");
        using var approver = await server.Staff("approver");

        await reviewer.Get(DeskPeople.Case(id));
        server.Time.Now += TimeSpan.FromMinutes(9);
        await reviewer.Get(DeskPeople.Case(id));
        Assert.Equal(1, await server.Count("demand_look", $"demand_id = '{id}' AND what = 'Case' AND times = 2"));
        server.Time.Now += TimeSpan.FromMinutes(2);
        var page = await reviewer.Get(DeskPeople.Case(id));
        Assert.Equal(2, await server.Count("demand_look", $"demand_id = '{id}'"));
        Assert.Contains("Looked at the case, 2 times until 12:09", page.Body, StringComparison.Ordinal);
        await approver.Get(DeskPeople.Case(id));
        await approver.Get(DeskPeople.Case(id) + "/approval");
        Assert.Equal(4, await server.Count("demand_look", $"demand_id = '{id}'"));

        // A clock that goes back breaks nothing and hides nothing.
        server.Time.Now -= TimeSpan.FromHours(1);
        await reviewer.Get(DeskPeople.Case(id));
        Assert.Equal(5, await server.Count("demand_look", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task Taking_the_file_is_a_look_and_the_file_is_never_run_by_a_browser()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer");

        var file = await reviewer.Get(DeskPeople.Case(id) + "/file");

        Assert.Equal("%PDF-1.4 sample", file.Body);
        Assert.Equal(1, await server.Count("demand_look", $"demand_id = '{id}' AND what = 'File'"));
        Assert.Contains("Took the instrument’s file", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_over_the_api_is_a_look_too()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;

        Assert.True((await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Ok);
        Assert.Equal(200, (await server.Send(HttpMethod.Get, $"api/v1/review/{id}/file", server.TokenOf("reviewer"))).Status);

        Assert.Equal((1, 1), (
            await server.Count("demand_look", $"demand_id = '{id}' AND what = 'Case'"), await server.Count("demand_look", $"demand_id = '{id}' AND what = 'File'")));
    }

    [Fact]
    public async Task Related_demands_say_what_is_shared()
    {
        await using var server = await WritServer.Start();
        var first = server.Demand("us/search-warrant", server.Item(0, "subscriber")) with { Reference = "Case A" };
        var one = (await server.File(first)).Id;
        var same = (await server.File(first with { Items = [server.Item(1, "subscriber")], Nonce = WritServer.Nonce() })).Id;
        using var reviewer = await server.Staff("reviewer");

        var page = await reviewer.Get(DeskPeople.Case(one));

        Assert.Contains($"/desk/demands/{same}", page.Body, StringComparison.Ordinal);
        Assert.Contains("the same file; the same reference of the agency", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("the same identifier", page.Body, StringComparison.Ordinal);
        await server.File(first with { Reference = "Case B", Nonce = WritServer.Nonce() });
        Assert.Contains("the same file; the same identifier", (await reviewer.Get(DeskPeople.Case(one))).Body, StringComparison.Ordinal);
    }
}
