using System.Net;
using Writ.App.Tests.Demands.Draft;
using Writ.App.Tests.Serving;
using Writ.Demands.Follow;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.Follow;

/// <summary>An officer's pages on a demand: state, turn, answer, receipt; and nothing that is not theirs to know.</summary>
public sealed class FollowPagesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string[] Pages = ["", "/filed", "/receipt", "/promise", "/proof", "/receipt/file", "/withdrawal"];

    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Nobody_else_can_tell_a_demand_from_none()
    {
        var id = (await server.File()).Id;
        using var officer = await server.Officer();
        using var other = await server.Officer("other-officer");
        using var staff = await server.Staff();
        using var nobody = new SignIn.Reader(server);
        foreach (var page in Pages)
        {
            if (page != "/proof") Assert.Equal(HttpStatusCode.OK, (await officer.Get($"/officer/demands/{id}{page}")).Status);
            var theirs = await other.Get($"/officer/demands/{id}{page}");
            Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
            Assert.Equal((await other.Get($"/officer/demands/dmd_0000000000000000{page}")).Body, theirs.Body);
            Assert.Equal((await other.Get($"/officer/demands/x{page}")).Body, theirs.Body);
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get($"/officer/demands/{id}{page}")).Status);
            Assert.StartsWith("/sign-in", (await nobody.Get($"/officer/demands/{id}{page}")).Location, StringComparison.Ordinal);
        }

        foreach (var page in new[] { "/officer", "/officer/new", "/officer/colleagues", "/officer/grounds/no-such-account" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get(page)).Status);
            Assert.StartsWith("/sign-in", (await nobody.Get(page)).Location, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(id, (await other.Get("/officer")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_the_answer_a_demand_on_nobody_looks_like_one_on_somebody()
    {
        using var officer = await server.Officer();
        var some = (await server.File()).Id;
        var none = (await server.File(server.Demand(items: new Writ.Demands.File.FileItem(new Writ.Demands.File.FileIdentifier("email", "nobody@example.org"), "subscriber", null, null)))).Id;
        foreach (var (id, produce) in new[] { (some, true), (none, false) })
        {
            var item = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value.Items[0].Item.Id;
            var decision = produce ? new DecideItem(item, "produce", null, null, null, null) : new DecideItem(item, "refuse", "no-such-account", "There is no such account.", null, null);
            _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest([decision]))).Value;
        }

        // The page says whether it is in the record, and that comes by itself.
        foreach (var id in new[] { some, none })
            await Waiting.Until(async () => (await server.Officer.Get<ReceiptView>($"api/v1/demands/{id}/receipt")).Value.Proof is not null);
        var a = (await officer.Get($"/officer/demands/{some}")).Body;
        var b = (await officer.Get($"/officer/demands/{none}")).Body;

        Assert.Contains("A second person’s", a, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-account", b, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no such account.", b, StringComparison.Ordinal);
        Assert.DoesNotContain("Anything found", a + b, StringComparison.Ordinal);
        Assert.Equal(Shape(a, some, server.Customers[0].Email), Shape(b, none, "nobody@example.org"));
    }

    [Fact]
    public async Task The_answer_stands_beside_each_item_with_its_ground()
    {
        using var officer = await server.Officer();
        var filed = await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "subscriber"), server.Item(1, "content")));
        await server.Answer(filed.Id);

        var page = (await officer.Get($"/officer/demands/{filed.Id}")).Body;

        Assert.Contains("Produced as asked", page, StringComparison.Ordinal);
        Assert.Contains("Refused", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/officer/grounds/", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/officer/demands/{filed.Id}/production\"", page, StringComparison.Ordinal);
        Assert.Contains("1 item with data, of 2 asked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("stf_", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Withdraw this demand", page, StringComparison.Ordinal);
        Assert.Contains("The proof links it", (await officer.Get($"/officer/demands/{filed.Id}/receipt")).Body, StringComparison.Ordinal);
        Assert.StartsWith("c2sp.org/tlog-proof@v1", (await officer.Get($"/officer/demands/{filed.Id}/proof")).Body, StringComparison.Ordinal);
        Assert.Contains("\"opening\"", (await officer.Get($"/officer/demands/{filed.Id}/receipt/file")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_team_does_among_itself_is_not_in_the_timeline()
    {
        using var officer = await server.Officer();
        var id = (await server.File()).Id;
        var item = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value.Items[0].Item.Id;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest([new DecideItem(item, "produce", null, null, null, null)]))).Value;
        _ = (await server.Approver.Post<ReviewedView>($"api/v1/review/{id}/return", new SendBackRequest("Secret note on the notice"))).Value;

        var page = (await officer.Get($"/officer/demands/{id}")).Body;

        Assert.DoesNotContain("Secret note", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("class=\"timeline__entry").Length - 1);
    }

    [Fact]
    public async Task An_expired_production_is_not_offered()
    {
        await using var own = await WritServer.Start();
        var filed = await own.File();
        await own.Answer(filed.Id);
        own.Time.Now += TimeSpan.FromDays(31);
        using var officer = await own.Officer();
        var page = (await officer.Get($"/officer/demands/{filed.Id}")).Body;
        Assert.Contains("was deleted", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/production\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_filtered_searched_and_paged_and_every_view_has_an_address()
    {
        await using var own = await WritServer.Start();
        for (var i = 0; i < 27; i++) await own.File(own.Demand() with { Reference = $"Case {i:00} <b>&% x" });
        using var officer = await own.Officer();

        var first = (await officer.Get("/officer")).Body;
        Assert.Contains("1 to 25 of 27", first, StringComparison.Ordinal);
        Assert.Contains("26 to 27 of 27", (await officer.Get("/officer?page=2")).Body, StringComparison.Ordinal);
        Assert.Contains("No demand fits", (await officer.Get("/officer?page=3")).Body, StringComparison.Ordinal);
        Assert.Contains("No demand fits", (await officer.Get("/officer?state=withdrawn")).Body, StringComparison.Ordinal);
        var found = (await officer.Get("/officer?q=cASE+07&whose=mine&state=received")).Body;
        Assert.Contains("Case 07", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Case 08", found, StringComparison.Ordinal);
        Assert.Contains("href=\"/officer?q=cASE%2007&state=received\"", found, StringComparison.Ordinal);
        foreach (var odd in new[] { "?page=0", "?page=-5", "?page=x", "?state=nonsense", "?whose=%00", "?page=99999999999", "?q=%25_'\"<script>", "?q=" + new string('x', 3000) })
            Assert.Equal(HttpStatusCode.OK, (await officer.Get("/officer" + odd)).Status);
    }

    private string Shape(string page, string id, string email)
    {
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        return System.Text.RegularExpressions.Regex.Replace(main.Replace(id, "ID", StringComparison.Ordinal).Replace(email, "X", StringComparison.Ordinal), "itm_[0-9a-z]{16}", "ITEM");
    }
}
