using System.Net;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Review;

/// <summary>Every page of the team, seen by every role there is.</summary>
public sealed class DeskRolesTests(DeskRolesTests.Everybody everybody) : IClassFixture<DeskRolesTests.Everybody>
{
    private const string Readers = "reviewer approver desk verifier";

    [Theory]
    [InlineData("/desk", Readers)]
    [InlineData("/desk?view=answered&sort=-due&page=9&state=closed&text=x", Readers)]
    [InlineData("/desk/demands/{demand}", Readers)]
    [InlineData("/desk/demands/{demand}/file", Readers)]
    [InlineData("/desk/demands/{demand}/approval", "approver")]
    [InlineData("/desk/demands/{demand}/bars/new", "reviewer")]
    [InlineData("/desk/demands/{demand}/bars/none", "reviewer")]
    [InlineData("/desk/agencies", Readers)]
    [InlineData("/desk/agencies/new", "desk")]
    [InlineData("/desk/agencies/{agency}", Readers)]
    [InlineData("/desk/officers/{officer}/invitation", "desk")]
    [InlineData("/desk/figures", Readers)]
    [InlineData("/desk/reports", Readers)]
    [InlineData("/desk/reports/classes", Readers)]
    [InlineData("/desk/accounts", Readers)]
    [InlineData("/desk/demands/{demand}/glass", "approver")]
    [InlineData("/officer/demands/{demand}/questions", "officer")]
    public async Task A_page_is_shown_to_those_it_is_for_and_to_nobody_else(string path, string allowed)
    {
        foreach (var (role, reader) in everybody.Readers)
        {
            var page = await reader.Get(everybody.Fill(path));
            if (role == "signed out") Assert.StartsWith("/sign-in", new Uri(new Uri(reader.Origin), page.Location).PathAndQuery, StringComparison.Ordinal);
            else Assert.True(page.Status == (allowed.Split(' ').Contains(role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{role} {path} {page.Status}");
        }
    }

    [Theory]
    [InlineData("/desk/demands/{demand}/decision", "reviewer")]
    [InlineData("/desk/demands/{demand}/assignment", "reviewer")]
    [InlineData("/desk/demands/{demand}/questions", "reviewer")]
    [InlineData("/desk/demands/{demand}/notes", Readers)]
    [InlineData("/desk/demands/{demand}/approval", "approver")]
    [InlineData("/desk/demands/{demand}/return", "approver")]
    [InlineData("/desk/demands/{demand}/release", "approver")]
    [InlineData("/desk/demands/{demand}/bars/new", "reviewer")]
    [InlineData("/desk/demands/{demand}/bars/none", "reviewer")]
    [InlineData("/desk/demands/{demand}/bars/bar_0000000000000000/lifting", "reviewer")]
    [InlineData("/desk/demands/{demand}/notices/ntc_0000000000000000/printed", "reviewer")]
    [InlineData("/desk/demands/{demand}/objections/obj_0000000000000000/decision", "reviewer")]
    [InlineData("/desk/agencies/new", "desk")]
    [InlineData("/desk/agencies/{agency}/officers", "desk")]
    [InlineData("/desk/agencies/{agency}/verification", "verifier")]
    [InlineData("/desk/agencies/{agency}/suspension", "verifier")]
    [InlineData("/desk/reports", "approver")]
    [InlineData("/desk/reports/classes", "reviewer")]
    [InlineData("/desk/reports/classes/{demand}/1", "approver")]
    [InlineData("/desk/accounts", "reviewer")]
    [InlineData("/desk/accounts/acc_0000000000000000", "approver")]
    [InlineData("/desk/demands/{demand}/glass", "approver")]
    [InlineData("/desk/demands/{demand}/glass/statement", "approver")]
    [InlineData("/officer/demands/{demand}/questions/qst_0000000000000000", "officer")]
    public async Task A_form_is_taken_from_those_it_is_for_and_from_nobody_else(string path, string allowed)
    {
        foreach (var (role, reader) in everybody.Readers)
        {
            // Empty, so that where it is taken it is refused for what it says and not for who sends it.
            var token = (await reader.Get(role == "signed out" ? "/sign-in" : "/account")).Token;
            var page = await Holdings.Unchanged(everybody.Server, () => reader.Send(everybody.Fill(path), [], token));
            if (role == "signed out") Assert.StartsWith("/sign-in", new Uri(new Uri(reader.Origin), page.Location).PathAndQuery, StringComparison.Ordinal);
            else if (allowed.Split(' ').Contains(role)) Assert.NotEqual(HttpStatusCode.Forbidden, page.Status);
            else Assert.True(page.Status == HttpStatusCode.Forbidden, $"{role} {path} {page.Status}");
        }
    }

    [Fact]
    public async Task A_form_without_its_pages_token_changes_nothing()
    {
        var page = await everybody.Readers["reviewer"].Send(everybody.Fill("/desk/demands/{demand}/notes"), [("note", "Forged.")], token: null);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(0, await everybody.Server.Count("demand_note", "text = 'Forged.'"));
    }

    [Fact]
    public async Task Nobody_is_shown_a_way_to_a_page_that_they_may_not_see()
    {
        var page = await everybody.Readers["staffing"].Get("/account");

        Assert.DoesNotContain("href=\"/desk/agencies\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk/agencies\"", (await everybody.Readers["reviewer"].Get("/account")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dmd_0000000000000000")]
    [InlineData("x")]
    public async Task A_demand_that_never_was_has_no_page(string id)
    {
        foreach (var (role, path) in new[]
        {
            ("reviewer", ""), ("reviewer", "/file"), ("approver", "/approval"),
        })
            Assert.Equal(HttpStatusCode.NotFound, (await everybody.Readers[role].Get($"/desk/demands/{id}{path}")).Status);
        foreach (var (role, path) in new[]
        {
            ("reviewer", "/decision"), ("reviewer", "/assignment"), ("approver", "/approval"), ("approver", "/return"), ("approver", "/release"),
        })
            Assert.Equal(HttpStatusCode.NotFound, (await everybody.Readers[role].Post("/desk", $"/desk/demands/{id}{path}", ("to", "me"), ("note", "x"))).Status);
    }

    public sealed class Everybody : IAsyncLifetime
    {
        internal WritServer Server { get; private set; } = null!;

        internal Dictionary<string, Reader> Readers { get; } = [];

        private string Demand { get; set; } = "";

        public async Task InitializeAsync()
        {
            Server = await WritServer.Start();
            Demand = (await Server.File()).Id;
            foreach (var role in (string[])["reviewer", "approver", "desk", "verifier", "staffing"]) Readers[role] = await Server.Staff(role);
            Readers["officer"] = await Server.AsOfficer();
            Readers["signed out"] = new Reader(Server);
            Agency = await Server.Text($"SELECT agency_id FROM demand WHERE id = '{Demand}'");
            Officer = await Server.Text($"SELECT officer_id FROM demand WHERE id = '{Demand}'");
        }

        private string Agency { get; set; } = "";

        private string Officer { get; set; } = "";

        internal string Fill(string path) => path.Replace("{demand}", Demand, StringComparison.Ordinal)
            .Replace("{agency}", Agency, StringComparison.Ordinal).Replace("{officer}", Officer, StringComparison.Ordinal);

        public async Task DisposeAsync()
        {
            foreach (var reader in Readers.Values) reader.Dispose();
            await Server.DisposeAsync();
        }
    }
}
