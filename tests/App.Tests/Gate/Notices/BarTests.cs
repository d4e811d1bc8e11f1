using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Review;
using Writ.Gate.Notices;

namespace Writ.App.Tests.Gate.Notices;

/// <summary>Nothing but a recorded bar with an end forbids telling, and on that day the notice goes out by itself.</summary>
public sealed class BarTests
{
    [Fact]
    public async Task Under_a_bar_nobody_is_told_and_on_its_end_the_notice_goes_by_itself()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        Assert.Equal(200, (await house.Staff(filed.Id, "bars", house.Bar())).Status);
        var decided = await house.Decided(filed.Id);
        Assert.Equal(("Held", "in-force"), (Assert.Single(decided.Notices).State, decided.Bars.State));

        await house.Released(filed.Id);
        Assert.Equal(["Dropped", "Held"], (await house.Case(filed.Id)).Notices.Select(n => n.State).Order());
        Assert.Empty(await house.SentTo(0));
        house.Server.Time.Now = new DateTimeOffset(2026, 4, 9, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);
        await Task.Delay(300);
        Assert.Empty(house.Post.Taken);

        house.Server.Time.Now += TimeSpan.FromTicks(1);
        while (house.Post.Taken.Count == 0) await Task.Delay(20);
        var told = await house.Quiet(filed.Id);
        Assert.Equal("Delayed", Assert.Single(told.Notices, n => n.State == "Sent").Kind);
        var text = Assert.Single(house.Post.Taken).Mail.Text;
        Assert.Contains("A court forbade us to tell you until 9 April 2026.", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("We gave 1 record", text, StringComparison.Ordinal);
        Assert.Contains(told.Timeline, e => e.Kind == "bar-ended" && e.Actor == "writ");
        Assert.Equal(NoticeKind.Delayed, Assert.Single(await house.SentTo(0)).Kind);
    }

    [Fact]
    public async Task A_bar_that_ends_while_the_server_is_down_ends_when_it_is_up()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Staff(filed.Id, "bars", house.Bar(1));
        await house.Decided(filed.Id);
        await house.Server.App.StopAsync();
        house.Server.Time.Now += TimeSpan.FromDays(2);
        await house.Server.Restart();

