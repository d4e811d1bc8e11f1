using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;

namespace Writ.App.Tests.Neighbors;

/// <summary>The neighbours' feed over HTTP: the whole way by pages, who may see what, and what goes out without signing in.</summary>
public sealed partial class FeedPagesTests
{
    private const string Town = "n44.2w88.5";

    [Fact]
    public async Task A_post_goes_its_whole_way_by_pages()
    {
        await using var server = await WritServer.Start();
        using var author = await Resident(server, 0);
        using var neighbour = await Resident(server, 1);
        var (moderator, _) = await server.SignedIn("moderator");
        var (id, page) = await Begin(author, "suspicious");

        // Appearance is not even asked before the deed is saved.
        Assert.DoesNotContain("name=\"appearance\"", (await author.Get(page)).Body, StringComparison.Ordinal);
        var typed = ("text", "They tried each car door handle in the street.");
        Assert.Equal(HttpStatusCode.BadRequest, (await author.Post(page, page, ("seen", "1"), typed, ("happened", "Last night"), ("appearance", "A dark jacket"))).Status);
        Assert.Equal($"{page}?said=saved", (await author.Post(page, page, ("seen", "1"), typed, ("happened", "Last night"), ("later", "yes"))).Location);
        Assert.Contains("name=\"appearance\"", (await author.Get(page)).Body, StringComparison.Ordinal);

        // Hostile words in each field come back beside it, kept.
        var bad = await author.Post(page, page, ("seen", "2"), ("text", "<script>alert(1)</script> <b>look</b>"), ("happened", "see https://example.org/"), ("appearance", "left \u202Ethgir"), ("age", "yes"));
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        foreach (var word in new[] { "no tags, no markup", "Remove the link", "turn the direction" }) Assert.Contains(word, bad.Body, StringComparison.Ordinal);
        var (_, raw) = await author.GetRaw(page);
        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);

        (string, string)[] all = [("seen", "2"), typed, ("happened", "Last night"), ("appearance", "A dark jacket"), ("age", "yes")];
        for (var i = 0; i < 2; i++) Assert.Equal($"{page}?said=sent", (await author.Post("/feed", page, all)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get(page)).Status);
        Assert.Contains("A moderator reads it next", (await author.Get(page)).Body, StringComparison.Ordinal);

        var desk = $"/desk/feed/posts/{id}";
        Assert.Contains(desk, (await moderator.Get("/desk/feed")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await moderator.Post(desk, $"{desk}/refusal", ("reason", "whatever"))).Status);
        for (var i = 0; i < 2; i++) Assert.Equal("/desk/feed?said=published", (await moderator.Post("/desk/feed", $"{desk}/publication")).Location);
        moderator.Dispose();

