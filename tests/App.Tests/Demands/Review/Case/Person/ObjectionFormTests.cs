using System.Net;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Review.Case.Person;

/// <summary>An objection is read, its file taken, and decided with a reason that the person reads.</summary>
public sealed class ObjectionFormTests
{
    [Fact]
    public async Task The_file_is_handed_on_as_octets_and_that_it_was_taken_is_recorded()
    {
        await using var house = await NoticeHouse.Open();
        var (id, objection) = await house.Objected("<script>alert(1)</script> It was not me.\u202E", PersonDesk.Paper);
        using var approver = await house.Server.Staff("approver");
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = approver.Cookies });
        for (var i = 0; i < 2; i++)
        {
            using var answer = await http.GetAsync(approver.Origin + PersonDesk.Address(id, $"objections/{objection}/file"));
            Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal(PersonDesk.Paper.Content, await answer.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal(1, await house.Server.Count("demand_event", $"kind = 'objection-file-taken' AND note = '{objection}'"));
        var page = await approver.Get(DeskPeople.Case(id));
        page.Is(HttpStatusCode.OK, "Took the file of an objection");
        Assert.Contains("letter of my lawyer.pdf", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", (await approver.GetRaw(DeskPeople.Case(id))).Body, StringComparison.OrdinalIgnoreCase);
        house.Server.Time.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(HttpStatusCode.OK, (await approver.Get(PersonDesk.Address(id, $"objections/{objection}/file"))).Status);
        Assert.Equal(2, await house.Server.Count("demand_event", "kind = 'objection-file-taken'"));
    }

    [Fact]
    public async Task Upheld_the_items_must_be_decided_again()
    {
        await using var house = await NoticeHouse.Open();
        var (id, objection) = await house.Objected();
        using var reviewer = await house.Server.Staff("reviewer");
        (await reviewer.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "Somebody objects");
        var path = PersonDesk.Address(id, $"objections/{objection}/decision");
        var form = await reviewer.Get(path);
        form.Is(HttpStatusCode.OK, "They must be decided again, and give nothing without a new notice");
        foreach (var _ in (int[])[1, 2]) (await reviewer.Send(path, [("decision", "uphold"), ("reason", "The warrant names somebody else.")], form.Token)).Goes(id, "upheld");

        var page = await reviewer.Get(DeskPeople.Case(id) + "?said=upheld");
        page.Is(HttpStatusCode.OK, "You upheld the objection. The items it is about must be decided again.");
        Assert.Contains("Decide again", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody objects", page.Body, StringComparison.Ordinal);
        Assert.Equal(1, await house.Server.Count("demand_event", "kind = 'objection-upheld'"));
        Assert.Equal("/desk/demands/" + id + "?said=decided", (await reviewer.Decide(id, "send", DeskPeople.Refuse())).Location);
        Assert.DoesNotContain("Decide again", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overruled_the_decision_stands_and_a_colleagues_form_is_refused_with_its_words_kept()
    {
        await using var house = await NoticeHouse.Open();
        var (id, objection) = await house.Objected();
        using var reviewer = await house.Server.Staff("reviewer");
        using var other = await house.Server.Staff("reviewer", "Colleague");
        var path = PersonDesk.Address(id, $"objections/{objection}/decision");
        var token = (await other.Get(path)).Token;
        (await reviewer.Form(id, $"objections/{objection}/decision", ("decision", "overrule"), ("reason", "The warrant is in order."))).Goes(id, "overruled");

        var late = await other.Send(path, [("decision", "uphold"), ("reason", "My long thought.")], token);
        late.Is(HttpStatusCode.Conflict, "This objection was decided already");
        Assert.Contains("My long thought.", late.Body, StringComparison.Ordinal);
        (await other.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "The warrant is in order.");
        Assert.Equal("decided", (await house.Case(id)).State);
    }

    [Theory]
    [InlineData("", "Why.", "Decide uphold or overrule.")]
    [InlineData("sometimes", "", "Decide uphold or overrule.")]
    [InlineData("uphold", "", "Fill this in")]
    [InlineData("overrule", "a\u0007b", "Remove control characters")]
    public async Task Every_fault_is_said_at_once(string decision, string reason, string fault)
    {
        await using var house = await NoticeHouse.Open();
        var (id, objection) = await house.Objected();
        using var reviewer = await house.Server.Staff("reviewer");
        var page = await reviewer.Form(id, $"objections/{objection}/decision", ("decision", decision), ("reason", reason));
        page.Is(HttpStatusCode.BadRequest, fault);
        if (decision == "sometimes") Assert.Contains("Fill this in", page.Body, StringComparison.Ordinal);
        if (reason == "Why.") Assert.Contains("value=\"Why.\"", page.Body, StringComparison.Ordinal);
        Assert.Equal("open", (await house.Case(id)).Objections[0].State);
        var long1 = await reviewer.Form(id, $"objections/{objection}/decision", ("decision", "uphold"), ("reason", new string('x', 501)));
        long1.Is(HttpStatusCode.BadRequest, "Shorten this to at most 500 characters.");
    }
}