        while (house.Post.Taken.Count == 0) await Task.Delay(20);
        Assert.Equal("Before", Assert.Single((await house.Quiet(filed.Id)).Notices).Kind);
        await house.Refused(filed.Id, "gate-time-to-object");
    }

    [Fact]
    public async Task Lifted_before_its_end_it_holds_nothing_any_more()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        var bar = (string)(await house.Staff(filed.Id, "bars", house.Bar())).Json["bars"]!["bars"]![0]!["id"]!;
        await house.Decided(filed.Id);

        (await house.Staff(filed.Id, $"bars/{bar}/lifting", new LiftBarRequest(""))).Refused(400, "input-missing");
        (await house.Staff(filed.Id, $"bars/{BarId.New()}/lifting", new LiftBarRequest("The court lifted it."))).Refused(404, "gate-no-bar");
        (await house.Staff(filed.Id, $"bars/{bar}/lifting", new LiftBarRequest("The court lifted it."), "approver")).AnyRefusal();
        Assert.Equal(200, (await house.Staff(filed.Id, $"bars/{bar}/lifting", new LiftBarRequest("The court lifted it."))).Status);
        (await house.Staff(filed.Id, $"bars/{bar}/lifting", new LiftBarRequest("The court lifted it."))).Refused(409, "gate-bar-over");

        var told = await house.Quiet(filed.Id);
        Assert.Equal("Sent", Assert.Single(told.Notices).State);
        Assert.Equal(("lifted", "The court lifted it."), (told.Bars.Bars[0].State, told.Bars.Bars[0].LiftedWhy));
        await house.Refused(filed.Id, "gate-time-to-object");
    }

    [Fact]
    public async Task While_one_of_two_bars_stands_nothing_goes()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Staff(filed.Id, "bars", house.Bar(1));
        await house.Staff(filed.Id, "bars", house.Bar(3));
        await house.Decided(filed.Id);
        house.Server.Time.Now += TimeSpan.FromDays(1);
        while (!(await house.Case(filed.Id)).Timeline.Any(e => e.Kind == "bar-ended")) await Task.Delay(20);
        Assert.Equal("Held", Assert.Single((await house.Case(filed.Id)).Notices).State);

        house.Server.Time.Now += TimeSpan.FromDays(2);
        while (house.Post.Taken.Count == 0) await Task.Delay(20);
        Assert.Equal("Sent", Assert.Single((await house.Quiet(filed.Id)).Notices).State);
    }

    [Fact]
    public async Task A_gag_that_is_only_asserted_holds_everything_until_a_reviewer_decides()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File(gag: true);
        var decided = await house.Decided(filed.Id);
        Assert.Equal(("Held", "undecided"), (Assert.Single(decided.Notices).State, decided.Bars.State));
        await house.Refused(filed.Id, "gate-bar-undecided");
        (await house.Staff(filed.Id, $"notices/{decided.Notices[0].Id}/letter", new LetterPrintedRequest(house.Server.Today))).Refused(409, "gate-bar-in-force");

        (await house.Staff(filed.Id, "bars/none", new NoBarRequest(" "))).Refused(400, "input-missing");
        Assert.Equal(200, (await house.Staff(filed.Id, "bars/none", new NoBarRequest("The paper holds no order."))).Status);
        (await house.Staff(filed.Id, "bars/none", new NoBarRequest("The paper holds no order."))).Refused(409, "gate-bar-none-said");

        var told = await house.Quiet(filed.Id);
        Assert.Equal("Sent", Assert.Single(told.Notices).State);
        Assert.DoesNotContain("forbade", house.Post.Taken[0].Mail.Text, StringComparison.Ordinal);
        await house.Refused(filed.Id, "gate-time-to-object");
    }

    [Fact]
    public async Task A_bar_stops_a_mail_that_was_not_taken_yet()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => Writ.Store.Mail.MailRefusals.Deferred;
        var filed = await house.File();
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        while ((await house.Case(filed.Id)).Notices[0].MailCode != "mail-deferred") await Task.Delay(20);
        await house.Staff(filed.Id, "bars", house.Bar());
        house.Post.Says = _ => null;
        house.Server.Time.Now += TimeSpan.FromMinutes(10);
        await Task.Delay(500);

        Assert.Empty(house.Post.Taken);
        Assert.Equal(("Held", "mail-replaced"), ((await house.Case(filed.Id)).Notices[0].State, (await house.Case(filed.Id)).Notices[0].MailCode));
    }

    [Fact]
    public async Task Who_was_told_before_the_bar_keeps_their_time()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Decided(filed.Id);
        await house.Staff(filed.Id, "bars", house.Bar());

        await house.Refused(filed.Id, "gate-time-to-object");
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Released(filed.Id);
    }

    [Theory]
    [InlineData("court-order", 0, "gate-bar-end")]
    [InlineData("court-order", -1, "gate-bar-end")]
    [InlineData("court-order", 367, "gate-bar-end")]
    [InlineData("CourtOrder", 10, "gate-bar-kind")]
    [InlineData("1", 10, "gate-bar-kind")]
    public async Task A_bar_has_a_kind_and_an_end(string kind, int days, string code)
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        (await house.Staff(filed.Id, "bars", house.Bar(days) with { Kind = kind })).Refused(400, code);
        Assert.Equal(0, await house.Server.Count("notice_bar"));
    }

    [Fact]
    public async Task The_tables_hold_it_too()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Staff(filed.Id, "bars", house.Bar(366));
        foreach (var change in (string[])["ends_at = NULL", "ends_at = recorded_at", "ends_at = recorded_at + 400 * 864000000000", "reason = NULL", "lifted_at = 1"])
            await Assert.ThrowsAnyAsync<Exception>(() => house.Server.Sql($"UPDATE notice_bar SET {change}"));
    }

    [Fact]
    public async Task What_a_person_sees_is_the_same_with_a_bar_and_without_a_demand()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Staff(filed.Id, "bars", house.Bar());
        var held = (await house.Decided(filed.Id)).Notices[0];

        Assert.Empty(await house.SentTo(0));
        Assert.Null(await house.Server.Store.Look(work => house.Customers.Find(work, house.Account(0), NoticeId.FromTrusted(held.Id))));
        Assert.Equal("gate-no-notice", (await house.Customers.LetterHtml(house.Account(0), NoticeId.FromTrusted(held.Id))).Refusal!.Code);
        using var reader = house.Reader();
        Assert.Equal(
            (await reader.Post("/check", "/check", ("reference", "7K3Q-9M2T-X4WB-6HNC"))).Body,
            (await reader.Post("/check", "/check", ("reference", held.Reference!))).Body);
    }
}
