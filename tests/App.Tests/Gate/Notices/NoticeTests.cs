using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Review;
using Writ.Sources.Accounts;
using Writ.Store.Mail;

namespace Writ.App.Tests.Gate.Notices;

/// <summary>People are told before anything leaves, and have their time.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task Told_then_waited_for_then_released_then_told_what_was_given()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        var decided = await house.Decided(filed.Id);

        var before = Assert.Single(decided.Notices);
        Assert.Equal(("Before", "Sent", "mail", "sent"), (before.Kind, before.State, before.Way, before.Mail));
        Assert.Equal(NoticeHouse.Over, before.Time!.Until);
        Assert.Equal("the end of Tuesday 17 March 2026, UTC", before.Time.Words);
        Assert.Contains("7 calendar days. The first is the day after Tuesday 10 March 2026", before.Time.Counted, StringComparison.Ordinal);
        Assert.Equal(house.Server.Customers[0].Email, Assert.Single(house.Post.Taken).Mail.To);

        Assert.Contains("2026-03-18 00:00:00 UTC", (await house.Refused(filed.Id, "gate-time-to-object")).Detail, StringComparison.Ordinal);
        house.Server.Time.Now = NoticeHouse.Over.AddTicks(-1);
        await house.Refused(filed.Id, "gate-time-to-object");
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Released(filed.Id);

        var after = await house.Quiet(filed.Id);
        Assert.Equal(["Before", "Given"], after.Notices.Select(n => n.Kind));
        Assert.Equal(2, house.Post.Taken.Count);
        Assert.Contains("We gave 1 record", house.Post.Taken[1].Mail.Text, StringComparison.Ordinal);
        Assert.Equal(["Given", "Before"], (await house.SentTo(0)).Select(n => n.Kind.ToString()));
        Assert.Empty(await house.SentTo(1));
    }

    [Fact]
    public async Task Nobody_is_told_twice_of_the_same_and_more_needs_a_new_notice_and_time_anew()
    {
        await using var house = await NoticeHouse.Open();
        var (first, last) = (new DateOnly(2026, 1, 10), new DateOnly(2026, 2, 10));
        var filed = await house.File(items: house.Server.Item(0, "content", first, last));
        DecideItem Narrow(int days) => new(filed.Items[0], "narrow", "overbroad", "Too many days.", first, first.AddDays(days));

        await house.Decide(filed.Id, [Narrow(5)]);
        await house.Quiet(filed.Id);
        await house.Decide(filed.Id, [Narrow(5)]);
        await house.Decide(filed.Id, [Narrow(4)]);
        Assert.Single((await house.Quiet(filed.Id)).Notices);

        house.Server.Time.Now = NoticeHouse.Over;
        Assert.Equal(200, (await house.Staff(filed.Id, "return", new SendBackRequest("Look again."), "approver")).Status);
        await house.Decide(filed.Id, [Narrow(6)]);
        var widened = await house.Quiet(filed.Id);
        Assert.Equal(["Sent", "Sent"], widened.Notices.Select(n => n.State));
        Assert.NotEqual(widened.Notices[0].Reference, widened.Notices[1].Reference);
        await house.Refused(filed.Id, "gate-time-to-object");
        house.Server.Time.Now = NoticeHouse.Over.AddDays(8);
        await house.Released(filed.Id);
    }

    [Fact]
    public async Task A_decision_behind_the_servers_back_finds_nobody_told()
    {
        await using var house = await NoticeHouse.Open();
        var (first, last) = (new DateOnly(2026, 1, 10), new DateOnly(2026, 2, 10));
        var filed = await house.File(items: house.Server.Item(0, "content", first, last));
        await house.Decide(filed.Id, [new DecideItem(filed.Items[0], "narrow", "overbroad", "Too many days.", first, first.AddDays(3))]);
        await house.Quiet(filed.Id);
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Server.Sql("UPDATE demand_item SET narrowed_to = '2026-01-20'");

        await house.Refused(filed.Id, "gate-notice-owed");
    }

    [Fact]
    public async Task Two_accounts_and_only_one_can_be_reached_by_mail()
    {
        await using var house = await NoticeHouse.Open();
        await house.Reach(1, new Contact(null, "Sample customer", ["2 Sample Street"]));
        var filed = await house.File(items: [house.Server.Item(0, "subscriber"), house.Server.Item(1, "subscriber")]);
        var decided = await house.Decided(filed.Id);

        Assert.Equal(["Sent", "ToPrint"], decided.Notices.Select(n => n.State).Order());
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Refused(filed.Id, "gate-notice-owed");

        var letter = decided.Notices.Single(n => n.State == "ToPrint").Id;
        (await house.Staff(filed.Id, $"notices/{letter}/letter", new LetterPrintedRequest(house.Server.Today.AddDays(-1)))).Refused(409, "gate-letter-date");
        Assert.Equal(200, (await house.Staff(filed.Id, $"notices/{letter}/letter", new LetterPrintedRequest(house.Server.Today))).Status);
        (await house.Staff(filed.Id, $"notices/{letter}/letter", new LetterPrintedRequest(house.Server.Today))).Refused(409, "gate-letter-not-due");
        (await house.Staff(filed.Id, $"notices/{NoticeId.New()}/letter", new LetterPrintedRequest(house.Server.Today))).Refused(404, "gate-no-notice");
        Assert.Contains((await house.Case(filed.Id)).Timeline, e => e.Kind == "letter-printed");

        await house.Refused(filed.Id, "gate-time-to-object");
        house.Server.Time.Now = NoticeHouse.Over.AddDays(8);
        await house.Released(filed.Id);
        Assert.Single(await house.SentTo(0), n => n.Kind == Writ.Gate.Notices.NoticeKind.Before);
        Assert.Single(await house.SentTo(1));
    }

    [Fact]
    public async Task Refused_in_full_and_withdrawn_are_told_too()
    {
        await using var house = await NoticeHouse.Open();
        var (refused, withdrawn) = (await house.File(), await house.File(items: house.Server.Item(1, "subscriber")));
        await house.Decide(refused.Id, [new DecideItem(refused.Items[0], "refuse", "overbroad", "Too much.", null, null)]);
        Assert.Equal(200, (await house.Server.Review(refused.Id, "approval", "approver")).Status);
        _ = (await house.Server.Officer.Post<Writ.Demands.Withdraw.WithdrawnView>($"api/v1/demands/{withdrawn.Id}/withdrawal")).Value;

        Assert.Equal("Refused", Assert.Single((await house.Quiet(refused.Id)).Notices).Kind);
        Assert.Equal("Withdrawn", Assert.Single((await house.Quiet(withdrawn.Id)).Notices).Kind);
        Assert.Contains(house.Post.Taken, taken => taken.Mail.Text.Contains("Too much.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Withdrawn_after_the_notice_went_ends_the_time_to_object()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Decided(filed.Id);
        house.Server.Time.Now += TimeSpan.FromHours(1);
        _ = (await house.Server.Officer.Post<Writ.Demands.Withdraw.WithdrawnView>($"api/v1/demands/{filed.Id}/withdrawal")).Value;
        await house.Quiet(filed.Id);

        var told = await house.SentTo(0);
        Assert.Equal(["Withdrawn", "Before"], told.Select(n => n.Kind.ToString()));
        Assert.False(told[1].MayObject);
        Assert.Equal("gate-notice-spent", (await house.Objections.Make(house.Account(0), told[1].Id, "No.", null)).Refusal!.Code);
    }

    [Fact]
    public async Task An_unreachable_server_means_the_gate_waits_and_a_new_day_means_a_new_mail()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => MailRefusals.Unreachable;
        var filed = await house.File();
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        while ((await house.Case(filed.Id)).Notices[0].MailCode != "mail-server-unreachable") await Task.Delay(20);
        await house.Refused(filed.Id, "gate-notice-owed");

        house.Post.Says = _ => null;
        house.Server.Time.Now += TimeSpan.FromHours(20);
        var told = await house.Quiet(filed.Id);
        Assert.Equal(NoticeHouse.Over.AddDays(1), told.Notices[0].Time!.Until);
        Assert.Contains("Wednesday 18 March 2026", Assert.Single(house.Post.Taken).Mail.Text, StringComparison.Ordinal);
        Assert.Equal(1, await house.Server.Count("mail", "code = 'mail-lapsed'"));
    }

    [Fact]
    public async Task A_mailbox_that_is_gone_means_a_letter()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => MailRefusals.NotTaken;
        var filed = await house.File();
        var decided = await house.Decided(filed.Id);

        Assert.Equal(("ToPrint", "mail-refused"), (decided.Notices[0].State, decided.Notices[0].MailCode));
        await house.Refused(filed.Id, "gate-notice-owed");
        Assert.Empty(await house.SentTo(0));
    }

    [Fact]
    public async Task A_clock_that_goes_back_opens_nothing_and_loses_nothing()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.Server.File(house.Server.Demand() with { IssuedOn = house.Server.Today.AddDays(-5) });
        await house.Decided(filed.Id);
        house.Server.Time.Now -= TimeSpan.FromDays(3);

        await house.Refused(filed.Id, "gate-time-to-object");
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Released(filed.Id);
    }
}
