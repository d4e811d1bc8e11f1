using System.Net;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Review.Queue;

/// <summary>The queue: views, filters, order, pages, and by which rule something is due.</summary>
public sealed class QueuePageTests
{
    [Fact]
    public async Task Each_view_holds_what_its_name_says_and_counts_it()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await server.Staff("reviewer");
        var (mine, other, decided, answered) = (await File(server, "Mine"), await File(server, "Others"), await File(server, "Decided"), await File(server, "Answered"));
        await reviewer.Post("/desk", $"/desk/demands/{mine}/assignment", ("to", "me"), ("seen", ""), ("back", "queue"));
        await reviewer.Decide(decided, "send", DeskPeople.Produce());
        await server.Answer(answered);

        foreach (var (view, expected) in new Dictionary<string, string[]>
        {
            ["mine"] = [mine], ["team"] = [mine, other, decided], ["unassigned"] = [other, decided], ["due"] = [], ["officer"] = [], ["approver"] = [decided],
            ["gate"] = [], ["answered"] = [answered], ["nonsense"] = [mine, other, decided],
        })
        {
            var page = await reviewer.Get($"/desk?view={view}");
            Assert.Equal(expected.Order(), Shown(page).Order());
            if (view != "nonsense") Assert.Matches($"view={view}\"[^>]*>[^<]*<span class=\"views__count\">{expected.Length}<", page.Body);
        }
    }

    [Fact]
    public async Task Filters_narrow_a_view_and_each_can_be_taken_away_alone()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await server.Staff("reviewer");
        var warrant = await File(server, "Alpha one");
        var subpoena = (await server.File(server.Demand("us/grand-jury-subpoena") with { Reference = "Beta two" })).Id;
        var agency = await server.Text($"SELECT agency_id FROM demand WHERE id = '{warrant}'");

        Assert.Equal([subpoena], Shown(await reviewer.Get("/desk?instrument=us/grand-jury-subpoena")));
        Assert.Equal([warrant], Shown(await reviewer.Get("/desk?text=ALPHA")));
        Assert.Equal([warrant], Shown(await reviewer.Get($"/desk?text={warrant}")));
        Assert.Equal(2, Shown(await reviewer.Get($"/desk?agency={agency}")).Count);
        Assert.Empty(Shown(await reviewer.Get("/desk?agency=agy_0000000000000000")));
        Assert.Empty(Shown(await reviewer.Get("/desk?state=approved")));
        Assert.Equal(2, Shown(await reviewer.Get("/desk?state=%00&agency=x&sort=drop&page=-4")).Count);
        var both = await reviewer.Get("/desk?text=alpha&state=received");
        Assert.Contains("href=\"/desk?view=team&text=alpha&sort=due\"", both.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk?view=team&state=received&sort=due\"", both.Body, StringComparison.Ordinal);
        foreach (var text in DeskPeople.Hostile)
            Assert.Equal(HttpStatusCode.OK, (await reviewer.Get($"/desk?text={Uri.EscapeDataString(text[..Math.Min(text.Length, 3000)])}")).Status);
    }

    [Fact]
    public async Task Twenty_five_stand_on_a_page_in_the_order_asked_for()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await server.Staff("reviewer");
        var ids = new List<string>();
        for (var i = 0; i < 27; i++)
        {
            server.Time.Now += TimeSpan.FromSeconds(1);
            ids.Add(await File(server, $"Case {i:00}"));
        }

        Assert.Equal(ids.Take(25), Shown(await reviewer.Get("/desk?sort=received")));
        Assert.Equal(ids.Skip(25), Shown(await reviewer.Get("/desk?sort=received&page=2")));
        Assert.Equal(ids.AsEnumerable().Reverse().Take(25), Shown(await reviewer.Get("/desk?sort=-reference")));
        Assert.Empty(Shown(await reviewer.Get("/desk?page=3")));
        Assert.Contains("26 to 27 of 27", (await reviewer.Get("/desk?sort=received&page=2")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_says_by_which_rule_it_was_counted_and_the_nearest_comes_first()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await server.Staff("reviewer");
        var far = await File(server, "Far");
        var soon = (await server.File(server.Demand() with { Reference = "Soon", ExpiresOn = server.Today.AddDays(2) })).Id;
        var target = (await server.File(server.Demand("us/grand-jury-subpoena") with { Reference = "Target", ExpiresOn = null })).Id;

        Assert.Equal([soon, target, far], Shown(await reviewer.Get("/desk")));
        Assert.Equal([far, target, soon], Shown(await reviewer.Get("/desk?sort=-due")));
        Assert.Equal([soon], Shown(await reviewer.Get("/desk?view=due")));
        Assert.Contains("Return date on the paper", (await reviewer.Get(DeskPeople.Case(soon))).Body, StringComparison.Ordinal);
        var page = await reviewer.Get(DeskPeople.Case(target));
        Assert.Contains("The company’s own target", page.Body, StringComparison.Ordinal);
        Assert.Contains("10 calendar days after the day of receipt", page.Body, StringComparison.Ordinal);
        Assert.Contains("10 days left", page.Body, StringComparison.Ordinal);

        server.Time.Now += TimeSpan.FromDays(3);
        using var later = await server.Staff("reviewer");
        Assert.Contains("1 day over", (await later.Get(DeskPeople.Case(soon))).Body, StringComparison.Ordinal);
    }

    private static async Task<string> File(WritServer server, string reference) => (await server.File(server.Demand() with { Reference = reference })).Id;

    private static IReadOnlyList<string> Shown(SignIn.Page page) =>
        [.. Regex.Matches(page.Body, "rowheader\"><a href=\"/desk/demands/(dmd_[0-9a-z]{16})\"").Select(m => m.Groups[1].Value)];
}
