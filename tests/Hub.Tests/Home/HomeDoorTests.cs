using Writ.Base;
using Writ.Hub.Home;
using Writ.Hub.Sync;

namespace Writ.Hub.Tests.Home;

/// <summary>Who gets in at the hub's own address, and from where.</summary>
public sealed class HomeDoorTests : HomeHouse
{
    private IEnumerable<(HomeRoute Route, string Path)> Routes => Desk.Routes.All.Select(route => (route, "/my/cameras/" + route.Path
        .Replace("{home}", Shelf.Chain.Home.Text, StringComparison.Ordinal).Replace("{camera}", Shelf.Camera.Text, StringComparison.Ordinal)
        .Replace("{clip}", ClipId.New().Text, StringComparison.Ordinal).Replace("{part}", "video", StringComparison.Ordinal)
        .Replace("{live}", LiveId.New().Text, StringComparison.Ordinal).Replace("{number}", "0", StringComparison.Ordinal)
        .Replace("{member}", "1", StringComparison.Ordinal).Replace("{name}", "K7Q2", StringComparison.Ordinal)));

    [Fact]
    public async Task Without_a_code_nothing_answers_but_the_way_in_and_what_it_looks_like()
    {
        foreach (var (route, path) in Routes)
        {
            var told = await Ask(null, route.Method, path, []);
            Assert.Equal((401, "hub-not-let-in"), (told.Status, told.Code));
            Assert.Equal(401, (await Ask(new string('a', 64), route.Method, path, [])).Status);
        }

        foreach (var page in (string[])["/my/cameras", $"{Home}/people", $"{Home}/watch/{Shelf.Camera}"])
        {
            var told = await Ask(null, "GET", page);
            Assert.Equal((303, "/let-in"), (told.Status, told.Headers["Location"]));
        }

        Assert.Empty(There.Asked);
        Assert.Equal(200, (await Ask(null, "GET", "/let-in")).Status);
        foreach (var file in HomeShells.Own.Addresses) Assert.Equal(200, (await Ask(null, "GET", file)).Status);
        Assert.Equal(401, (await Ask(null, "GET", "/assets/other.css")).Status);
    }

    [Fact]
    public async Task Who_only_watches_does_nothing_that_is_the_owners()
    {
        var member = LetIn(HomeRole.Member);
        var owners = Routes.Where(r => r.Route.Least == HomeRole.Owner).ToList();
        Assert.True(owners.Count > 10);
        foreach (var (route, path) in owners)
        {
            var told = await Ask(member, route.Method, path, []);
            Assert.Equal((403, "sources-not-the-owner"), (told.Status, told.Code));
        }

        Assert.Empty(There.Asked);
        Assert.Equal("member", (await Get(member, "state")).As<Writ.Base.Footage.HomeStateView>().Role);
    }

    [Fact]
    public async Task What_needs_the_account_is_done_by_nobody_here_and_the_server_is_not_asked()
    {
        var owner = LetIn(HomeRole.Owner);
        foreach (var (method, path) in new[] { ("POST", $"{Home}/members"), ("DELETE", Home), ("POST", $"{Home}/membership"), ("POST", "/my/cameras/pairings/K7Q2") })
        {
            var told = await Ask(owner, method, path, []);
            Assert.Equal((403, "hub-only-at-the-site"), (told.Status, told.Code));
        }

        Assert.Empty(There.Asked);
    }

    [Fact]
    public async Task Another_name_that_was_turned_to_this_address_gets_nothing()
    {
        var owner = LetIn(HomeRole.Owner);
        foreach (var host in (string[])["evil.example", "localhost.evil.example", "127.0.0.1", "192.168.1.20", "[::1]", "LOCALHOST.", "hub.local"])
        {
            foreach (var path in (string[])["/my/cameras", "/my/cameras/homes", "/let-in", HomeShells.Own.Addresses.First()])
            {
                var told = await Ask(owner, "GET", path, otherwise: request => request.Headers.Host = host);
                Assert.Equal((403, "hub-request-from-elsewhere"), (told.Status, told.Code));
            }
        }
    }

    [Fact]
    public async Task A_change_that_does_not_come_from_its_own_page_is_not_made()
    {
        var owner = LetIn(HomeRole.Owner);
        var clip = Shelf.Keep();
        var path = $"{Home}/clips/{clip.Clip}";
        Action<HttpRequestMessage>[] ways =
        [
            r => r.Headers.Remove("Origin"),
            r => Set(r, "Origin", "null"),
            r => Set(r, "Origin", "http://localhost:1"),
            r => Set(r, "Origin", Origin.Replace("http:", "https:", StringComparison.Ordinal)),
            r => Set(r, "Origin", Origin + ".evil.example"),
            r => r.Headers.Add("Sec-Fetch-Site", "same-site"),
            r => r.Headers.Add("Sec-Fetch-Site", "cross-site"),
            r => r.Headers.Remove("RequestVerificationToken"),
            r => Set(r, "RequestVerificationToken", HomeAccess.ProofOf(new string('0', 64))),
        ];
        foreach (var way in ways)
        {
            var told = await Ask(owner, "DELETE", path, otherwise: way);
            Assert.Equal((403, "hub-request-from-elsewhere"), (told.Status, told.Code));
        }

        Assert.Single(Shelf.Clips.All());
        Assert.Equal(204, (await Ask(owner, "DELETE", path, otherwise: r => r.Headers.Add("Sec-Fetch-Site", "same-origin"))).Status);
        Assert.Empty(Shelf.Clips.All());
    }

