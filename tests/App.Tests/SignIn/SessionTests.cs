using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Enrol;
using Writ.App.Data;
using Writ.App.SignIn.Invite;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

public sealed class SessionTests
{
    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        var cookie = (await reader.Accept((await server.InviteStaff()).Link, passkey)).SetCookies.Single(c => c.StartsWith("writ-session=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(await server.SubjectOf("reviewer"), cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_with_a_certificate_every_cookie_is_bound_to_host_and_https()
    {
        await using var server = await WritServer.Start(address: "https://requests.example.org");
        using var reader = new Reader(server, direct: true);
        var form = await reader.Get("/sign-in");
        var asked = await reader.Send("/sign-in/options", [], null);
        Assert.NotEmpty(form.SetCookies);
        Assert.All(form.SetCookies.Concat(asked.SetCookies), cookie =>
        {
            Assert.StartsWith("__Host-writ-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.StartsWith("https://requests.example.org/invitation/", (await server.InviteStaff()).Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_takes_no_cookie_and_a_page_takes_no_token()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn("desk");
        using (reader)
        using (passkey)
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.Get("/account")).Status);
            var api = await reader.Get("/api/v1/agencies");
            Assert.Equal(HttpStatusCode.Unauthorized, api.Status);
            Assert.Contains("signin-token-missing", api.Body, StringComparison.Ordinal);
            using var cookie = new HttpClient(new SocketsHttpHandler { CookieContainer = reader.Cookies }) { BaseAddress = new Uri(reader.Origin) };
            var post = await cookie.PostAsJsonAsync("/api/v1/agencies", new EnrolAgencyRequest("Forged", "US", "police"));
            Assert.Equal(HttpStatusCode.Unauthorized, post.StatusCode);
        }

        using var bearer = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(reader.Origin) };
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", server.TokenOf("everything"));
        Assert.Equal(HttpStatusCode.OK, (await bearer.GetAsync("/api/v1/agencies")).StatusCode);
        var page = await bearer.GetAsync("/account");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?to=%2Faccount"), (page.StatusCode, page.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task With_both_a_cookie_and_a_token_a_page_shows_whose_the_cookie_is()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            using var both = new HttpClient(new SocketsHttpHandler { CookieContainer = reader.Cookies }) { BaseAddress = new Uri(reader.Origin) };
            both.DefaultRequestHeaders.Authorization = new("Bearer", server.TokenOf("desk"));
            var account = await both.GetStringAsync("/account");
            Assert.Contains("Reviewer, response team", account, StringComparison.Ordinal);
            Assert.Contains("decide items", account, StringComparison.Ordinal);
            Assert.DoesNotContain("enrol agencies", account, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/sign-out/everywhere")]
    [InlineData("/account/devices")]
    [InlineData("/account/devices/options")]
    [InlineData("/account/devices/pky_0000000000000000/name")]
    [InlineData("/account/devices/pky_0000000000000000/revocation")]
    public async Task A_form_without_its_token_or_with_another_persons_changes_nothing(string path)
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        var (other, otherPasskey) = await server.SignedIn("approver");
        using (reader)
        using (other)
        using (passkey)
        using (otherPasskey)
        {
            foreach (var token in (string?[])[null, "CfDJ8", (await other.Get("/account")).Token])
            {
                var page = await reader.Send(path, [("name", "Forged")], token);
                Assert.Equal(HttpStatusCode.BadRequest, page.Status);
                Assert.Contains("signin-form-stale", page.Body, StringComparison.Ordinal);
            }

            Assert.Equal(HttpStatusCode.OK, (await reader.Get("/account")).Status);
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session_itself_not_only_the_cookie()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            var stolen = reader.SessionCookie!;
            Assert.Equal("/sign-in?said=signed-out", (await reader.Post("/account", "/sign-out")).Location);
            using var thief = new Reader(server);
            thief.Cookies.Add(new Cookie("writ-session", stolen, "/", "localhost"));
            Assert.StartsWith("/sign-in", (await thief.Get("/account")).Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_that_person_and_of_nobody_else()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        var (other, otherPasskey) = await server.SignedIn("approver");
        using var second = new Reader(server);
        await second.SignIn(passkey);
        using (reader)
        using (other)
        using (passkey)
        using (otherPasskey)
        {
            Assert.Equal("/sign-in?said=signed-out-everywhere", (await reader.Post("/account", "/sign-out/everywhere")).Location);
            foreach (var ended in (Reader[])[reader, second]) Assert.Equal(HttpStatusCode.Redirect, (await ended.Get("/account")).Status);
            Assert.Equal(HttpStatusCode.OK, (await other.Get("/account")).Status);
            Assert.Equal("/home", (await second.SignIn(passkey)).Location);
        }
    }

    [Fact]
    public async Task Ending_a_person_ends_sessions_devices_links_and_tokens_at_once()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        await reader.Accept((await server.InviteOfficer()).Link, passkey);
        var open = await server.InviteOfficer();
        var ended = await server.Desk.Post<EndedView>($"api/v1/officers/{open.Subject}/ending");
        Assert.True(ended.Ok);

        Assert.Equal(HttpStatusCode.Redirect, (await reader.Get("/account")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.SignIn(passkey)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(new Uri(open.Link).AbsolutePath)).Status);
        Assert.Equal("signin-token-missing", (await server.Officer.Get<object>("api/v1/demands")).Refusal?.Code);
        Assert.Equal("signin-no-such-person", (await server.Desk.Post<InvitationView>($"api/v1/officers/{open.Subject}/invitations")).Refusal?.Code);
        Assert.Equal("signin-no-such-person", (await server.Desk.Post<EndedView>($"api/v1/officers/{open.Subject}/ending")).Refusal?.Code);
    }

    [Fact]
    public async Task A_session_ends_when_it_is_idle_and_in_any_case_after_twelve_hours()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            var begun = server.Time.Now;
            while (server.Time.Now < begun + TimeSpan.FromHours(11.75))
            {
                server.Time.Now += TimeSpan.FromMinutes(25);
                var status = (await reader.Get("/account")).Status;
                Assert.Equal(server.Time.Now < begun + TimeSpan.FromHours(12) ? HttpStatusCode.OK : HttpStatusCode.Redirect, status);
            }

            Assert.Equal("/sign-in?to=%2Faccount&said=ended", (await reader.Get("/account")).Location);
            await reader.SignIn(passkey);
            server.Time.Now += TimeSpan.FromMinutes(30);
            var away = await reader.Get("/account/devices");
            Assert.Equal("/sign-in?to=%2Faccount%2Fdevices&said=ended", away.Location);
            Assert.Equal("/account/devices", (await reader.SignIn(passkey, away.Location!, "/account/devices")).Location);
        }
    }

    [Fact]
    public async Task A_page_warns_before_the_end_and_the_warning_itself_prolongs_nothing()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            Assert.Equal("1680; url=/account/ending?to=%2Faccount", (await reader.Get("/account")).Refresh);
            server.Time.Now += TimeSpan.FromMinutes(28);
            var warning = await reader.Get("/account/ending?to=%2Faccount");
            Assert.Contains("You are about to be signed out", warning.Body, StringComparison.Ordinal);
            Assert.Contains("12:30 UTC", warning.Body, StringComparison.Ordinal);
            Assert.Equal("121; url=/sign-in?to=%2Faccount&said=ended", warning.Refresh);
            server.Time.Now += TimeSpan.FromMinutes(2);
            Assert.Equal(HttpStatusCode.Redirect, (await reader.Get("/account")).Status);
        }
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/sign-in")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string to)
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            await reader.Post("/account", "/sign-out");
            var page = await reader.Get("/sign-in?to=" + Uri.EscapeDataString(to));
            Assert.DoesNotContain("example.org", page.Body, StringComparison.Ordinal);
            Assert.Equal("/home", (await reader.SignIn(passkey, to: to)).Location);
        }
    }

    [Fact]
    public async Task Only_pages_that_ask_for_a_passkey_may_load_a_script_and_none_is_cached()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            Assert.DoesNotContain("script", (await reader.Get("/account")).Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", (await reader.Get("/account")).Body, StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", (await reader.Get("/account/devices")).Policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", (await reader.Get("/sign-in?again=1")).Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", (await reader.Get("/account/devices")).Policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_came_by_number_is_led_to_the_name_that_passkeys_need()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server, direct: true);
        var page = await reader.Get("/sign-in?to=%2Faccount%2Fdevices");
        Assert.Equal($"{reader.Origin}/sign-in?to=%2Faccount%2Fdevices", page.Location);
    }

    [Fact]
    public async Task Too_many_tries_from_one_place_are_stopped_without_a_word_on_whether_one_was_right()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        Page page;
        var tries = 0;
        do page = await reader.Get($"/invitation/{new string('0', 64)}");
        while (page.Status == HttpStatusCode.NotFound && ++tries < 1000);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Contains("signin-too-many-attempts", page.Body, StringComparison.Ordinal);
        var asked = await reader.Ask("/sign-in", "/sign-in/options");
        Assert.Equal(HttpStatusCode.TooManyRequests, asked.Status);
        Assert.Contains("\"code\":\"signin-too-many-attempts\"", asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_link_signs_in_by_a_form_and_ends_with_the_server()
    {
        await using var server = await WritServer.Start();
        var person = (await server.InviteStaff()).Subject;
        var path = server.App.Services.GetRequiredService<SampleLinks>().For(person);
        using var reader = new Reader(server);
        var page = await reader.Get(path);
        Assert.Contains("This person is made up", page.Body, StringComparison.Ordinal);
        Assert.Null(reader.SessionCookie);
        Assert.Equal("/home", (await reader.Post(path, path)).Location);
        Assert.Contains("A sample person’s link", (await reader.Get("/account")).Body, StringComparison.Ordinal);
        await server.Restart();
        using var again = new Reader(server);
        Assert.Equal(HttpStatusCode.NotFound, (await again.Get(path)).Status);
    }

    [Fact]
    public async Task A_folder_that_is_no_sample_has_no_sample_links()
    {
        await using var server = await WritServer.Start(FolderKind.Company);
        var path = server.App.Services.GetRequiredService<SampleLinks>().For((await server.InviteStaff()).Subject);
        using var reader = new Reader(server);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(path)).Status);
        Assert.NotEqual(HttpStatusCode.SeeOther, (await reader.Post("/sign-in", path)).Status);
        Assert.Null(reader.SessionCookie);
    }

    [Fact]
    public async Task A_restart_signs_nobody_out()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            await server.Restart();
            using var after = new Reader(server);
            after.Cookies.Add(new Cookie("writ-session", reader.SessionCookie, "/", "localhost"));
            Assert.Equal(HttpStatusCode.OK, (await after.Get("/account")).Status);
        }
    }
}
