using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>Items of a draft: added, changed, removed; what would ask for everybody is told at once.</summary>
public sealed class ItemTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Theory]
    [InlineData("email", "every device in Sample City")]
    [InlineData("phone", "all numbers within 200 metres of the bank")]
    [InlineData("customer-number", "*")]
    [InlineData("email", "*@example.com")]
    [InlineData("email", "%@example.com")]
    [InlineData("order-number", "111-*-*")]
    [InlineData("email", "anyone, who searched for the address")]
    public async Task Everybody_in_a_place_or_of_a_pattern_is_no_identifier(string kind, string value)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var page = await officer.AddItem(draft, kind, value, "content");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Name one account by one identifier", page.Body, StringComparison.Ordinal);
        Assert.Contains("/refusals/demands-identifier-overbroad", (await officer.Get(draft + "/check")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email", "every@all.example", null)]
    [InlineData("email", "not an address", "demands-identifier-overbroad")]
    public async Task What_is_only_wrong_is_not_called_too_wide(string kind, string value, string? not)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var page = await officer.AddItem(draft, kind, value, "subscriber");
        Assert.Equal(not is null ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest, page.Status);
        if (not is not null) Assert.DoesNotContain(not, (await officer.Get(draft + "/check")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_sent_twice_is_one_and_is_changed_and_removed()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var form = await officer.Get(draft + "/items/new");
        var action = OfficerDesk.ItemAction(form);
        (string, string)[] item = [("seen", OfficerDesk.Seen(form)), ("kind", "email"), ("identifier", "one@example.org"), ("category", "subscriber")];

        Assert.Equal(draft + "/items?said=item-saved", (await officer.Send(action, item, form.Token)).Location);
        Assert.Equal(draft + "/items?said=item-saved", (await officer.Send(action, item, form.Token)).Location);
        Assert.Contains("Item 1 of 1", (await officer.Get(draft + "/items")).Body, StringComparison.Ordinal);

        await officer.Save(action, action, ("kind", "email"), ("identifier", "two@example.org"), ("category", "subscriber"));
        var list = await officer.Get(draft + "/items");
        Assert.Contains("two@example.org", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("one@example.org", list.Body, StringComparison.Ordinal);

        var seen = OfficerDesk.Seen(list);
        Assert.Equal(draft + "/items?said=item-removed", (await officer.Send(action + "/removal", [("seen", seen)], list.Token)).Location);
        Assert.Equal(draft + "/items?said=item-removed", (await officer.Send(action + "/removal", [("seen", seen)], list.Token)).Location);
        Assert.Contains("No item yet", (await officer.Get(draft + "/items")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get(action)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Send(draft + "/items/mine", item, form.Token)).Status);
    }

    [Fact]
    public async Task A_hundred_items_are_the_most_and_many_accounts_are_advised_on()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var form = await officer.Get(draft + "/items/new");
        for (var i = 0; i < 100; i++)
        {
            var action = $"{draft}/items/dit_{i:0000000000000000}";
            var added = await officer.Send(action, [("seen", "1"), ("kind", "email"), ("identifier", $"a{i}@example.org"), ("category", "subscriber")], form.Token);
            Assert.Equal(HttpStatusCode.SeeOther, added.Status);
        }

        var list = await officer.Get(draft + "/items");
        Assert.DoesNotContain("Add another item", list.Body, StringComparison.Ordinal);
        Assert.Contains("lint-many-accounts", list.Body, StringComparison.Ordinal);
        var one = await officer.Send($"{draft}/items/dit_zzzzzzzzzzzzzzzz", [("seen", "1"), ("kind", "email"), ("identifier", "more@example.org"), ("category", "subscriber")], form.Token);
        Assert.Equal(HttpStatusCode.BadRequest, one.Status);
        Assert.Contains("at most 100 items", one.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("more@example.org", (await officer.Get(draft + "/items")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_the_wrong_way_round_and_open_ranges_are_told_at_the_item()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var page = await officer.AddItem(draft, "email", "a@example.org", "transaction", [.. OfficerDesk.Day("from", server.Today), .. OfficerDesk.Day("to", server.Today.AddDays(-3))]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("The last day is before the first.", page.Body, StringComparison.Ordinal);
        await officer.AddItem(draft, "email", "b@example.org", "transaction");
        Assert.Contains("/refusals/lint-no-days", (await officer.Get(draft + "/items")).Body, StringComparison.Ordinal);
    }
}
