using System.Net;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.Base;

namespace Writ.App.Tests.Demands.Review.Case.Person;

/// <summary>Bars are recorded, denied and lifted on pages of their own.</summary>
public sealed class BarFormTests
{
    [Fact]
    public async Task A_gag_is_the_first_thing_to_do_and_a_recorded_bar_answers_it()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File(gag: true)).Id;
        using var reviewer = await house.Server.Staff("reviewer");
        (await reviewer.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "To do first: may the person be told?");
        using var approver = await house.Server.Staff("approver");
        Assert.DoesNotContain("bars/new", (await approver.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);

        (await reviewer.Record(id)).Goes(id, "bar-recorded");
        var page = await reviewer.Get(DeskPeople.Case(id) + "?said=bar-recorded");

        page.Is(HttpStatusCode.OK, "on Thursday 9 April 2026 what it held goes out by itself.");
        Assert.DoesNotContain("To do first", page.Body, StringComparison.Ordinal);
        Assert.Contains("A court’s order, until 9 April 2026 in force", page.Words(), StringComparison.Ordinal);
        Assert.Contains("No. 12-345", page.Body, StringComparison.Ordinal);
        Assert.Contains("Recorded a bar to telling the person", page.Body, StringComparison.Ordinal);
        Assert.Equal("in-force", (await house.Decided(id)).Bars.State);
        (await reviewer.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "Held back, because a recorded bar forbids telling. It goes out by itself on Thursday 9 April 2026");
    }

    [Fact]
    public async Task Sent_twice_it_is_one_bar_and_another_end_is_another()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File()).Id;
        using var reviewer = await house.Server.Staff("reviewer");
        var both = await Task.WhenAll(reviewer.Record(id), reviewer.Record(id), reviewer.Record(id));
        Assert.All(both, page => page.Goes(id, "bar-recorded"));
        Assert.Equal(1, await house.Server.Count("notice_bar"));
        Assert.Equal(1, await house.Server.Count("demand_event", "kind = 'bar-recorded'"));

        (await reviewer.Record(id, ("endsOn-day", "10"))).Goes(id, "bar-recorded");
        Assert.Equal(2, await house.Server.Count("notice_bar"));
    }

    [Theory]
    [InlineData("kind", "", "Name the kind of bar")]
    [InlineData("kind", "1", "Name the kind of bar")]
    [InlineData("authority", "", "Fill this in")]
    [InlineData("reference", "  ", "Fill this in")]
    [InlineData("reason", "Case \u202Ereversed", "Remove control characters")]
    [InlineData("reason", "a\u0007b", "Remove control characters")]
    [InlineData("endsOn-day", "10", null)]
    [InlineData("endsOn-day", "31", "Give the day on which the bar ends")]
    [InlineData("endsOn-month", "3", "Give the day on which the bar ends")]
    [InlineData("endsOn-year", "2027", "Give the day on which the bar ends")]
    [InlineData("endsOn-year", "", "Give the day on which the bar ends")]
    [InlineData("endsOn-day", "<b>", "Give the day on which the bar ends")]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(string field, string value, string? fault)
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File()).Id;
        using var reviewer = await house.Server.Staff("reviewer");
        var page = await reviewer.Record(id, (field, value));
        if (fault is null)
        {
            page.Goes(id, "bar-recorded");
            return;
        }

        page.Is(HttpStatusCode.BadRequest, fault);
        Assert.Equal(0, await house.Server.Count("notice_bar"));
        foreach (var typed in PersonDesk.Bar.Where(f => f.Key != field && f.Key != "kind")) Assert.Contains($"value=\"{typed.Value}\"", page.Body, StringComparison.Ordinal);
        if (field != "kind") Assert.Matches("value=\"court-order\"[^>]*checked|checked[^>]*value=\"court-order\"", page.Body);
    }

    [Fact]
    public async Task Hostile_words_are_shown_as_words()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File()).Id;
        using var reviewer = await house.Server.Staff("reviewer");
        foreach (var text in DeskPeople.Hostile)
        {
            var page = await reviewer.Record(id, ("authority", text));
            Assert.Contains(page.Status, (HttpStatusCode[])[HttpStatusCode.SeeOther, HttpStatusCode.BadRequest]);
        }

        Assert.DoesNotContain("<script", (await reviewer.GetRaw(DeskPeople.Case(id))).Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task That_there_is_none_is_said_once_with_a_reason()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File(gag: true)).Id;
        await house.Decided(id);
        using var reviewer = await house.Server.Staff("reviewer");
        (await reviewer.Form(id, "bars/none")).Is(HttpStatusCode.BadRequest, "Fill this in");
        var form = await reviewer.Get(PersonDesk.Address(id, "bars/none"));
        foreach (var _ in (int[])[1, 2]) (await reviewer.Send(PersonDesk.Address(id, "bars/none"), [("reason", "The paper holds no order.")], form.Token)).Goes(id, "bar-none");

        (await reviewer.Send(PersonDesk.Address(id, "bars/none"), [("reason", "Another reason.")], form.Token)).Is(HttpStatusCode.Conflict, "Somebody said already that no bar forbids telling");
        await house.Quiet(id);
        var page = await reviewer.Get(DeskPeople.Case(id));
        Assert.Contains("that no bar forbids it: The paper holds no order.", page.Words(), StringComparison.Ordinal);
        Assert.Contains("Sent by mail on 10 March 2026", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("To do first", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_is_lifted_with_a_reason_and_only_while_it_stands()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File()).Id;
        using var reviewer = await house.Server.Staff("reviewer");
        await reviewer.Record(id);
        await house.Decided(id);
        var bar = (await house.Case(id)).Bars.Bars[0].Id;
        var form = await reviewer.Get(PersonDesk.Address(id, $"bars/{bar}/lifting"));
        form.Is(HttpStatusCode.OK, "Unless another bar stands, what it held goes out at once.");

        (await reviewer.Form(id, $"bars/{bar}/lifting", ("why", ""))).Is(HttpStatusCode.BadRequest, "Fill this in");
        foreach (var _ in (int[])[1, 2]) (await reviewer.Send(PersonDesk.Address(id, $"bars/{bar}/lifting"), [("why", "The court lifted it.")], form.Token)).Goes(id, "bar-lifted");
        (await reviewer.Send(PersonDesk.Address(id, $"bars/{bar}/lifting"), [("why", "For another reason.")], form.Token)).Is(HttpStatusCode.Conflict, "there is nothing to lift");

        await house.Quiet(id);
        (await reviewer.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "You , 10 March 2026, 12:00 UTC : The court lifted it.");
        Assert.Equal(1, await house.Server.Count("demand_event", "kind = 'bar-lifted'"));
    }

    [Fact]
    public async Task A_bar_of_another_case_is_no_bar_of_this_one()
    {
        await using var house = await NoticeHouse.Open();
        var (id, other) = ((await house.File()).Id, (await house.File()).Id);
        using var reviewer = await house.Server.Staff("reviewer");
        await reviewer.Record(other);
        var token = (await reviewer.Get(DeskPeople.Case(id))).Token;
        foreach (var bar in (string[])[(await house.Case(other)).Bars.Bars[0].Id, BarId.New().Text, "x"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await reviewer.Get(PersonDesk.Address(id, $"bars/{bar}/lifting"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await reviewer.Send(PersonDesk.Address(id, $"bars/{bar}/lifting"), [("why", "No.")], token)).Status);
        }

        Assert.Equal("in-force", (await house.Case(other)).Bars.State);
    }
}
