using System.Net;
using System.Text;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>An officer writes a demand over many visits; nothing of it is lost, read by others, or sent twice.</summary>
public sealed class DraftTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string[] Steps = ["", "/reference", "/instrument", "/authority", "/dates", "/gag", "/items", "/items/new", "/file", "/check", "/deletion"];

    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task A_draft_becomes_one_demand_with_everything_that_was_answered()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server, "26-CR-one");
        var check = await officer.Get(draft + "/check");
        Assert.Contains("It can be sent", check.Body, StringComparison.Ordinal);

        var sent = await officer.SendDraft(draft);

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var filed = await officer.Get(sent.Location!);
        Assert.Contains("Demand sent", filed.Body, StringComparison.Ordinal);
        Assert.Contains("What happens next", filed.Body, StringComparison.Ordinal);
        Assert.Equal(1, await server.Count("demand", "agency_reference = '26-CR-one' AND instrument = 'us/search-warrant' AND authority_kind = 'court' AND state = 'Received'"));
        Assert.StartsWith("writ.promise/v1\n", (await officer.Get(sent.Location!.Replace("/filed", "/promise", StringComparison.Ordinal))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_again_by_double_click_back_or_a_second_tab_it_is_filed_once()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server, "26-CR-twice");
        var check = await officer.Get(draft + "/check");
        (string, string)[] form = [("seen", OfficerDesk.Seen(check)), ("declared", "yes")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => officer.Send(draft + "/check", form, check.Token)));

        Assert.Single(answers.Select(a => (a.Status, a.Location)).Distinct());
        Assert.Equal(HttpStatusCode.SeeOther, answers[0].Status);
        Assert.Equal(1, await server.Count("demand", "agency_reference = '26-CR-twice'"));
        foreach (var step in Steps) Assert.Equal(answers[0].Location, (await officer.Get(draft + step)).Location);
        Assert.Equal(answers[0].Location, (await officer.Send(draft + "/reference", [("seen", "99"), ("reference", "other")], check.Token)).Location);
        Assert.Equal(0, await server.Count("demand_draft", "demand_id IS NOT NULL AND (content IS NOT NULL OR file_blob IS NOT NULL)"));
    }

    [Fact]
    public async Task Begun_twice_by_one_form_it_is_one_draft()
    {
        using var officer = await server.Officer();
        var page = await officer.Get("/officer/new");
        var once = page.Body.Split("name=\"once\" value=\"")[1][..20];

        var first = await officer.Send("/officer/drafts", [("once", once)], page.Token);
        var second = await officer.Send("/officer/drafts", [("once", once)], page.Token);

        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1, await server.Count("demand_draft", $"id = '{once}'"));
        using var other = await server.Officer("other-officer");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post("/officer/new", "/officer/drafts", ("once", once))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Post("/officer/new", "/officer/drafts", ("once", "x"))).Status);
    }

    [Fact]
    public async Task Nobody_else_can_tell_a_draft_from_none()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server, "26-CR-mine");
        using var other = await server.Officer("other-officer");
        using var staff = await server.Staff();
        using var nobody = new SignIn.Reader(server);
        var token = (await other.Get("/officer/new")).Token;
        foreach (var step in Steps)
        {
            var theirs = await other.Get(draft + step);
            var none = await other.Get("/officer/drafts/drf_0000000000000000" + step);
            Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
            Assert.Equal(none.Body, theirs.Body);
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get(draft + step)).Status);
            Assert.StartsWith("/sign-in", (await nobody.Get(draft + step)).Location, StringComparison.Ordinal);
        }

        foreach (var step in new[] { "/reference", "/instrument", "/authority", "/dates", "/gag", "/file", "/check", "/deletion", "/items/dit_0000000000000000", "/items/dit_0000000000000000/removal" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Send(draft + step, [("seen", "9"), ("reference", "stolen")], token)).Status);
        Assert.Contains("26-CR-mine", (await officer.Get(draft + "/reference")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_does_not_lie_readable_in_the_data_folder()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        await officer.Step(draft, "reference", ("reference", "Readable-Reference"));
        await officer.AddItem(draft, "email", "sought-person@example.org", "content");
        await officer.File(draft, "warrant.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 Readable-Paper " + new string('x', 60_000)));

        // What is no secret is found, so looking finds; a lock is empty and cannot be opened.
        var found = false;
        foreach (var (path, bytes) in LiveFiles.Of(server.Folder.Root))
        {
            found |= bytes.AsSpan().IndexOf("Agency of officer"u8) >= 0;
            foreach (var word in new[] { "Readable-Reference", "sought-person", "Readable-Paper" })
                Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word)) < 0, $"{word} in {path}");
        }

        Assert.True(found);
    }

    [Fact]
    public async Task It_is_deleted_with_its_file_and_twice_is_as_good_as_once()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        await officer.File(draft, "warrant.pdf", "%PDF-1.7 x"u8.ToArray());
        var blobs = await server.Blobs();
        var token = (await officer.Get(draft + "/deletion")).Token;

        Assert.Equal("/officer?said=draft-deleted", (await officer.Send(draft + "/deletion", [], token)).Location);

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get(draft)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Send(draft + "/deletion", [], token)).Status);
        Assert.Equal(blobs - 1, await server.Blobs());
    }

    [Fact]
    public async Task A_session_that_ends_takes_no_saved_answer_with_it()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        await officer.Step(draft, "reference", ("reference", "26-CR-kept"));
        var form = await officer.Get(draft + "/authority");
        await officer.Post("/account", "/sign-out/everywhere");

        var late = await officer.Send(draft + "/authority", [("seen", OfficerDesk.Seen(form)), ("authority/name", "Court")], form.Token);

        Assert.StartsWith("/sign-in", late.Location, StringComparison.Ordinal);
        using var again = await server.Officer();
        Assert.Contains("26-CR-kept", (await again.Get(draft + "/reference")).Body, StringComparison.Ordinal);
        Assert.Contains("26-CR-kept", (await again.Get("/officer")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_drafts_are_the_most()
    {
        await using var own = await WritServer.Start();
        using var officer = await own.Officer();
        for (var i = 0; i < 50; i++) await officer.Begin();
        var page = await officer.Get("/officer/new");
        var refused = await officer.Send("/officer/drafts", [("once", "drf_0000000000000000")], page.Token);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("demands-drafts-too-many", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_thirty_days_it_is_gone_with_its_file_and_what_was_sent_stays()
    {
        await using var own = await WritServer.Start();
        using var officer = await own.Officer();
        var left = await officer.Complete(own, "26-CR-left");
        var sent = (await officer.SendDraft(await officer.Complete(own, "26-CR-sent"))).Location!;
        own.Time.Now += TimeSpan.FromDays(30);
        using var later = await own.Officer();

        Assert.Equal(HttpStatusCode.NotFound, (await later.Get(left)).Status);

        while (await own.Count("demand_draft") > 0) await Task.Delay(20);
        await Waiting.Until(async () => await own.Blobs() == 1);
        Assert.Equal(HttpStatusCode.OK, (await later.Get(sent)).Status);
    }

    [Fact]
    public async Task An_agency_that_is_not_verified_can_prepare_and_not_send()
    {
        using var newcomer = await server.Officer("newcomer");
        Assert.Contains("is not verified yet", (await newcomer.Get("/officer/new")).Body, StringComparison.Ordinal);
        var draft = await newcomer.Complete(server, "26-CR-new");
        var check = await newcomer.Get(draft + "/check");
        Assert.DoesNotContain("Send the demand", check.Body, StringComparison.Ordinal);

        var refused = await newcomer.Send(draft + "/check", [("seen", $"{await Version(draft)}"), ("declared", "yes")], (await newcomer.Get(draft + "/reference")).Token);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(0, await server.Count("demand", "agency_reference = '26-CR-new'"));
        Assert.Equal(HttpStatusCode.OK, (await newcomer.Get(draft)).Status);
    }

    private async Task<string> Version(string draft) => await server.Text($"SELECT version FROM demand_draft WHERE id = '{draft.Split('/')[^1]}'");
}
