using System.Net;
using System.Text.RegularExpressions;
using Writ.Agencies.Officers;
using Writ.App.SignIn.Invite;
using Writ.App.Tests.Demands.Draft;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Demands.Follow;

namespace Writ.App.Tests.Agencies;

/// <summary>Who of an agency may come, who was switched off or ended, and who lets them in again. Times are of the usual numbers: 90 days and 360.</summary>
public sealed class OfficerAccessTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task An_officers_invitation_works_for_90_days_and_staffs_for_three()
    {
        await using var server = await WritServer.Start();
        var (officer, staff) = (await server.InviteOfficer(), await server.InviteStaff());
        Assert.Equal((server.Time.Now.AddDays(90), server.Time.Now.AddDays(3)), (officer.ExpiresAt, staff.ExpiresAt));
        using var reader = new Reader(server);
        server.Time.Now = officer.ExpiresAt - Tick;
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(new Uri(officer.Link).AbsolutePath)).Status);
        server.Time.Now = officer.ExpiresAt;
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(new Uri(officer.Link).AbsolutePath)).Status);
    }

    [Fact]
    public async Task Whoever_was_not_here_for_360_days_is_switched_off_told_why_and_let_in_again_by_their_admin_alone()
    {
        await using var town = await PartnershipTown.Make();
        var (server, from) = (town.Server, town.Server.Time.Now);
        var admin = await server.SubjectOf("officer");
        var colleague = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{town.Agency.Text}/officers", new EnrolOfficerRequest("Sergeant, harbour", "Badge 7"))).Value;
        using var device = new Reader(server);
        using var passkey = device.NewPasskey();
        Assert.Equal(HttpStatusCode.SeeOther, (await device.Accept((await Invite(server, colleague.Id)).Link, passkey)).Status);
        using var other = new Reader(server);
        using var others = other.NewPasskey();
        Assert.Equal(HttpStatusCode.SeeOther, (await other.Accept((await server.InviteOfficer("other-officer")).Link, others)).Status);

        // One tick before the days are over they may come, and that they came counts.
        server.Time.Now = from.AddDays(360) - Tick;
        Assert.Equal("/home", (await other.SignIn(others)).Location);
        using (await server.SignedInPerson(admin))
        {
        }

        server.Time.Now = from.AddDays(360);
        var refused = await device.SignIn(passkey);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("switched off because nobody used it for 360 days", refused.Body, StringComparison.Ordinal);
        Assert.Equal("Idle", await server.Text($"SELECT off_why FROM officer WHERE id = '{colleague.Id}'"));
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/account")).Status);

        // No clerk of the company lets them in, and nobody of another agency.
        Assert.Equal("agencies-officer-idle", (await server.Desk.Post<InvitationView>($"api/v1/officers/{colleague.Id}/invitations")).Refusal?.Code);
        Assert.Equal("agencies-officer-idle", (await server.Desk.Post<TokenView>($"api/v1/officers/{colleague.Id}/tokens", new IssueTokenRequest(null))).Refusal?.Code);
        var address = $"/officer/colleagues/{colleague.Id}/invitation";
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Post("/account", address)).Status);

        using var again = await server.SignedInPerson(admin);
        var list = await again.Get("/officer/colleagues");
        Assert.Contains("Switched off: not here for 360 days", list.Body, StringComparison.Ordinal);
        Assert.Contains(address, list.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await again.Post("/officer/colleagues", $"/officer/colleagues/{admin}/invitation")).Status);
        var made = await again.Post(address, address);
        Assert.Equal(HttpStatusCode.OK, made.Status);

        // Sent twice, it makes a fresh link in place of the last.
        var second = await again.Post(address, address);
        var (first, link) = (Link(made), Link(second));
        Assert.Equal(HttpStatusCode.NotFound, (await device.Get(new Uri(first).AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await device.SignIn(passkey)).Status);
        using var fresh = device.NewPasskey();
        Assert.Equal(HttpStatusCode.SeeOther, (await device.Accept(link, fresh)).Status);
        Assert.Equal(0, await server.Count("officer", $"id = '{colleague.Id}' AND off_at IS NOT NULL"));
        Assert.Equal(HttpStatusCode.Conflict, (await again.Post(address, address)).Status);
    }

    [Fact]
    public async Task When_the_days_are_over_keys_and_tokens_end_without_anybody_coming()
    {
        await using var server = await WritServer.Start();
        var subject = await server.SubjectOf("officer");
        Assert.Equal(1, await server.Count("officer_key", $"officer_id = '{subject}' AND revoked_at IS NULL"));
        server.Time.Now = server.Time.Now.AddDays(360);
        while (await server.Count("officer_key", $"officer_id = '{subject}' AND revoked_at IS NULL") > 0) await Task.Delay(20);
        Assert.Equal("Idle", await server.Text($"SELECT off_why FROM officer WHERE id = '{subject}'"));
        Assert.Equal("signin-token-missing", (await server.Officer.Get<DemandView[]>("api/v1/demands")).Refusal?.Code);
        Assert.Equal(0, await server.Count("access_token", $"subject = '{subject}' AND revoked_at IS NULL"));
    }

    [Fact]
    public async Task Whose_access_was_ended_stands_apart_approves_nothing_and_holds_no_key()
    {
        await using var town = await PartnershipTown.Make();
        var server = town.Server;
        var colleague = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{town.Agency.Text}/officers", new EnrolOfficerRequest("Captain, harbour", "Badge 8"))).Value;
        using var desk = await server.Staff("desk");
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Post("/desk/supervisors", "/desk/supervisors", ("officer", colleague.Id))).Status);
        Assert.Contains("Badge 8, Captain, harbour", (await town.Admin.Get("/officer/requests")).Body, StringComparison.Ordinal);
        var before = (await town.Admin.Get("/officer/colleagues")).Body;
        Assert.DoesNotContain("Cannot come any more", before, StringComparison.Ordinal);
        Assert.Contains("Supervisor of requests to homes", before, StringComparison.Ordinal);
        Assert.Contains("Admin of the agency", before, StringComparison.Ordinal);
        Assert.Contains("Enrolled, was never here", before, StringComparison.Ordinal);
        await Invite(server, colleague.Id);
        Assert.Contains("Invited, link not used yet", (await town.Admin.Get("/officer/colleagues")).Body, StringComparison.Ordinal);

        Assert.True((await server.Desk.Post<EndedView>($"api/v1/officers/{colleague.Id}/ending")).Ok);

        var after = (await town.Admin.Get("/officer/colleagues")).Body;
        Assert.True(after.IndexOf("Cannot come any more", StringComparison.Ordinal) < after.IndexOf("Badge 8", StringComparison.Ordinal));
        Assert.Contains("Access ended", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Supervisor of requests to homes", after[..after.IndexOf("Cannot come any more", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.DoesNotContain("Badge 8", (await town.Admin.Get("/officer/requests")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{colleague.Id}\"", (await town.Desk.Get(town.Here)).Body, StringComparison.Ordinal);
        Assert.Equal("signin-no-such-person", (await server.Desk.Post<InvitationView>($"api/v1/officers/{colleague.Id}/invitations")).Refusal?.Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await town.Admin.Post("/officer/colleagues", $"/officer/colleagues/{colleague.Id}/invitation")).Status);
        Assert.Equal("signin-no-such-person", (await server.Desk.Post<EndedView>($"api/v1/officers/{colleague.Id}/ending")).Refusal?.Code);

        // One who had a token and a key, and never signed in.
        var other = await server.SubjectOf("other-officer");
        Assert.True((await server.Desk.Post<EndedView>($"api/v1/officers/{other}/ending")).Ok);
        Assert.Equal(0, await server.Count("officer_key", $"officer_id = '{other}' AND revoked_at IS NULL"));
        Assert.Equal("signin-token-missing", (await server.OtherOfficer.Get<DemandView[]>("api/v1/demands")).Refusal?.Code);
    }

    [Fact]
    public async Task An_agencys_admin_is_told_of_each_enrolment_in_words_that_are_always_the_same()
    {
        await using var town = await PartnershipTown.Make();
        var server = town.Server;
        var before = await server.Count("mail");
        Assert.Equal(HttpStatusCode.SeeOther, (await town.Admin.Post("/officer/grants", "/officer/grants/mail", ("mail", "chief@agency.example"))).Status);
        var made = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{town.Agency.Text}/officers", new EnrolOfficerRequest("Clerk", "Badge 9"))).Value;
        Assert.Equal("Badge 9", made.Name);
        while (await server.Count("mail") == before) await Task.Delay(20);

        // Of another agency nobody is told.
        var elsewhere = await server.Text($"SELECT agency_id FROM officer WHERE id = '{await server.SubjectOf("other-officer")}'");
        _ = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{elsewhere}/officers", new EnrolOfficerRequest("Clerk"))).Value;
        while (await server.Count("job", "kind = 'officer-enrolled'") > 0) await Task.Delay(20);
        Assert.Equal(before + 1, await server.Count("mail"));
        Assert.Contains("New", (await town.Admin.Get("/officer/colleagues")).Body, StringComparison.Ordinal);
    }

    private static async Task<InvitationView> Invite(WritServer server, string officer) => (await server.Desk.Post<InvitationView>($"api/v1/officers/{officer}/invitations")).Value;

    private static string Link(Page page) => Regex.Match(page.Body, "https?://[^<\"\\s]+/invitation/[0-9a-z]+").Value;
}
