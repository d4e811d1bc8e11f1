using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>Two tabs on one draft: the later one is shown both, and nothing is lost or overwritten unseen.</summary>
public sealed class TwoTabsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task The_later_tab_sees_what_is_kept_and_what_it_typed()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var old = await officer.Get(draft + "/reference");
        await officer.Step(draft, "reference", ("reference", "First tab"));

        var late = await officer.Send(draft + "/reference", [("seen", OfficerDesk.Seen(old)), ("reference", "Second tab")], old.Token);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Changed elsewhere", late.Body, StringComparison.Ordinal);
        Assert.Contains("First tab", late.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"Second tab\"", late.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"First tab\"", (await officer.Get(draft + "/reference")).Body, StringComparison.Ordinal);

        // Having seen both, they save again.
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.Send(draft + "/reference", [("seen", OfficerDesk.Seen(late)), ("reference", "Second tab")], late.Token)).Status);
        Assert.Contains("value=\"Second tab\"", (await officer.Get(draft + "/reference")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_and_again_with_the_same_answer_is_no_conflict()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var form = await officer.Get(draft + "/reference");
        (string, string)[] answer = [("seen", OfficerDesk.Seen(form)), ("reference", "Same")];
        Assert.Equal(draft + "/instrument", (await officer.Send(draft + "/reference", answer, form.Token)).Location);
        Assert.Equal(draft + "/instrument", (await officer.Send(draft + "/reference", answer, form.Token)).Location);
    }

    [Fact]
    public async Task Two_tabs_at_different_parts_do_not_disturb_each_other()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var gag = await officer.Get(draft + "/gag");
        await officer.Step(draft, "reference", ("reference", "Meanwhile"));
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.Send(draft + "/gag", [("seen", OfficerDesk.Seen(gag)), ("gag", "no")], gag.Token)).Status);
        Assert.Contains("Meanwhile", (await officer.Get(draft + "/reference")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    public async Task A_form_that_does_not_say_what_it_saw_overwrites_nothing(string seen)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        await officer.Step(draft, "reference", ("reference", "Kept"));
        var form = await officer.Get(draft + "/reference");
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Send(draft + "/reference", [("seen", seen), ("reference", "Other")], form.Token)).Status);
    }

    [Fact]
    public async Task An_item_removed_in_one_tab_is_not_brought_back_unseen_by_the_other()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var form = await officer.Get(draft + "/items/new");
        var action = OfficerDesk.ItemAction(form);
        await officer.Send(action, [("seen", OfficerDesk.Seen(form)), ("kind", "email"), ("identifier", "one@example.org"), ("category", "subscriber")], form.Token);
        var old = await officer.Get(action);
        await officer.Save(draft + "/items", action + "/removal");

        var late = await officer.Send(action, [("seen", OfficerDesk.Seen(old)), ("kind", "email"), ("identifier", "two@example.org"), ("category", "subscriber")], old.Token);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("It was removed.", late.Body, StringComparison.Ordinal);
        Assert.Contains("two@example.org", late.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_changed_in_one_tab_is_not_removed_unseen_by_the_other()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var form = await officer.Get(draft + "/items/new");
        var action = OfficerDesk.ItemAction(form);
        await officer.Send(action, [("seen", OfficerDesk.Seen(form)), ("kind", "email"), ("identifier", "one@example.org"), ("category", "subscriber")], form.Token);
        var list = await officer.Get(draft + "/items");
        await officer.Save(action, action, ("kind", "email"), ("identifier", "two@example.org"), ("category", "subscriber"));

        Assert.Equal(HttpStatusCode.Conflict, (await officer.Send(action + "/removal", [("seen", OfficerDesk.Seen(list))], list.Token)).Status);
        Assert.Contains("two@example.org", (await officer.Get(draft + "/items")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_after_it_was_checked_is_not_sent()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server, "26-CR-checked");
        var check = await officer.Get(draft + "/check");
        await officer.Step(draft, "reference", ("reference", "26-CR-changed"));

        var late = await officer.Send(draft + "/check", [("seen", OfficerDesk.Seen(check)), ("declared", "yes")], check.Token);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("nothing was sent", late.Body, StringComparison.Ordinal);
        Assert.Contains("26-CR-changed", late.Body, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("demand", "agency_reference IN ('26-CR-checked', '26-CR-changed')"));
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.SendDraft(draft)).Status);
    }

    [Fact]
    public async Task Without_the_declaration_nothing_is_sent()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server);
        var page = await Holdings.Unchanged(server, () => officer.Save(draft + "/check", draft + "/check"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Tick the declaration", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_whose_paper_ran_out_meanwhile_is_told_and_not_sent()
    {
        await using var own = await WritServer.Start();
        using var officer = await own.Officer();
        var draft = await officer.Complete(own);
        own.Time.Now += TimeSpan.FromDays(20);
        using var later = await own.Officer();
        var check = await later.Get(draft + "/check");
        Assert.Contains("/refusals/demands-instrument-expired", check.Body, StringComparison.Ordinal);
        var sent = await later.Send(draft + "/check", [("seen", await own.Text($"SELECT version FROM demand_draft WHERE id = '{draft.Split('/')[^1]}'")), ("declared", "yes")], (await later.Get(draft + "/gag")).Token);
        Assert.Equal(HttpStatusCode.BadRequest, sent.Status);
        Assert.Equal(0, await own.Count("demand"));
    }
}
