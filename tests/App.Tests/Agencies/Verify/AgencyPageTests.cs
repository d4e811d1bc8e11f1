using System.Net;
using System.Text.RegularExpressions;
using Writ.Agencies.Enrol;
using Writ.Agencies.Verify;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Agencies.Verify;

/// <summary>Enrolling, verifying and suspending by page; and that history keeps what a later act would overwrite.</summary>
public sealed class AgencyPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Enrolled_by_one_verified_by_another_with_the_source_of_the_number()
    {
        using var desk = await server.Staff("desk");
        using var verifier = await server.Staff("verifier", "Checker");
        var page = await desk.Get("/desk/agencies/new");
        (string, string)[] form = [("once", DeskPeople.OnceIn(page, "agy")), ("name", "Sample Harbour Police"), ("country", "us"), ("kind", "police")];
        var address = "";
        foreach (var _ in (int[])[1, 2]) address = (await desk.Send("/desk/agencies/new", form, page.Token)).Location!.Split('?')[0];
        Assert.Equal(1, await server.Count("agency", "name = 'Sample Harbour Police'"));

        var shown = await verifier.Get(address);
        (string, string)[] evidence = [("how", "call-back"), ("source", "Printed directory, page 9."), ("evidence", "The front desk knew them.")];
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(address + "?said=verified", (await verifier.Send(address + "/verification", evidence, shown.Token)).Location);
        shown = await verifier.Get(address);
        foreach (var text in (string[])["Printed directory, page 9.", "The front desk knew them.", "Verified: call back", "Checker, verifier"])
            Assert.Contains(text == "Checker, verifier" ? "You" : text, shown.Body, StringComparison.Ordinal);
        Assert.Contains("Checker, verifier", (await desk.Get(address)).Body, StringComparison.Ordinal);
        Assert.Equal(1, await server.Count("agency_event", $"agency_id = '{address.Split('/')[^1]}' AND kind = 'Verified'"));
    }

    [Fact]
    public async Task A_second_verification_takes_nothing_from_the_first_and_a_suspension_has_its_actor_and_reason()
    {
        var agency = (await server.Desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest("Sample Twice Verified", "US", "police"))).Value.Id;
        await Verified(agency, "First evidence.", "First source.");
        _ = (await server.Verifier.Post<AgencyView>($"api/v1/agencies/{agency}/suspension", new SuspendAgencyRequest("Process owed and not sent."))).Value;
        await Verified(agency, "Second evidence.", null);
        using var reader = await server.Staff("reviewer");

        var page = await reader.Get($"/desk/agencies/{agency}");

        foreach (var text in (string[])["First evidence.", "First source.", "Second evidence.", "Process owed and not sent."])
            Assert.Contains(text, page.Body, StringComparison.Ordinal);
        Assert.Equal(
            "Enrolled Verified Suspended Verified",
            await server.Text($"SELECT GROUP_CONCAT(kind, ' ') FROM (SELECT kind FROM agency_event WHERE agency_id = '{agency}' ORDER BY seq)"));
        Assert.Equal(0, await server.Count("agency_event", "actor = ''"));
    }

    [Theory]
    [InlineData("UPDATE agency_event SET evidence = NULL WHERE kind = 'Verified'")]
    [InlineData("UPDATE agency_event SET how = NULL WHERE kind = 'Verified'")]
    [InlineData("INSERT INTO agency_event (agency_id, at, actor, kind) SELECT id, 1, 'stf_a', 'Suspended' FROM agency LIMIT 1")]
    [InlineData("INSERT INTO agency_event (agency_id, at, actor, kind, reason) SELECT id, 1, NULL, 'Suspended', 'Why.' FROM agency LIMIT 1")]
    public async Task The_database_refuses_an_event_without_its_reasons(string sql)
    {
        var broken = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => server.Sql(sql));
        Assert.Contains("constraint failed", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_enrolled_it_is_offered_no_form_to_verify_it_and_told_why()
    {
        var both = await server.Everything.Post<Writ.App.SignIn.Invite.InvitationView>("api/v1/staff/invitations", new Writ.App.SignIn.Invite.InviteStaffRequest("Desk and verifier", ["desk", "verifier"]));
        using var reader = await server.SignIn(both.Value.Subject);
        var form = await reader.Get("/desk/agencies/new");
        var address = (await reader.Send("/desk/agencies/new", [("name", "Sample Own Agency"), ("country", "US"), ("kind", "police")], form.Token)).Location!.Split('?')[0];

        var page = await reader.Get(address);

        Assert.Contains("another person must verify it", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{address}/verification", page.Body, StringComparison.Ordinal);
        var forced = await reader.Send(address + "/verification", [("how", "call-back"), ("source", "Mine."), ("evidence", "Mine.")], page.Token);
        Assert.Equal(HttpStatusCode.Conflict, forced.Status);
        Assert.Equal(0, await server.Count("agency_event", $"agency_id = '{address.Split('/')[^1]}' AND kind = 'Verified'"));
    }

    [Fact]
    public async Task Faults_stand_beside_their_fields_and_hostile_words_are_kept_or_shown_as_text()
    {
        using var desk = await server.Staff("desk");
        using var verifier = await server.Staff("verifier");
        var agency = (await server.Desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest("Sample Hostile", "US", "police"))).Value.Id;
        var address = $"/desk/agencies/{agency}";
        foreach (var text in DeskPeople.Hostile)
        {
            foreach (var (reader, page, path, fields) in new (SignIn.Reader, string, string, string[])[]
            {
                (desk, "/desk/agencies/new", "/desk/agencies/new", ["name", "country", "kind"]), (desk, address, address + "/officers", ["name", "title"]),
                (verifier, address, address + "/verification", ["how", "source", "evidence"]),
            })
            {
                var answer = await reader.Post(page, path, [.. fields.Select(f => (f, text))]);
                Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.SeeOther, $"{path} {answer.Status}");

                // No browser sends a null character; such a form is not read at all.
                if (answer.Status == HttpStatusCode.BadRequest && !text.Contains('\0')) Assert.Contains("There is a problem", answer.Body, StringComparison.Ordinal);
            }

            Assert.Equal(HttpStatusCode.OK, (await desk.Get($"/desk/agencies?text={Uri.EscapeDataString(text[..Math.Min(text.Length, 3000)])}&state=x&page=0")).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await verifier.Post(address, address + "/suspension", ("reason", ""))).Status);
        Assert.Equal(0, await server.Count("agency_event", $"agency_id = '{agency}' AND kind <> 'Enrolled'"));
    }

    [Fact]
    public async Task An_officer_is_enrolled_once_and_invited_with_a_link_that_is_shown_once()
    {
        using var desk = await server.Staff("desk");
        var agency = (await server.Desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest("Sample Inviting", "US", "police"))).Value.Id;
        var page = await desk.Get($"/desk/agencies/{agency}");
        (string, string)[] form = [("name", "Badge 12"), ("title", "Sergeant, harbour"), ("once", DeskPeople.OnceIn(page, "ofc"))];
        foreach (var _ in (int[])[1, 2])
            Assert.Equal($"/desk/agencies/{agency}?said=officer#officers", (await desk.Send($"/desk/agencies/{agency}/officers", form, page.Token)).Location);
        Assert.Equal(1, await server.Count("officer", $"agency_id = '{agency}'"));

        page = await desk.Get($"/desk/agencies/{agency}");
        var invite = Regex.Match(page.Body, "/desk/officers/ofc_[0-9a-z]+/invitation").Value;
        Assert.DoesNotContain("/invitation/", (await desk.Get(invite)).Body, StringComparison.Ordinal);
        var made = await desk.Post(invite, invite);
        var link = Regex.Match(made.Body, "/invitation/[0-9A-Za-z_-]{20,}").Value;
        using var officer = new SignIn.Reader(server);
        Assert.Equal(HttpStatusCode.OK, (await officer.Get(link)).Status);
        Assert.DoesNotContain(link, (await desk.Get(invite)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Get("/desk/officers/ofc_0000000000000000/invitation")).Status);
    }

    private async Task Verified(string agency, string evidence, string? source) =>
        _ = (await server.Verifier.Post<AgencyView>($"api/v1/agencies/{agency}/verification", new VerifyAgencyRequest("call-back", evidence, source))).Value;
}
