using System.Net;
using Writ.Agencies.Officers;
using Writ.App.Tests.Demands.Draft;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Agencies;

/// <summary>The officers of one's own agency, and nobody else's.</summary>
public sealed class ColleaguesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Colleagues_stand_with_title_when_they_were_enrolled_and_whether_they_have_a_key()
    {
        var agency = await server.Text($"SELECT agency_id FROM officer WHERE id = '{await SignIn.People.SubjectOf(server, "officer")}'");
        _ = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{agency}/officers", new EnrolOfficerRequest("Analyst <b>fraud</b> unit"))).Value;
        using var officer = await server.Officer();

        var page = await officer.Get("/officer/colleagues");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(2, page.Body.Split("Enrolled</span>").Length - 1);
        Assert.Contains("Analyst <b>fraud</b> unit", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", (await officer.GetRaw("/officer/colleagues")).Body, StringComparison.Ordinal);
        Assert.Contains(">Yes<", page.Body, StringComparison.Ordinal);
        Assert.Contains(">No<", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("stf_", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_agency_sees_its_own()
    {
        using var other = await server.Officer("other-officer");
        Assert.Equal(1, (await other.Get("/officer/colleagues")).Body.Split("Enrolled</span>").Length - 1);
    }
}
