using System.Net;
using Writ.App.SignIn.Invite;
using Writ.App.Tests.Serving;
using Writ.Demands.Review;

namespace Writ.App.Tests.SignIn;

public sealed class InvitationTests
{
    [Fact]
    public async Task An_invited_officer_registers_a_passkey_is_signed_in_and_comes_back_with_it()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        var accepted = await reader.Accept((await server.InviteOfficer()).Link, passkey);
        Assert.Equal((HttpStatusCode.SeeOther, "/account?said=device-added"), (accepted.Status, accepted.Location));
        var account = await reader.Get("/account");
        Assert.Contains("Agency of officer", account.Body, StringComparison.Ordinal);
        Assert.Contains("file and withdraw demands", account.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("decide items", account.Body, StringComparison.Ordinal);

        using var elsewhere = new Reader(server);
        Assert.Equal("/home", (await elsewhere.SignIn(passkey)).Location);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Get("/account")).Status);
    }

    [Fact]
    public async Task Used_expired_replaced_and_unknown_links_look_the_same()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        var used = (await server.InviteStaff()).Link;
        await reader.Accept(used, passkey);
        var first = await server.InviteOfficer();
        await server.InviteOfficer();
        var expired = (await server.InviteStaff()).Link;
        server.Time.Now += TimeSpan.FromDays(3);

        using var stranger = new Reader(server);
        List<Page> pages = [];
        foreach (var link in (string[])[used, first.Link, expired, $"{stranger.Origin}/invitation/{new string('0', 64)}", $"{stranger.Origin}/invitation/x"])
        {
            pages.Add(await stranger.Get(new Uri(link).AbsolutePath));
            var posted = await stranger.Post("/sign-in", new Uri(link).AbsolutePath, ("name", "Mine"), ("credential", "{}"));
            Assert.Equal(HttpStatusCode.NotFound, posted.Status);
            var asked = await stranger.Ask("/sign-in", new Uri(link).AbsolutePath + "/options");
            Assert.Equal(HttpStatusCode.NotFound, asked.Status);
            Assert.Contains("signin-link-ended", asked.Body, StringComparison.Ordinal);
        }

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.NotFound, page.Status));
        Assert.Single(pages.Select(page => page.Body).Distinct());
        Assert.Contains("This link does not work", pages[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_only_looked_at_is_not_used_up()
    {
        await using var server = await WritServer.Start();
        var link = (await server.InviteStaff()).Link;
        using var preview = new Reader(server);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await preview.Get(new Uri(link).AbsolutePath)).Status);
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        Assert.Equal(HttpStatusCode.SeeOther, (await reader.Accept(link, passkey)).Status);
    }

    [Fact]
    public async Task A_passkey_asked_for_by_one_link_is_not_taken_by_another()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        var mine = new Uri((await server.InviteStaff("reviewer")).Link).AbsolutePath;
        var other = new Uri((await server.InviteStaff("approver", "Approver, response team")).Link).AbsolutePath;
        var answer = passkey.Make((await reader.Ask(mine, mine + "/options")).Body);
        var page = await reader.Post(other, other, ("name", "Mine"), ("credential", answer));
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Null(reader.SessionCookie);

        // Nothing was used up: both links still work.
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(other)).Status);
        using var fresh = reader.NewPasskey();
        Assert.Equal(HttpStatusCode.SeeOther, (await reader.Accept(reader.Origin + mine, fresh)).Status);
    }

    [Fact]
    public async Task A_device_that_is_known_here_cannot_be_registered_by_somebody_else()
    {
        await using var server = await WritServer.Start();
        var (first, passkey) = await server.SignedIn();
        using (first)
        using (passkey)
        {
            using var second = new Reader(server);
            var page = await second.Accept((await server.InviteStaff("approver", "Approver, response team")).Link, passkey);
            Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
            Assert.Null(second.SessionCookie);
        }
    }

    [Fact]
    public async Task Two_who_hold_one_link_make_one_device()
    {
        await using var server = await WritServer.Start();
        var path = new Uri((await server.InviteStaff()).Link).AbsolutePath;
        using var one = new Reader(server);
        using var two = new Reader(server);
        using var first = one.NewPasskey();
        using var second = two.NewPasskey();
        var (a, b) = (await one.Ask(path, path + "/options"), await two.Ask(path, path + "/options"));
        var tokens = ((await one.Get(path)).Token, (await two.Get(path)).Token);
        var answers = await Task.WhenAll(
            one.Send(path, [("name", "One"), ("credential", first.Make(a.Body))], tokens.Item1),
            two.Send(path, [("name", "Two"), ("credential", second.Make(b.Body))], tokens.Item2));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.NotFound], answers.Select(x => x.Status).Order());
    }

    [Theory]
    [InlineData("", "Give this device a name.")]
    [InlineData("01234567890123456789012345678901234567890", "at most 40 characters")]
    [InlineData("name\u202Eeman", "text-direction marks")]
    public async Task A_name_that_cannot_be_is_said_beside_the_field_and_uses_nothing_up(string name, string said)
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        using var passkey = reader.NewPasskey();
        var link = (await server.InviteStaff()).Link;
        var page = await reader.Accept(link, passkey, name);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("There is a problem", page.Body, StringComparison.Ordinal);
        Assert.Contains(said, page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"#name\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await reader.Accept(link, passkey)).Status);
    }

    [Fact]
    public async Task Without_the_script_the_page_says_that_a_passkey_needs_it()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        var path = new Uri((await server.InviteStaff()).Link).AbsolutePath;
        Assert.Contains("<noscript>", (await reader.Get(path)).Body, StringComparison.Ordinal);
        var page = await reader.Post(path, path, ("name", "Mine"), ("credential", string.Empty));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("a passkey needs JavaScript", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_invite_can_and_nobody_invites_or_ends_themselves()
    {
        await using var server = await WritServer.Start();
        var officer = await server.SubjectOf("officer");
        Assert.Equal("signin-scope-missing", (await server.Reviewer.Post<InvitationView>($"api/v1/officers/{officer}/invitations")).Refusal?.Code);
        Assert.Equal("signin-scope-missing", (await server.Officer.Post<InvitationView>($"api/v1/officers/{officer}/invitations")).Refusal?.Code);
        Assert.Equal("signin-scope-missing", (await server.Desk.Post<InvitationView>("api/v1/staff/invitations", new InviteStaffRequest("Reviewer", ["reviewer"]))).Refusal?.Code);
        Assert.Equal("agencies-unknown", (await server.Desk.Post<InvitationView>("api/v1/officers/ofc_0000000000000000/invitations")).Refusal?.Code);
        var self = await server.SubjectOf("everything");
        Assert.Equal("signin-not-for-yourself", (await server.Everything.Post<InvitationView>("api/v1/staff/invitations", new InviteStaffRequest(null, null, self))).Refusal?.Code);
        Assert.Equal("signin-not-for-yourself", (await server.Everything.Post<EndedView>($"api/v1/staff/{self}/ending")).Refusal?.Code);
    }

    [Fact]
    public async Task Whoever_invited_an_officer_lets_nothing_out_to_them()
    {
        await using var server = await WritServer.Start();
        _ = (await server.Everything.Post<InvitationView>($"api/v1/officers/{await server.SubjectOf("officer")}/invitations")).Value;
        var id = (await server.File()).Id;
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        Assert.Equal("gate-both-sides", (await server.Everything.Approve(id)).Refusal?.Code);
        Assert.True((await server.Approver.Approve(id)).Ok);
    }

    [Theory]
    [InlineData("officer")]
    [InlineData("admin")]
    [InlineData("")]
    public async Task An_invitation_gives_no_role_that_staff_do_not_have(string role)
    {
        await using var server = await WritServer.Start();
        var refused = await server.Everything.Post<InvitationView>("api/v1/staff/invitations", new InviteStaffRequest("Somebody", [role]));
        Assert.Equal("signin-unknown-role", refused.Refusal?.Code);
    }
}