        Assert.Contains("car door handle", (await neighbour.Get("/feed")).Body, StringComparison.Ordinal);
        var read = await neighbour.Get(page);
        Assert.Contains("A dark jacket", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Customers[0].Account.Text, read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{page}/deletion", read.Body, StringComparison.Ordinal);
        Assert.Equal($"{page}?said=commented", (await neighbour.Post(page, $"{page}/comments", ("once", IdText.New("cmt")), ("comment", "Thank you."), ("age", "yes"))).Location);
        Assert.Equal($"{page}?said=held", (await neighbour.Post(page, $"{page}/comments", ("once", IdText.New("cmt")), ("comment", "Call 555 010 2030."))).Location);
        Assert.Contains("Thank you.", (await author.Get(page)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("555 010", (await author.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Post(page, $"{page}/deletion")).Status);
        Assert.Equal("/feed/mine?said=deleted", (await author.Post(page, $"{page}/deletion")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get(page)).Status);
        Assert.Equal(0, await server.Count("feed_comment"));
    }

    [Fact]
    public async Task Nobody_opens_a_page_that_is_not_theirs()
    {
        await using var server = await WritServer.Start();
        using var customer = await Resident(server, 0);
        using var officer = await server.SignedInAs("officer");
        var (reviewer, _) = await server.SignedIn("reviewer");
        var (moderator, _) = await server.SignedIn("moderator");
        var id = await Published(server, customer, moderator, "The playground is cleared on Saturday.");
        foreach (var (who, pages) in new (Reader, string[])[]
        {
            (customer, ["/desk/feed", $"/desk/feed/posts/{id}", "/officer/feed", $"/officer/feed/posts/{id}", "/officer/feed/write"]),
            (officer, ["/feed", $"/feed/posts/{id}", "/feed/mine", "/feed/settings", "/feed/drafts", "/feed/rules", $"/feed/posts/{id}/clip", "/desk/feed", $"/desk/feed/posts/{id}"]),
            (reviewer, ["/feed", $"/feed/posts/{id}", "/desk/feed", $"/desk/feed/posts/{id}", "/officer/feed"]),
            (moderator, ["/feed", $"/feed/posts/{id}", "/officer/feed", "/feed/settings"]),
        })
        {
            foreach (var page in pages) Assert.Equal((page, HttpStatusCode.Forbidden), (page, (await who.Get(page)).Status));
        }

        // Not ticked: an officer finds it as little as one that never was.
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"/officer/feed/posts/{id}")).Status);
        foreach (var reader in new[] { reviewer, moderator }) reader.Dispose();
    }

    [Fact]
    public async Task An_officer_s_transcript_is_the_same_in_two_towns_that_differ_in_what_is_not_ticked()
    {
        await using var server = await WritServer.Start();
        using var author = await Resident(server, 0);
        using var neighbour = await Resident(server, 1);
        using var officer = await server.SignedInAs("officer");
        var (moderator, _) = await server.SignedIn("moderator");
        var ticked = await Published(server, author, moderator, "A grey cat sits in our garden.", ("agencies", "yes"));
        var never = IdText.New("pst");

        async Task<string> World()
        {
            var seen = new List<string>();
            foreach (var page in new[] { "/officer/feed", $"/officer/feed/posts/{ticked}", $"/officer/feed/posts/{never}", $"/officer/feed/posts/{never}/clip", "/officer/feed/write", "/officer", $"/requests/asks/{Town}.json" })
            {
                var answer = await officer.Get(page);
                seen.Add($"{page} {(int)answer.Status} {answer.Policy} {string.Join(';', answer.SetCookies.Select(c => c.Split('=')[0]))} {Masked(answer.Body)}");
            }

            return string.Join('\n', seen);
        }

        _ = await World();
        var before = await World();
        var plain = await Published(server, neighbour, moderator, "Words that no agency reads.");
        _ = await author.Post($"/feed/posts/{plain}", $"/feed/posts/{plain}/comments", ("once", IdText.New("cmt")), ("comment", "So it is."), ("age", "yes"));
        _ = await author.Post($"/feed/posts/{plain}", $"/feed/posts/{plain}/flag", ("reason", "advert"));
        _ = await neighbour.Post($"/feed/posts/{ticked}", "/feed/mutes", ("kind", "Post"), ("subject", ticked));
        _ = await Begin(neighbour, "crime");
        Assert.Equal(before, await World());
        Assert.Equal((await officer.Get($"/officer/feed/posts/{never}")).Body, (await officer.Get($"/officer/feed/posts/{plain}")).Body);

        // The control: a tick does change it.
        _ = await Published(server, neighbour, moderator, "Words that an agency may read.", ("agencies", "yes"));
        Assert.NotEqual(before, await World());
        moderator.Dispose();
    }

    [Fact]
    public async Task A_clip_is_put_by_the_author_s_page_alone_and_served_so_that_it_can_do_nothing()
    {
        await using var server = await WritServer.Start();
        using var author = await Resident(server, 0);
        using var neighbour = await Resident(server, 1);
        var (moderator, _) = await server.SignedIn("moderator");
        var (id, page) = await Begin(author, "community");
        byte[] film = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, 0, 0, 0, 12, .. "moovxxxx"u8, 0, 0, 0, 12, .. "mdatyyyy"u8];
        Assert.Equal(HttpStatusCode.BadRequest, await Put(author, null, page, film));
        Assert.Equal(HttpStatusCode.NotFound, await Put(neighbour, (await neighbour.Get("/feed/write")).Token, page, film));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(author, (await author.Get(page)).Token, page, "<html>"u8.ToArray()));
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.NoContent, await Put(author, (await author.Get(page)).Token, page, film));
        Assert.Contains($"\"id\":\"{id}\"", (await author.Get("/feed/drafts")).Body, StringComparison.Ordinal);
        Assert.Contains("media-src 'self'", (await author.Get(page)).Policy, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"{page}/clip")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.Get($"/desk/feed/posts/{id}/clip")).Status);

        Assert.Equal($"{page}?said=sent", (await author.Post(page, page, ("seen", "1"), ("text", "With a clip."), ("age", "yes"))).Location);
        Assert.Equal(HttpStatusCode.Conflict, await Put(author, (await author.Get(page)).Token, page, film));
        Assert.Equal(HttpStatusCode.OK, (await moderator.Get($"/desk/feed/posts/{id}/clip")).Status);
        _ = await moderator.Post("/desk/feed", $"/desk/feed/posts/{id}/publication");
        using (var answer = await neighbour.Open($"{page}/clip"))
        {
            Assert.Equal(film, await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal("video/mp4", answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("default-src 'none'; media-src 'self'; frame-ancestors 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        // A player asks for pieces, and for pieces that are not there.
        using (var piece = await neighbour.Open($"{page}/clip", ("Range", "bytes=4-11")))
        {
            Assert.Equal((HttpStatusCode.PartialContent, "bytes 4-11/40"), (piece.StatusCode, piece.Content.Headers.ContentRange!.ToString()));
            Assert.Equal(film[4..12], await piece.Content.ReadAsByteArrayAsync());
        }

        using (var beyond = await neighbour.Open($"{page}/clip", ("Range", "bytes=40-"))) Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        Assert.Equal("/feed/mine?said=deleted", (await author.Post(page, $"{page}/deletion")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"{page}/clip")).Status);
        moderator.Dispose();
    }

    [Fact]
    public async Task From_a_draft_one_comes_to_the_cameras_with_what_was_typed_saved()
    {
        await using var server = await WritServer.Start();
        using var author = await Resident(server, 0);
        var (id, page) = await Begin(author, "community");
        Assert.Contains("Save, and choose a clip", (await author.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal($"/my/cameras/publish?post={id}", (await author.Post(page, page, ("seen", "1"), ("text", "A cat sits there."), ("later", "clip"))).Location);
        Assert.Contains("A cat sits there.", (await author.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await author.Post(page, page, ("seen", "1"), ("text", "Typed on an older page."), ("later", "clip"))).Status);

        // Nobody's cameras yet: to where it is said how they are connected; and the same for what names no draft.
        foreach (var post in new[] { id, "x", "", "https://example.org/" }) Assert.Equal("/my/cameras", (await author.Get($"/my/cameras/publish?post={Uri.EscapeDataString(post)}")).Location);
        using var home = await Writ.App.Tests.Sources.Cameras.Seat.Of(server, 0);
        using var hub = await Writ.App.Tests.Sources.Cameras.FakeHub.Paired(server, home);
        Assert.Equal($"/my/cameras/{hub.Home}/publish#post={id}", (await author.Get($"/my/cameras/publish?post={id}")).Location);
        Assert.Equal("/my/cameras", (await author.Get("/my/cameras/publish?post=%23x")).Location);
        using var neighbour = await Resident(server, 1);
        Assert.Equal("/my/cameras", (await neighbour.Get($"/my/cameras/publish?post={id}")).Location);
        Assert.DoesNotContain(id, (await neighbour.Get("/feed/drafts")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_comment_is_appealed_by_pages_and_another_moderator_decides()
    {
        await using var server = await WritServer.Start();
        using var author = await Resident(server, 0);
        using var neighbour = await Resident(server, 1);
        var (moderator, _) = await server.SignedIn("moderator");
        var (second, _) = await server.SignedIn("moderator");
        var post = $"/feed/posts/{await Published(server, author, moderator, "The bakery is open on Sunday.")}";
        var id = IdText.New("cmt");
        Assert.Equal($"{post}?said=held", (await neighbour.Post(post, $"{post}/comments", ("once", id), ("comment", "Call 555 010 2030."), ("age", "yes"))).Location);
        var (appeal, desk) = ($"/feed/comments/{id}/appeal", $"/desk/feed/comments/{id}");
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get(appeal)).Status);
        Assert.Equal("/desk/feed?said=refused", (await moderator.Post(desk, $"{desk}/refusal", ("reason", "private-person"))).Location);

        Assert.Contains(appeal, (await neighbour.Get(post)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("555 010", (await author.Get(post)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await author.Get(appeal)).Status);
        Assert.Contains("It tells who somebody is", (await neighbour.Get(appeal)).Body, StringComparison.Ordinal);
        var wrong = await neighbour.Post(appeal, appeal, ("appeal", "See https://example.org/ for <b>why</b>"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("example.org", wrong.Body, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) Assert.Equal($"{post}?said=appealed", (await neighbour.Post("/feed", appeal, ("appeal", "It is the bakery's own number."))).Location);
        Assert.Equal(HttpStatusCode.Conflict, (await neighbour.Post("/feed", appeal, ("appeal", "Once more."))).Status);
        Assert.Contains("Appeal waits", (await neighbour.Get(post)).Body, StringComparison.Ordinal);

        Assert.Contains("You refused it, so another moderator", (await moderator.Get(desk)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await moderator.Post("/desk/feed", $"{desk}/publication")).Status);
        Assert.Contains("own number", (await second.Get(desk)).Body, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) Assert.Equal("/desk/feed?said=published", (await second.Post("/desk/feed", $"{desk}/publication")).Location);
        Assert.Contains("555 010", (await author.Get(post)).Body, StringComparison.Ordinal);
        foreach (var reader in new[] { moderator, second }) reader.Dispose();
    }

    [Fact]
    public async Task A_mail_program_ends_the_mails_by_one_post_without_cookies()
    {
        await using var server = await WritServer.Start();
        using var resident = await Resident(server, 0);
        Assert.Equal("/feed/settings?said=mails", (await resident.Post("/feed/settings", "/feed/settings/mail", ("mail", "Weekly"))).Location);
        var token = await server.Text("SELECT off_token FROM feed_member WHERE mail = 'Weekly'");
        using var stranger = new Reader(server);
        Assert.Contains("End the mails", (await stranger.Get($"/feed/off/{token}")).Body, StringComparison.Ordinal);
        Assert.Equal("Weekly", await server.Text("SELECT mail FROM feed_member"));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var ended = await server.Http.PostAsync($"feed/off/{token}", form);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal("Off", await server.Text("SELECT mail FROM feed_member"));
        using var again = await server.Http.PostAsync($"feed/off/{token}", null);
        Assert.Equal((HttpStatusCode.OK, await Plain(ended)), (again.StatusCode, await Plain(again)));
    }

    [Fact]
    public async Task A_passer_by_asks_without_an_account_and_homes_fetch_it()
    {
        await using var server = await WritServer.Start();
        using var stranger = new Reader(server);
        (string, string)[] good = [("once", IdText.New("ask")), ("from", "2026-03-10 09:00"), ("to", "2026-03-10 10:00"), ("wore", "A red coat"), ("wish", "Delete"), ("who", "Myself"), ("mail", "")];
        var fine = await stranger.Post("/ask", "/ask", [.. good, ("place", "44.2917361, -88.4057742")]);
        Assert.Equal(HttpStatusCode.BadRequest, fine.Status);
        Assert.DoesNotContain("2917361", fine.Body, StringComparison.Ordinal);
        Assert.Contains("A red coat", fine.Body, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) Assert.Equal("/ask/sent", (await stranger.Post("/ask", "/ask", [.. good, ("place", "44.2, -88.4")])).Location);
        Assert.Equal(1, await server.Count("feed_ask"));
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/ask/sent")).Status);

        var (moderator, _) = await server.SignedIn("moderator");
        var id = await server.Text("SELECT id FROM feed_ask");
        Assert.Contains("A red coat", (await moderator.Get($"/desk/feed/asks/{id}")).Body, StringComparison.Ordinal);
        Assert.Equal("/desk/feed?said=published", (await moderator.Post("/desk/feed", $"/desk/feed/asks/{id}/publication")).Location);
        moderator.Dispose();
        server.Time.Now = server.Time.Now.AddMinutes(15);
        var cell = CoarseCell.Of(44.25, -88.45);
        while (AskFile.Read(await server.Http.GetByteArrayAsync($"requests/asks/{cell}.json"), cell).Value.Count == 0) await Task.Delay(20);
        using var answer = await server.Http.GetAsync($"requests/asks/{cell}.json");
        Assert.DoesNotContain(answer.Headers, h => h.Key is "ETag" or "Set-Cookie" or "Writ-Checkpoint");
        Assert.Null(answer.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync("requests/asks/n44.29w88.41.json")).StatusCode);
        using var resident = await Resident(server, 0);
        Assert.Contains("A red coat", (await resident.Get($"/feed/asks/{id}")).Body, StringComparison.Ordinal);
        Assert.Contains("A passer-by asks", (await resident.Get("/feed")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_browser_sends_for_messages_is_checked_and_switched_off_by_one_press()
    {
        await using var server = await WritServer.Start();
        using var resident = await Resident(server, 0);
        var token = (await resident.Get("/feed/settings")).Token;
        async Task<HttpStatusCode> On(string json)
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = resident.Cookies }) { BaseAddress = new Uri(resident.Origin) };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/feed/push") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("RequestVerificationToken", token);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        const string Keys = "\"p256dh\":\"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\",\"auth\":\"BTBZMqHH6r4Tts7J_aSIgg\"";
        foreach (var bad in new[] { "", "[]", "{}", "null", "{\"endpoint\":1}", "{\"endpoint\":\"https://push.example.net/x\"}" }) Assert.Equal(HttpStatusCode.BadRequest, await On(bad));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await On($"{{\"endpoint\":\"https://169.254.169.254/x\",{Keys}}}"));
        Assert.Equal(HttpStatusCode.NoContent, await On($"{{\"endpoint\":\"https://push.example.net/x\",{Keys}}}"));
        Assert.Equal(1, await server.Count("feed_push"));
        Assert.Equal("/feed/settings?said=push-off", (await resident.Post("/feed/settings", "/feed/push/end")).Location);
        Assert.Equal(0, await server.Count("feed_push"));
    }

    private static async Task<Reader> Resident(WritServer server, int customer)
    {
        var reader = await server.SignedInCustomer(customer);
        Assert.Equal("/feed/settings?said=placed", (await reader.Post("/feed/settings", "/feed/settings", ("place", Town), ("reach", "Near"))).Location);
        return reader;
    }

    private static async Task<(string Id, string Page)> Begin(Reader author, string category)
    {
        var once = IdText.New("pst");
        for (var i = 0; i < 2; i++) Assert.Equal($"/feed/posts/{once}", (await author.Post("/feed/write", "/feed/write", ("once", once), ("category", category), ("near", Town))).Location);
        return (once, $"/feed/posts/{once}");
    }

    private static async Task<string> Published(WritServer server, Reader author, Reader moderator, string text, params (string, string)[] more)
    {
        _ = server;
        var (id, page) = await Begin(author, "community");
        Assert.Equal($"{page}?said=sent", (await author.Post(page, page, [("seen", "1"), ("text", text), ("age", "yes"), .. more])).Location);
        Assert.Equal("/desk/feed?said=published", (await moderator.Post("/desk/feed", $"/desk/feed/posts/{id}/publication")).Location);
        return id;
    }

    private static async Task<HttpStatusCode> Put(Reader reader, string? token, string page, byte[] file)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = reader.Cookies }) { BaseAddress = new Uri(reader.Origin) };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{page}/clip") { Content = new ByteArrayContent(file) };
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<string> Plain(HttpResponseMessage answer) => Masked(await answer.Content.ReadAsStringAsync());

    // What is drawn anew each time: forms' ids.
    private static string Masked(string body) => Once().Replace(body, "once");

    [GeneratedRegex("name=\"once\" value=\"[a-z]+_[0-9a-z]+\"")]
    private static partial Regex Once();
}