    [Fact]
    public async Task A_code_is_typed_once_and_the_cookie_is_for_this_site_alone()
    {
        Assert.Equal(303, (await Form("/let-in/codes", "")).Status);
        var code = Desk.Access.Codes!.Owner!;
        var wrong = await Form("/let-in", "code=00000000");
        Assert.Equal(403, wrong.Status);
        Assert.Contains("none of the codes", wrong.Text, StringComparison.Ordinal);
        var right = await Form("/let-in", $"code={code}");
        Assert.Equal((303, "/my/cameras"), (right.Status, right.Headers["Location"]));
        var cookie = right.Headers["Set-Cookie"];
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var token = cookie.Split('=', 2)[1].Split(';')[0];
        Assert.Equal(200, (await Ask(token, "GET", "/my/cameras")).Status);
        Assert.Equal(403, (await Form("/let-in", $"code={code}")).Status);
        Assert.Equal(303, (await Ask(token, "POST", "/let-out", [])).Status);
        Assert.Equal(303, (await Ask(token, "GET", "/my/cameras")).Status);
    }

    [Fact]
    public async Task Files_of_open_requests_come_through_the_hub_for_whom_it_let_in()
    {
        var member = LetIn(HomeRole.Member);
        var file = await Ask(member, "GET", "/requests/regions/n44.2w88.5.json");
        Assert.Equal((200, 16_384), (file.Status, file.Bytes.Length));
        Assert.Contains("\"region\":\"n44.2w88.5\"", file.Text, StringComparison.Ordinal);
        Assert.Equal(401, (await Ask(null, "GET", "/requests/regions/n44.2w88.5.json")).Status);
        foreach (var name in (string[])["n44.2w88.json", "n44.25w88.5.json", "n44.2w88.5", "n44.2w88.5.json/x", "../../db/writ.db", "%2e%2e.json"])
            Assert.Equal(404, (await Ask(member, "GET", "/requests/regions/" + name)).Status);
        Away = true;
        Assert.Equal((503, SyncRefusals.Unreachable.Code), ((await Ask(member, "GET", "/requests/regions/n44.2w88.5.json")).Status, (await Ask(member, "GET", "/requests/regions/n44.2w88.5.json")).Code));
    }

    [Fact]
    public async Task Pages_are_the_servers_with_policies_as_strict_and_nothing_of_the_home_in_them()
    {
        var owner = LetIn(HomeRole.Owner);
        foreach (var page in (string[])["/my/cameras", $"{Home}/watch/{Shelf.Camera}", $"{Home}/watch/{Shelf.Camera}/settings", $"{Home}/people", $"{Home}/who-looked", $"{Home}/everything", $"{Home}/requests", $"{Home}/answer", $"{Home}/grants"])
        {
            var told = await Ask(owner, "GET", page);
            Assert.Equal(200, told.Status);
            var policy = told.Headers["Content-Security-Policy"];
            Assert.StartsWith("default-src 'none'; style-src 'self'; ", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self'; connect-src 'self'", policy, StringComparison.Ordinal);
            Assert.Equal(page.EndsWith(Shelf.Camera.Text, StringComparison.Ordinal) || page.EndsWith("/answer", StringComparison.Ordinal), policy.Contains("media-src blob:", StringComparison.Ordinal));
            Assert.Contains($"value=\"{HomeAccess.ProofOf(owner)}\"", told.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\{[a-z]+\}", told.Text);
            Assert.DoesNotContain("Front door", told.Text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await Ask(owner, "GET", "/my/cameras/pair")).Status);
        Assert.Equal(404, (await Ask(owner, "GET", $"/my/cameras/{HomeId.New()}/people")).Status);
        Assert.Equal(404, (await Ask(owner, "GET", $"{Home}/watch/%3Cscript%3E")).Status);
    }

    [Fact]
    public async Task Another_home_is_not_there_and_what_has_no_route_neither()
    {
        var owner = LetIn(HomeRole.Owner);
        foreach (var path in (string[])[$"/my/cameras/{HomeId.New()}/state", $"/my/cameras/{HomeId.New()}/looks", $"{Home}/other", $"{Home}/clips", "/my/data", "/api/v1/hub/inbox"])
            Assert.Equal("sources-no-such-home", (await Ask(owner, "GET", path)).Code);
        Assert.Empty(There.Asked);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }

    private Task<Told> Form(string path, string body) => Ask(
        null, "POST", path, System.Text.Encoding.UTF8.GetBytes(body), request => request.Content!.Headers.ContentType = new("application/x-www-form-urlencoded"));
}
