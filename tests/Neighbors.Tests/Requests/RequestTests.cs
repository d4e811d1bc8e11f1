using Microsoft.EntityFrameworkCore;
using Writ.Ledger.Facts;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Requests.Outside;
using Writ.Neighbors.Requests.Resolve;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Supervisors;
using Writ.Store;

namespace Writ.Neighbors.Tests.Requests;

/// <summary>The way of a request, and everybody who may not take a step of it.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task From_draft_to_outcome_every_public_step_is_in_the_record()
    {
        await using var office = await Office.Open();
        var first = await office.PublishedOne();
        var second = await office.PublishedOne(office.Good() with { Facts = "Two garages were opened." }, first);
        _ = (await office.Get<ResolveRequest>().Handle(second.Text, "solved", office.Author)).Value;
        var third = await office.Approved(office.Good("26-0002"));
        _ = (await office.Get<RefuseRequest>().Handle(third.Text, "facts-thin", "Nothing is said that happened.", office.Moderator)).Value;

        var facts = (await office.Facts()).Where(f => f.Number >= 45).ToList();
        Assert.Equal([45, 47, 48, 46], facts.Select(f => f.Number));
        Assert.Equal(office.Now.AddDays(7), Assert.IsType<Fact.RequestPublished>(facts[0]).Until);
        Assert.Equal(first, Assert.IsType<Fact.RequestCorrected>(facts[1]).Corrects);
        Assert.Equal(RequestState.Corrected, (await office.Row(first)).State);
        await office.Work();
        foreach (var (path, sha) in facts.OfType<Fact.RequestPublished>().Select(f => (f.Path, f.Sha256)).Concat(facts.OfType<Fact.RequestRefused>().Select(f => (f.Path, f.Sha256))))
            Assert.Equal(sha, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(office.Published, path)))));
    }

    [Fact]
    public async Task Who_wrote_it_never_approves_it_and_the_table_holds_that_too()
    {
        await using var office = await Office.Open();
        var own = (await office.Send(office.Good(), office.Supervisor)).Value;
        Assert.Equal("requests-supervisor-is-author", (await office.Get<ApproveRequest>().Approve(own.Text, office.Supervisor)).Refusal?.Code);
        Assert.Equal("requests-not-supervisor", (await office.Get<ApproveRequest>().Approve(own.Text, office.Author)).Refusal?.Code);
        Assert.Equal("requests-unknown", (await office.Get<ApproveRequest>().Approve(own.Text, office.Stranger)).Refusal?.Code);
        await Assert.ThrowsAnyAsync<Exception>(() => office.Store.Act<bool>(async work =>
        {
            await work.Db().Database.ExecuteSqlRawAsync("UPDATE community_request SET state = 'Moderation', supervisor = author, approved_at = 1");
            return true;
        }));
        Assert.Equal(RequestState.Supervisor, (await office.Row(own)).State);
    }

    [Fact]
    public async Task A_supervisor_whose_naming_ended_approves_nothing()
    {
        await using var office = await Office.Open();
        var id = (await office.Send(office.Good())).Value;
        _ = (await office.Get<NameSupervisor>().End(office.Supervisor.Subject, office.Desk)).Value;
        Assert.Equal("requests-not-supervisor", (await office.Get<ApproveRequest>().Approve(id.Text, office.Supervisor)).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_sent_twice_is_done_once()
    {
        await using var office = await Office.Open();
        var typed = office.Good();
        var id = (await office.Send(typed)).Value;
        Assert.Equal(id, (await office.Get<SendRequest>().Handle(id.Text, 1, typed, true, office.Author)).Value);
        for (var i = 0; i < 2; i++) Assert.Equal(id, (await office.Get<ApproveRequest>().Approve(id.Text, office.Supervisor)).Value);
        for (var i = 0; i < 2; i++) Assert.Equal(id, (await office.Get<PublishRequest>().Handle(id.Text, true, office.Moderator)).Value);
        for (var i = 0; i < 2; i++) Assert.Equal(id, (await office.Get<ResolveRequest>().Handle(id.Text, "helped", office.Author)).Value);
        Assert.Equal([45, 48], (await office.Facts()).Select(f => f.Number).Where(n => n >= 45));
        Assert.Equal("requests-wrong-state", (await office.Get<ResolveRequest>().Handle(id.Text, "solved", office.Author)).Refusal?.Code);
        Assert.Equal("requests-wrong-state", (await office.Get<PublishRequest>().Handle(id.Text, true, Office.Staff())).Refusal?.Code);
    }

    [Fact]
    public async Task Once_sent_its_words_stand()
    {
        await using var office = await Office.Open();
        var id = (await office.Send(office.Good())).Value;
        Assert.Equal("requests-wrong-state", (await office.Get<WriteDraft>().Save(id.Text, 1, office.Good() with { Facts = "Other." }, office.Author)).Refusal?.Code);
        Assert.Equal("requests-wrong-state", (await office.Get<SendRequest>().Handle(id.Text, 1, office.Good() with { Facts = "Other." }, true, office.Author)).Refusal?.Code);
    }

    [Fact]
    public async Task A_draft_is_its_author_s_alone_and_two_pages_do_not_overwrite_each_other()
    {
        await using var office = await Office.Open();
        var id = (await office.Get<WriteDraft>().Begin(Base.RequestId.New(), null, office.Author)).Value;
        foreach (var other in new[] { office.Supervisor, office.Stranger })
            Assert.Equal("requests-unknown", (await office.Get<WriteDraft>().Save(id.Text, 1, office.Good(), other)).Refusal?.Code);
        Assert.Equal(2, (await office.Get<WriteDraft>().Save(id.Text, 1, office.Good(), office.Author)).Value);
        Assert.Equal("requests-changed", (await office.Get<WriteDraft>().Save(id.Text, 1, office.Good("26-0009"), office.Author)).Refusal?.Code);
    }

    [Fact]
    public async Task What_a_supervisor_gave_back_can_be_sent_again()
    {
        await using var office = await Office.Open();
        var id = (await office.Send(office.Good())).Value;
        _ = (await office.Get<ApproveRequest>().Return(id.Text, "Say which garage door.", office.Supervisor)).Value;
        var row = await office.Row(id);
        Assert.Equal(RequestState.Draft, row.State);
        Assert.Equal(id, (await office.Get<SendRequest>().Handle(id.Text, row.Version, office.Good(), true, office.Author)).Value);
    }

    [Fact]
    public async Task A_school_needs_somebody_outside_who_does_not_moderate_it_then()
    {
        await using var office = await Office.Open();
        var school = office.Good() with { Point = "44.2970, -88.4000", Area = "44.2950, -88.4040\n44.2950, -88.3970\n44.3000, -88.3970\n44.3000, -88.4040" };
        var id = await office.Approved(school);
        Assert.Equal(RequestState.Outside, (await office.Row(id)).State);
        Assert.Equal("requests-unknown", (await office.Get<PublishRequest>().Handle(id.Text, true, office.Moderator)).Refusal?.Code);
        _ = (await office.Get<AgreeOutside>().Agree(id.Text, office.Outsider)).Value;
        Assert.Equal("requests-same-person", (await office.Get<PublishRequest>().Handle(id.Text, true, office.Outsider)).Refusal?.Code);
        Assert.Equal(id, (await office.Get<PublishRequest>().Handle(id.Text, true, office.Moderator)).Value);

        var other = await office.Approved(school with { Case = "26-0002" });
        _ = (await office.Get<AgreeOutside>().Decline(other.Text, "Children are all there is to see.", office.Outsider)).Value;
        Assert.Equal("outside-approval", Assert.IsType<Fact.RequestRefused>((await office.Facts())[^1]).Rule);
        Assert.Equal("requests-unknown", (await office.Get<AgreeOutside>().Agree((await office.Approved(office.Good("26-0003"))).Text, office.Outsider)).Refusal?.Code);
    }

    [Fact]
    public async Task A_case_has_one_request_and_one_correction_and_a_refused_one_does_not_count()
    {
        await using var office = await Office.Open();
        var refused = await office.Approved(office.Good());
        _ = (await office.Get<RefuseRequest>().Handle(refused.Text, "pressure", "It presses.", office.Moderator)).Value;
        var first = await office.PublishedOne(office.Good());
        Assert.Equal("requests-case-used", (await office.Send(office.Good(" 26 0001"))).Refusal?.Code);
        Assert.Equal("requests-correction-other-case", (await office.Send(office.Good("26-0002"), corrects: first)).Refusal?.Code);
        var second = await office.PublishedOne(office.Good(), first);
        Assert.Equal("requests-correction-closed", (await office.Get<WriteDraft>().Begin(Base.RequestId.New(), first.Text, office.Author)).Refusal?.Code);
        Assert.Equal("requests-correction-used", (await office.Get<WriteDraft>().Begin(Base.RequestId.New(), second.Text, office.Author)).Refusal?.Code);
        Assert.Equal((await office.Row(first)).UntilAt, (await office.Row(second)).UntilAt);
    }

    [Fact]
    public async Task Where_one_post_is_all_that_a_case_has_none_is_corrected()
    {
        await using var office = await Office.Open("""{"postsPerCase":1}""");
        var first = await office.PublishedOne();
        Assert.Equal("requests-no-corrections", (await office.Get<WriteDraft>().Begin(Base.RequestId.New(), first.Text, office.Author)).Refusal?.Code);
        var view = await office.Store.Look(async work =>
            await office.Get<Neighbors.Pages.RequestViews>().Sent(work, (await office.Get<RequestBook>().Find(work, first.Text))!, office.Author, desk: false));
        Assert.False(view.MayCorrect);

        // A correction that was begun while two were allowed is not sent.
        var draft = (await office.Get<WriteDraft>().Begin(Base.RequestId.New(), null, office.Author)).Value;
        _ = await office.Store.Act<bool>(async work =>
        {
            await work.Db().Database.ExecuteSqlInterpolatedAsync($"UPDATE community_request SET corrects = {first.Text} WHERE id = {draft.Text}");
            return true;
        });
        Assert.Equal("requests-no-corrections", (await office.Get<SendRequest>().Handle(draft.Text, 1, office.Good(), true, office.Author)).Refusal?.Code);
    }

    [Fact]
    public async Task Only_an_open_request_is_corrected_to_the_second()
    {
        await using var office = await Office.Open();
        var first = await office.PublishedOne();
        office.Now = office.Now.AddDays(7).AddSeconds(-1);
        var draft = (await office.Get<WriteDraft>().Begin(Base.RequestId.New(), first.Text, office.Author)).Value;
        office.Now = office.Now.AddSeconds(1);
        Assert.Equal("requests-correction-closed", (await office.Get<SendRequest>().Handle(draft.Text, 1, office.Good(), true, office.Author)).Refusal?.Code);
    }

    [Fact]
    public async Task Twenty_cases_that_tile_one_search_hit_the_month_s_budget()
    {
        await using var office = await Office.Open();
        var codes = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var sent = await office.Send(office.Good($"26-1{i:00}") with { From = office.Time(-13), To = office.Time(-1) });
            codes.Add(sent.Refusal?.Code ?? "sent");
        }

        Assert.Equal("sent", codes[0]);
        Assert.Equal("requests-budget", codes[^1]);
        Assert.True(codes.Count(c => c == "sent") <= 6, string.Join(' ', codes));
        office.Now = office.Now.AddMonths(1);
        Assert.Equal("requests-budget", (await office.Send(office.Good("26-200") with { From = office.Time(-13), To = office.Time(-1) })).Refusal?.Code);
    }

    [Fact]
    public async Task The_budget_has_two_sides_and_begins_anew_with_the_month()
    {
        await using var office = await Office.Open();
        var cost = (await office.Row((await office.Send(office.Good())).Value)).DwellingMinutes!.Value;
        var hours = cost * 2 / 60;
        Assert.Equal(0, cost * 2 % 60);
        foreach (var (limit, last) in new[] { (hours, "sent"), (hours - 1, "requests-budget") })
        {
            await using var other = await Office.Open($$"""{"dwellingHoursPerMonth":{{limit}}}""");
            _ = await other.PublishedOne();
            Assert.Equal(last, (await other.Send(other.Good("26-0002"))).Refusal?.Code ?? "sent");
            other.Now = new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero);
            Assert.Equal("sent", (await other.Send(other.Good("26-0003"))).Refusal?.Code ?? "sent");
        }
    }

    [Fact]
    public async Task The_least_number_of_dwellings_has_two_sides()
    {
        await using var office = await Office.Open();
        var dwellings = (await office.Row((await office.Send(office.Good())).Value)).AsSent().Dwellings;
        await using var just = await Office.Open($$"""{"leastDwellings":{{dwellings}}}""");
        Assert.True((await just.Send(just.Good())).Ok);
        await using var above = await Office.Open($$"""{"leastDwellings":{{dwellings + 1}}}""");
        Assert.Equal("requests-dwellings-few", (await above.Send(above.Good())).Refusal?.Code);
        Assert.Equal(100, new RequestLimits().LeastDwellings);
    }

    [Fact]
    public async Task An_incident_that_grew_old_while_it_waited_is_not_published()
    {
        await using var office = await Office.Open();
        var id = await office.Approved();
        office.Now = office.Now.AddDays(45).AddHours(-3).AddSeconds(1);
        Assert.Equal("requests-incident-old", (await office.Get<PublishRequest>().Handle(id.Text, true, office.Moderator)).Refusal?.Code);
        office.Now = office.Now.AddSeconds(-1);
        Assert.True((await office.Get<PublishRequest>().Handle(id.Text, true, office.Moderator)).Ok);
    }

    [Fact]
    public async Task Outside_a_sample_nobody_stands_and_nothing_goes_on()
    {
        await using var office = await Office.Open(sample: false);
        Assert.Equal("requests-inert", (await office.Send(office.Good())).Refusal?.Code);
        var stands = await office.Store.Look(work => office.Get<IAgencyStanding>().At(work, office.Agency, office.Now));
        Assert.False(stands.InForce);
    }

    [Theory]
    [InlineData("point", "44.290500, -88.420000", "requests-point-outside-area")]
    [InlineData("point", "here", "requests-point-form")]
    [InlineData("point", "91, 0", "requests-area-range")]
    [InlineData("incident", "protest", "requests-incident-code")]
    [InlineData("incident", "", "requests-incident-code")]
    [InlineData("case", "--", "input-missing")]
    [InlineData("case", "", "input-missing")]
    [InlineData("contact", "tips@example.org", "requests-text-link")]
    [InlineData("facts", "", "input-missing")]
    [InlineData("facts", "<script>alert(1)</script>", "requests-text-markup")]
    [InlineData("area", "", "requests-area-form")]
    public async Task Every_field_says_what_is_wrong_with_it(string field, string value, string code)
    {
        await using var office = await Office.Open();
        var good = office.Good();
        var typed = field switch
        {
            "point" => good with { Point = value },
            "incident" => good with { Incident = value },
            "case" => good with { Case = value },
            "contact" => good with { Contact = value },
            "facts" => good with { Facts = value },
            _ => good with { Area = value },
        };
        var refusal = (await office.Send(typed)).Refusal!;
        Assert.Contains(code, refusal.Others.Append(refusal).Select(r => r.Code));
        Assert.All(refusal.Others.Append(refusal), r => Assert.NotNull(r.Field));
    }

    [Fact]
    public async Task An_incident_beside_the_jurisdiction_and_an_unsworn_one_are_refused()
    {
        await using var office = await Office.Open();
        var beside = office.Good() with { Point = "44.305000, -88.385000", Area = "44.302000, -88.389000\n44.302000, -88.381000\n44.308000, -88.381000\n44.308000, -88.389000" };
        var refusal = (await office.Send(beside)).Refusal!;
        Assert.Contains("requests-point-outside-jurisdiction", refusal.Others.Append(refusal).Select(r => r.Code));
        Assert.Equal("requests-not-sworn", (await office.Send(office.Good("26-0002"), sworn: false)).Refusal?.Code);
    }
}
