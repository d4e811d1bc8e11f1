using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Officers;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Tests.Neighbors;

/// <summary>Requests to homes over HTTP: the whole way by pages, who may see what, and files that are the same for everybody.</summary>
public sealed class RequestPagesTests
{
    internal static readonly (string Name, string Value)[] Good =
    [
        ("seen", "1"), ("case", "26-0001"), ("incident", "burglary"), ("incident-at", "2026-03-10 09:00"), ("from", "2026-03-10 08:00"), ("to", "2026-03-10 10:00"), ("pass", ""),
        ("point", "44.290500, -88.405500"), ("area", "44.287000, -88.410000\n44.287000, -88.401000\n44.294000, -88.401000\n44.294000, -88.410000"),
        ("facts", "A garage was opened with a tool."), ("looking-for", "A grey van with a ladder."), ("contact", "Investigations, 555-0117"), ("sworn", "yes"),
    ];

    [Fact]
    public async Task A_request_goes_its_whole_way_by_pages_and_stands_in_public_for_ever()
    {
        await using var server = await WritServer.Start();
        using var author = await server.SignedInAs("officer");
        using var supervisor = await Supervisor(server);
        var (moderator, _) = await server.SignedIn("moderator");
        using var reader = new Reader(server);

        var once = RequestId.New().Text;
        for (var i = 0; i < 2; i++) Assert.Equal($"/officer/requests/{once}", (await author.Post("/officer/requests", "/officer/requests", ("once", once))).Location);
        var page = $"/officer/requests/{once}";
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.Get(page)).Status);

        var bad = await author.Post(page, page, With(("area", "0, 0\n0.01, 0.01\n0, 0.01\n0.01, 0"), ("facts", "<b>Look at example.org</b>\u202E")));
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Contains("crosses or touches itself", bad.Body, StringComparison.Ordinal);
        Assert.Contains("Remove the link", bad.Body, StringComparison.Ordinal);
        Assert.Contains("grey van", bad.Body, StringComparison.Ordinal);

        for (var i = 0; i < 2; i++) Assert.Equal($"{page}?said=sent", (await author.Post("/officer/requests", page, Good)).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await author.Post(page, $"{page}/approval")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.Get($"/desk/requests/{once}")).Status);
        for (var i = 0; i < 2; i++) Assert.Equal($"{page}?said=approved", (await supervisor.Post(page, $"{page}/approval")).Location);

        var desk = $"/desk/requests/{once}";
        Assert.Equal(HttpStatusCode.BadRequest, (await moderator.Post(desk, $"{desk}/publication")).Status);
        for (var i = 0; i < 2; i++) Assert.Equal($"{desk}?said=published", (await moderator.Post(desk, $"{desk}/publication", ("read", "yes"))).Location);

        // Into the record, and at the next beat into the file of the region.
        await Until(async () => (await reader.Get($"/requests/{once}")).Body.Contains("grey van", StringComparison.Ordinal));
        server.Time.Now = server.Time.Now.AddMinutes(15);
        var cell = CoarseCell.Of(44.29, -88.405);
        await Until(async () => RegionFile.Read(await server.Http.GetByteArrayAsync($"requests/regions/{cell}.json"), cell).Value.Count == 1);
        Assert.Contains("Agency of officer", (await reader.Get("/requests")).Body, StringComparison.Ordinal);

        Assert.Equal($"{page}?said=resolved", (await author.Post(page, $"{page}/outcome", ("outcome", "not-helped"))).Location);
        await Until(async () => (await reader.Get($"/requests/{once}")).Body.Contains("nothing helped", StringComparison.Ordinal));
        Assert.Contains("grey van", (await reader.Get($"/requests/{once}")).Body, StringComparison.Ordinal);
        moderator.Dispose();
    }

    [Fact]
    public async Task Whatever_homes_do_the_files_and_the_agency_s_pages_are_the_same()
    {
        await using var server = await WritServer.Start();
        using var author = await server.SignedInAs("officer");
        using var supervisor = await Supervisor(server);
        var (moderator, _) = await server.SignedIn("moderator");
        var id = RequestId.New().Text;
        _ = await author.Post("/officer/requests", "/officer/requests", ("once", id));
        _ = await author.Post("/officer/requests", $"/officer/requests/{id}", Good);
        _ = await supervisor.Post("/officer/requests", $"/officer/requests/{id}/approval");
        _ = await moderator.Post("/desk/requests", $"/desk/requests/{id}/publication", ("read", "yes"));
        moderator.Dispose();
        server.Time.Now = server.Time.Now.AddMinutes(15);
        var (cell, empty) = (CoarseCell.Of(44.29, -88.405), CoarseCell.Of(1, 1));
        await Until(async () => RegionFile.Read(await server.Http.GetByteArrayAsync($"requests/regions/{cell}.json"), cell).Value.Count == 1);
        await Until(async () => (await author.Get($"/requests/{id}")).Status == HttpStatusCode.OK);

        async Task<string> World()
        {
            var seen = new List<string>();
            foreach (var page in new[] { "/officer/requests", $"/officer/requests/{id}", "/requests", $"/requests/{id}", $"/requests/{id}.json", $"/requests/regions/{cell}.json" })
                seen.Add(Masked((await author.Get(page)).Body));
            return string.Join('\n', seen);
        }

        // First nobody polls; then many do, with whatever they send along.
        var silent = await World();
        var answers = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"requests/regions/{cell}.json");
            request.Headers.TryAddWithoutValidation("If-None-Match", $"\"{i}\"");
            request.Headers.TryAddWithoutValidation("If-Modified-Since", "Tue, 10 Mar 2026 12:15:00 GMT");
            request.Headers.TryAddWithoutValidation("Cookie", $"hub={i}");
            request.Headers.TryAddWithoutValidation("Range", "bytes=0-10");
            using var response = await server.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain(response.Headers, h => h.Key is "ETag" or "Set-Cookie" or "Writ-Checkpoint");
            Assert.Null(response.Content.Headers.LastModified);
            answers.Add(string.Join('\n', response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}"))
                + Convert.ToHexString(await response.Content.ReadAsByteArrayAsync()));
        }

        Assert.Single(answers);
        Assert.Equal(silent, await World());
        Assert.Equal((await server.Http.GetByteArrayAsync($"requests/regions/{empty}.json")).Length, (await server.Http.GetByteArrayAsync($"requests/regions/{cell}.json")).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync("requests/regions/n44.29w88.41.json")).StatusCode);
    }

    [Fact]
    public async Task Nobody_opens_a_page_that_is_not_theirs()
    {
        await using var server = await WritServer.Start();
        using var officer = await server.SignedInAs("officer");
        using var stranger = await server.SignedInAs("other-officer");
        var (reviewer, _) = await server.SignedIn("reviewer");
        var (moderator, _) = await server.SignedIn("moderator");
        var (outside, _) = await server.SignedIn("outside-approver");
        var id = RequestId.New().Text;
        _ = await officer.Post("/officer/requests", "/officer/requests", ("once", id));
        _ = await officer.Post("/officer/requests", $"/officer/requests/{id}", Good);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/officer/requests/{id}")).Status);
        Assert.Equal((await stranger.Get("/officer/requests/rqs_0000000000000000")).Body, (await stranger.Get($"/officer/requests/{id}")).Body);
        foreach (var (who, page) in new[]
        {
            (officer, "/desk/requests"), (officer, "/outside/requests"), (officer, "/desk/supervisors"), (reviewer, "/officer/requests"), (reviewer, "/desk/requests"), (reviewer, "/outside/requests"),
            (moderator, "/outside/requests"), (moderator, "/officer/requests"), (outside, "/desk/requests"), (outside, $"/desk/requests/{id}"),
        }) Assert.Equal(HttpStatusCode.Forbidden, (await who.Get(page)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await outside.Get($"/outside/requests/{id}")).Status);
        Assert.Equal("/desk/requests", (await moderator.Get("/home")).Location);
        foreach (var reader in new[] { reviewer, moderator, outside }) reader.Dispose();
    }

    /// <summary>One search cut into cases: a few pass, then the month's budget says no; and whoever looks up the agency sees all of them.</summary>
    [Fact]
    public async Task An_agency_that_splits_one_search_into_twenty_cases_meets_its_budget_and_its_public_profile_shows_what_it_asked()
    {
        await using var server = await WritServer.Start();
        using var author = await server.SignedInAs("officer");
        using var supervisor = await Supervisor(server);
        var (moderator, _) = await server.SignedIn("moderator");
        using var anybody = new Reader(server);
        var asked = new List<string>();
        var stopped = 0;
        for (var i = 0; i < 20; i++)
        {
            var id = RequestId.New().Text;
            Assert.Equal($"/officer/requests/{id}", (await author.Post("/officer/requests", "/officer/requests", ("once", id))).Location);
            var sent = await author.Post("/officer/requests", $"/officer/requests/{id}", With(("case", $"26-1{i:00}"), ("incident-at", "2026-03-10 09:00"), ("from", "2026-03-09 23:00"), ("to", "2026-03-10 11:00")));
            if (sent.Location != $"/officer/requests/{id}?said=sent")
            {
                Assert.Contains("dwelling-hours", sent.Body, StringComparison.Ordinal);
                stopped++;
                continue;
            }

            _ = await supervisor.Post("/officer/requests", $"/officer/requests/{id}/approval");
            Assert.Equal($"/desk/requests/{id}?said=published", (await moderator.Post("/desk/requests", $"/desk/requests/{id}/publication", ("read", "yes"))).Location);
            asked.Add(id);
        }

        Assert.InRange(asked.Count, 1, 6);
        Assert.Equal(20, asked.Count + stopped);
        var profile = $"/requests/by/{(await server.Store.Look(work => AccessTokens.Find(work, server.TokenOf("officer"), server.Time.Now)))!.Agency!.Value.Text}";
        await Until(async () => (await anybody.Get(profile)) is var page && asked.TrueForAll(id => page.Body.Contains($"/requests/{id}", StringComparison.Ordinal)));
        Assert.Equal(asked.Count, System.Text.RegularExpressions.Regex.Count((await anybody.Get(profile)).Body, "href=\"/requests/rqs_[0-9a-z]{16}\""));
        moderator.Dispose();
    }

    internal static async Task<Reader> Supervisor(WritServer server)
    {
        var agency = (await server.Store.Look(work => AccessTokens.Find(work, server.TokenOf("officer"), server.Time.Now)))!.Agency!.Value;
        var officer = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{agency.Text}/officers", new EnrolOfficerRequest("Lieutenant"))).Value;
        var (desk, _) = await server.SignedIn("desk");
        Assert.Equal("/desk/supervisors?said=named", (await desk.Post("/desk/supervisors", "/desk/supervisors", ("officer", officer.Id))).Location);
        desk.Dispose();
        var invitation = (await server.Desk.Post<Writ.App.SignIn.Invite.InvitationView>($"api/v1/officers/{officer.Id}/invitations")).Value;
        var reader = new Reader(server);
        Assert.Equal(303, (int)(await reader.Accept(invitation.Link, reader.NewPasskey())).Status);
        return reader;
    }

    internal static (string Name, string Value)[] With(params (string Name, string Value)[] others) =>
        [.. Good.Where(g => others.All(o => o.Name != g.Name)), .. others];

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds()) await Task.Delay(20);
    }

    // Ids that forms bring, to be sent once.
    private static string Masked(string page) => System.Text.RegularExpressions.Regex.Replace(page, "name=\"once\" value=\"[^\"]*\"", string.Empty);
}
