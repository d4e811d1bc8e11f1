using System.Net;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.File;
using Writ.Demands.Review;
using Writ.Sources.Accounts;
using Writ.Store.Mail;

namespace Writ.App.Tests.Demands.Review.Case.Person;

/// <summary>Each notice says where it stands, is shown as it went or would go, and a letter is said to be posted.</summary>
public sealed class NoticePageTests
{
    [Fact]
    public async Task What_is_held_is_shown_as_a_preview_and_says_so()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File(gag: true)).Id;
        var notice = (await house.Decided(id)).Notices[0];
        using var approver = await house.Server.Staff("approver");
        (await approver.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "Held back, because the demand asserts a gag and nobody has said yet whether one binds.");
        var page = await approver.Get(PersonDesk.Address(id, $"notices/{notice.Id}"));
        page.Is(HttpStatusCode.OK, "This is how it would read if it went now.");
        Assert.Contains("We have not given anything", page.Words(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("I printed", page.Body, StringComparison.Ordinal);

        var mail = await approver.Get(PersonDesk.Address(id, $"notices/{notice.Id}/mail"));
        Assert.Equal(HttpStatusCode.OK, mail.Status);
        Assert.Contains("sandbox", mail.Policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", mail.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", mail.Policy, StringComparison.Ordinal);
        (await approver.Get(PersonDesk.Address(id, $"notices/{notice.Id}/letter"))).Is(HttpStatusCode.OK, "Preview, not sent");
        Assert.Empty(house.Post.Taken);
        Assert.NotEqual(0, await house.Server.Count("demand_look", $"demand_id = '{id}' AND what = 'Case'"));
    }

    [Fact]
    public async Task Sent_it_shows_the_time_to_object_and_a_letter_without_a_mark()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File()).Id;
        var notice = (await house.Decided(id)).Notices[0];
        using var reviewer = await house.Server.Staff("reviewer");
        var page = await reviewer.Get(DeskPeople.Case(id));
        page.Is(HttpStatusCode.OK, "Sent by mail on 10 March 2026, 12:00 UTC.");
        Assert.Contains("Objection due the end of Tuesday 17 March 2026, UTC 7 days left", page.Words(), StringComparison.Ordinal);
        (await reviewer.Get(PersonDesk.Address(id, $"notices/{notice.Id}"))).Is(HttpStatusCode.OK, "they do not change any more");
        Assert.DoesNotContain("Preview, not sent", (await reviewer.Get(PersonDesk.Address(id, $"notices/{notice.Id}/letter"))).Body, StringComparison.Ordinal);
        (await reviewer.Get(PersonDesk.Address(id, $"notices/{notice.Id}/printed"))).Is(HttpStatusCode.OK, "No letter is to be printed now.");
    }

    [Fact]
    public async Task The_gate_waits_for_the_time_to_object_and_for_a_notice_that_is_owed()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File()).Id;
        using var approver = await house.Server.Staff("approver");
        (await approver.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "Time to object over Now waits What to do Somebody whose data is to be given has not been told yet");
        await house.Decided(id);
        foreach (var path in (string[])["", "/approval"])
        {
            var page = await approver.Get(DeskPeople.Case(id) + path);
            page.Is(HttpStatusCode.OK, "Time to object over Now waits until 18 March 2026, 00:00 UTC");
            Assert.DoesNotContain("would refuse", page.Body, StringComparison.Ordinal);
        }

        var (objected, _) = await house.Objected();
        (await approver.Get(DeskPeople.Case(objected))).Is(HttpStatusCode.OK, "Time to object over Now would refuse What to do Somebody whose data is to be given has objected");
    }

    [Fact]
    public async Task Of_two_times_to_object_the_later_is_waited_for()
    {
        await using var house = await NoticeHouse.Open();
        await house.Reach(1, new Contact(null, "Sample customer", ["2 Sample Street"]));
        var id = (await house.File(items: [house.Server.Item(0, "subscriber"), house.Server.Item(1, "subscriber")])).Id;
        var letter = (await house.Decided(id)).Notices.Single(n => n.State == "ToPrint").Id;
        house.Server.Time.Now += TimeSpan.FromDays(3);
        Assert.Equal(200, (await house.Staff(id, $"notices/{letter}/letter", new LetterPrintedRequest(house.Server.Today))).Status);
        using var approver = await house.Server.Staff("approver");
        (await approver.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "waits until 21 March 2026, 00:00 UTC");
    }

    [Fact]
    public async Task Who_leads_to_no_account_can_not_be_told_and_the_case_says_so()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File(items: new FileItem(new FileIdentifier("email", "nobody@example.org"), "subscriber", null, null))).Id;
        using var reviewer = await house.Server.Staff("reviewer");
        (await reviewer.Record(id)).Goes(id, "bar-recorded");
        (await reviewer.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "There is nobody to tell: no identifier of this demand leads to one account.");
    }

    [Fact]
    public async Task A_letter_is_printed_without_a_mark_and_said_to_be_posted_once()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => MailRefusals.NotTaken;
        var id = (await house.File()).Id;
        var notice = (await house.Decided(id)).Notices[0].Id;
        using var reviewer = await house.Server.Staff("reviewer");
        var page = await reviewer.Get(DeskPeople.Case(id));
        page.Is(HttpStatusCode.OK, "A letter waits to be printed");
        Assert.Contains("A letter to print: no mail reaches this person", page.Words(), StringComparison.Ordinal);
        var letter = await reviewer.Get(PersonDesk.Address(id, $"notices/{notice}/letter"));
        letter.Is(HttpStatusCode.OK, "This line is not printed.");
        Assert.DoesNotContain("letter-stamp", letter.Body, StringComparison.Ordinal);

        var path = PersonDesk.Address(id, $"notices/{notice}/printed");
        var form = await reviewer.Get(path);
        foreach (var date in (string[])["", "2026-03-09", "10 March", "9999-99-99"])
            (await reviewer.Send(path, [("date", date)], form.Token)).Is(HttpStatusCode.Conflict, "The letter must carry today's date");
        foreach (var _ in (int[])[1, 2]) (await reviewer.Send(path, [("date", "2026-03-10")], form.Token)).Goes(id, "printed");

        (await reviewer.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "You printed and posted it on 10 March 2026, 12:00 UTC.");
        using var other = await house.Server.Staff("reviewer", "Colleague");
        (await other.Send(path, [("date", "2026-03-10")], (await other.Get(path)).Token)).Is(HttpStatusCode.Conflict, "No letter is to be printed for this notice");
        Assert.Equal(1, await house.Server.Count("demand_event", "kind = 'letter-printed'"));
    }

    [Fact]
    public async Task Every_page_and_form_is_for_its_role_and_a_notice_of_another_case_is_none()
    {
        await using var house = await NoticeHouse.Open();
        var (id, objection) = await house.Objected(file: PersonDesk.Paper);
        var (other, notice) = ((await house.File()).Id, (await house.Case(id)).Notices[0].Id);
        var bar = (string)(await house.Staff(id, "bars", house.Bar())).Json["bars"]!["bars"]![0]!["id"]!;
        using var reviewer = await house.Server.Staff("reviewer");
        using var approver = await house.Server.Staff("approver");
        using var staffing = await house.Server.Staff("staffing");
        using var officer = await house.Server.AsOfficer();
        string[] reads = [$"notices/{notice}", $"notices/{notice}/mail", $"notices/{notice}/letter", $"objections/{objection}/file"];
        string[] decides = [$"notices/{notice}/printed", "bars/new", "bars/none", $"bars/{bar}/lifting", $"objections/{objection}/decision"];
        foreach (var path in reads.Concat(decides).Select(p => PersonDesk.Address(id, p)))
        {
            Assert.Equal(HttpStatusCode.OK, (await reviewer.Get(path)).Status);
            Assert.Equal(reads.Any(r => path.EndsWith(r, StringComparison.Ordinal)) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await approver.Get(path)).Status);
            foreach (var outside in (SignIn.Reader[])[staffing, officer]) Assert.Equal(HttpStatusCode.Forbidden, (await outside.Get(path)).Status);
        }

        foreach (var path in decides)
        {
            var token = (await approver.Get("/account")).Token;
            Assert.Equal(HttpStatusCode.Forbidden, (await Holdings.Unchanged(house.Server, () => approver.Send(PersonDesk.Address(id, path), [], token))).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await Holdings.Unchanged(house.Server, () => reviewer.Send(PersonDesk.Address(id, path), [], null))).Status);
        }

        foreach (var path in reads.Append($"notices/{notice}/printed").Append($"objections/{objection}/decision").Append($"notices/{NoticeId.New()}").Append("notices/x"))
            Assert.Equal(HttpStatusCode.NotFound, (await reviewer.Get(PersonDesk.Address(other, path))).Status);
        foreach (var path in decides)
            Assert.Equal(HttpStatusCode.NotFound, (await reviewer.Get(PersonDesk.Address(DemandId.New().Text, path))).Status);
    }
}
