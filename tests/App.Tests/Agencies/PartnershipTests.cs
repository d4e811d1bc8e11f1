using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Demands;
using Writ.Ledger.Log;
using Writ.Ledger.Partnerships;

namespace Writ.App.Tests.Agencies;

/// <summary>A partnership from the first form to its end, as company, agency, clerk, outside parties and anybody see it.</summary>
public sealed class PartnershipTests
{
    [Fact]
    public async Task A_partnership_is_in_force_when_everybody_did_their_part_and_time_is_over()
    {
        await using var town = await PartnershipTown.Make();
        Assert.Equal(InertReason.NoAgreement, (await town.Standing()).Reason);
        var (clerk, _, _) = await town.UntilTheClerk();
        Assert.Equal(InertReason.NotCountersigned, (await town.Standing()).Reason);
        Assert.Contains("Turn: the clerk", (await town.Admin.Get(PartnershipTown.Own)).Body, StringComparison.Ordinal);
        var page = (await clerk.Get(town.Outside)).Body;
        Assert.Contains("Agreement, word for word.", page, StringComparison.Ordinal);
        Assert.Contains(PartnershipTown.Hash("resolution"), page, StringComparison.Ordinal);
        PartnershipTown.Done(await town.Countersign(clerk));

        // Sent again, it is the first one.
        PartnershipTown.Done(await town.Countersign(clerk));
        Assert.Equal("1", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 32"));

        using var anybody = new Reader(town.Server);
        var form = $"/object/{town.Agency.Text}";
        PartnershipTown.Done(await anybody.Post(form, form, ("object-text", "It says nothing of how long it is kept.")));
        PartnershipTown.Done(await anybody.Post(form, form, ("object-text", "It says nothing of how long it is kept.")));
        Assert.Equal("1", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 33"));
        town.Server.Time.Now += TimeSpan.FromSeconds(119);
        Assert.Equal(InertReason.ObjectionsOpen, (await town.Standing()).Reason);
        town.Server.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(InertReason.ObjectionUnanswered, (await town.Standing()).Reason);
        PartnershipTown.Done(await town.Admin.Post(PartnershipTown.Own, $"{PartnershipTown.Own}/answers/1", ("answer1-text", "The use policy says ninety days.")));
        Assert.True((await town.Standing()).InForce);
        Assert.Contains("The use policy says ninety days.", (await anybody.Get(form)).Body, StringComparison.Ordinal);

        // What follows is written down by itself, and strangers see it once it is in the record.
        while (!(await anybody.Get($"/agencies/{town.Agency.Text}")).Body.Contains("The partnership is in force", StringComparison.Ordinal)) await Task.Delay(20);
        var file = (await anybody.GetRaw($"/partners/{town.Agency.Text}/{PartnershipTown.Hash("resolution")}.txt")).Body;
        Assert.Equal("resolution, word for word.\n", file);

        PartnershipTown.Done(await town.Admin.Post(PartnershipTown.Own, $"{PartnershipTown.Own}/ending", ("ending-reason", "The council changed its mind."), ("ending-agreement", "1")));
        Assert.Equal(InertReason.Ended, (await town.Standing()).Reason);

        // A report is owed on what was in force, and is then public.
        var answers = new[] { "use", "sharing", "sources", "places", "complaints", "audits", "breaches", "effectiveness", "requests", "cost", "changes", "suppliers" }
            .Select(name => (name, "Nothing to report.")).ToArray();
        var incomplete = await town.Admin.Post(PartnershipTown.Own + "/report", PartnershipTown.Own + "/report", answers[1..]);
        Assert.Equal(400, (int)incomplete.Status);
        Assert.Contains("Nothing to report.", incomplete.Body, StringComparison.Ordinal);
        PartnershipTown.Done(await town.Admin.Post(PartnershipTown.Own + "/report", PartnershipTown.Own + "/report", answers));
        Assert.Equal("1", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 38"));
    }

    [Fact]
    public async Task Whoever_was_not_named_sees_and_does_nothing()
    {
        await using var town = await PartnershipTown.Make();
        var (clerk, first, _) = await town.UntilTheClerk();
        var overseer = await town.Name("overseer", "Oversight Board");

        // Each has one part.
        Assert.Equal(403, (int)(await town.Fetch(clerk, "resolution")).Status);
        Assert.Equal(403, (int)(await town.Countersign(first)).Status);
        Assert.Equal(403, (int)(await town.Countersign(overseer)).Status);
        foreach (var outsider in new[] { clerk, first, overseer })
        {
            foreach (var path in new[] { "/desk", "/desk/agencies", town.Here, PartnershipTown.Own, "/officer", "/my" })
                Assert.Equal(403, (int)(await outsider.Get(path)).Status);
            Assert.Equal(403, (int)(await outsider.Get($"/outside/{AgencyId.New().Text}")).Status);
        }

        foreach (var insider in new[] { town.Desk, town.Admin })
        {
            Assert.Equal(403, (int)(await insider.Get(town.Outside)).Status);
            Assert.Equal(403, (int)(await insider.Get($"{town.Outside}/export")).Status);
        }

        Assert.Equal(403, (int)(await town.Admin.Get(town.Here)).Status);
        Assert.Equal(403, (int)(await town.Desk.Get(PartnershipTown.Own)).Status);
        Assert.Equal(403, (int)(await clerk.Get($"{town.Outside}/export")).Status);

        // Another agency's officer has no part in this one's, admin or not.
        using var other = await town.Server.SignedInAs("other-officer");
        Assert.Equal(403, (int)(await other.Get(PartnershipTown.Own)).Status);
        using var export = await overseer.Open($"{town.Outside}/export");
        Assert.Equal(HttpStatusCode.OK, export.StatusCode);
        using var zip = new ZipArchive(await export.Content.ReadAsStreamAsync());
        using var facts = new StreamReader(zip.GetEntry("facts.jsonl")!.Open());
        Assert.Contains("\"kind\":\"resolution-placed\"", await facts.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.NotNull(zip.GetEntry($"partners/{town.Agency.Text}/{PartnershipTown.Hash("Agreement")}.txt"));
    }

    [Fact]
    public async Task What_was_not_read_is_not_signed_and_a_wrong_fetch_is_public()
    {
        await using var town = await PartnershipTown.Make();
        var (clerk, first, _) = await town.UntilTheClerk();
        Refused(await town.Countersign(clerk, "another resolution"), 409, "agencies-partner-seen");
        PartnershipTown.Done(await town.Fetch(first, "resolution", "another text"));
        Assert.Equal(InertReason.FetchDiffers, (await town.Standing()).Reason);
        PartnershipTown.Done(await town.Fetch(first, "resolution"));
        Assert.Equal(InertReason.NotCountersigned, (await town.Standing()).Reason);
        var page = await first.Post(town.Outside, $"{town.Outside}/fetches", ("fetch-what", "resolution"), ("fetch-sha256", "<script>"));
        Assert.Equal(400, (int)page.Status);
    }

    [Fact]
    public async Task Every_step_waits_for_the_one_before()
    {
        await using var town = await PartnershipTown.Make();
        Refused(await town.Notice(town.Server.Time.Now.AddMinutes(2)), 409, "agencies-partner-no-agreement");
        PartnershipTown.Done(await town.Propose());
        PartnershipTown.Done(await town.Propose());
        Assert.Equal("1", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 26"));
        Refused(await town.Propose(text: PartnershipTown.Text("Another")), 409, "agencies-partner-open");
        Assert.Equal(400, (int)(await town.Notice(town.Server.Time.Now.AddMinutes(-2))).Status);
        Assert.Equal(400, (int)(await town.Notice(town.Server.Time.Now.AddMinutes(2), "http://town.example/notice")).Status);
        PartnershipTown.Done(await town.Notice(town.Server.Time.Now.AddMinutes(2)));
        Refused(await town.Notice(town.Server.Time.Now.AddMinutes(3)), 409, "agencies-partner-done");
        Refused(await town.Hearing(), 409, "agencies-partner-hearing-ahead");
        Refused(await town.Place("resolution"), 409, "agencies-partner-comment-open");
        town.Server.Time.Now += TimeSpan.FromSeconds(119);
        Refused(await town.Hearing(), 409, "agencies-partner-hearing-ahead");
        town.Server.Time.Now += TimeSpan.FromSeconds(1);
        PartnershipTown.Done(await town.Hearing());
        PartnershipTown.Done(await town.Place("resolution"));
    }

    [Fact]
    public async Task What_is_not_eligible_is_refused_beside_its_question()
    {
        await using var town = await PartnershipTown.Make();
        foreach (var (level, actsFor, publicity, said) in ((string, string, string, string)[])
        [
            ("federal", "nobody", "none", "Only local agencies"),
            ("immigration", "nobody", "none", "Only local agencies"),
            ("state", "nobody", "none", "Only local agencies"),
            ("municipal", "immigration", "none", "acts for a federal"),
            ("municipal", "federal", "none", "acts for a federal"),
            ("municipal", "nobody", "approval", "control over what the agency says"),
            ("municipal", "nobody", "script", "control over what the agency says"),
            ("", "", "", "Only local agencies"),
        ])
        {
            var page = await town.Propose(level, actsFor, publicity);
            Assert.Equal(422, (int)page.Status);
            Assert.Contains(said, page.Body, StringComparison.Ordinal);
        }

        // A last day a day too late, and today.
        var latest = town.Server.Today.AddMonths(12);
        Assert.Equal(400, (int)(await town.Propose(ends: latest.AddDays(1))).Status);
        Assert.Equal(400, (int)(await town.Propose(ends: town.Server.Today)).Status);
        Assert.Equal("0", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 26"));
        PartnershipTown.Done(await town.Propose(ends: latest));
    }

    [Fact]
    public async Task Text_that_hides_or_turns_is_refused_and_markup_stays_text()
    {
        await using var town = await PartnershipTown.Make();
        PartnershipTown.Done(await town.Propose());
        PartnershipTown.Done(await town.Notice(town.Server.Time.Now.AddMinutes(2)));
        var form = $"/object/{town.Agency.Text}";
        using var anybody = new Reader(town.Server);
        foreach (var text in new[] { "short", "right to left \u202E override here", "zero \u200B width in the middle", new string('x', 4001), "half a pair \uFFFE\u0007 and a bell" })
            Assert.Equal(400, (int)(await anybody.Post(form, form, ("object-text", text))).Status);
        PartnershipTown.Done(await anybody.Post(form, form, ("object-text", "<script>alert(1)</script> and <b>bold</b>")));
        Assert.Contains("&lt;script&gt;", (await anybody.GetRaw(form)).Body, StringComparison.Ordinal);
        Assert.Equal(400, (int)(await town.Desk.Post(
            town.Here, $"{town.Here}/gifts", ("gift-what", "device"), ("gift-item", "Camera\u202E"), ("gift-count", "99999999999999999999"), ("gift-value", "-1"), ("gift-currency", "dollars"),
            ("gift-to", ""), ("gift-conditions", "None"))).Status);
        var gift = new[] { ("gift-what", "device"), ("gift-item", "<i>Camera</i>"), ("gift-count", "2"), ("gift-value", "9900"), ("gift-currency", "usd"), ("gift-to", "The station"), ("gift-conditions", "None"), ("once", "gft_1") };
        PartnershipTown.Done(await town.Desk.Post(town.Here, $"{town.Here}/gifts", gift));
        PartnershipTown.Done(await town.Desk.Post(town.Here, $"{town.Here}/gifts", gift));
        Assert.Equal("1", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 27"));
        Assert.Equal(404, (int)(await anybody.Get($"/object/{AgencyId.New().Text}")).Status);
    }

    [Fact]
    public async Task What_time_brings_is_looked_after_at_its_time_and_not_again_and_again()
    {
        await using var town = await PartnershipTown.Make();
        PartnershipTown.Done(await town.SetArea(PartnershipTown.Area));
        PartnershipTown.Done(await town.Propose());
        PartnershipTown.Done(await town.Notice(town.Server.Time.Now.AddMinutes(2)));

        // A job that owes itself anew at once would be due for ever.
        Task<long> Due() => town.Server.Count("job", $"kind = 'partnership-edge' AND due_at <= {town.Server.Time.Now.UtcTicks}");
        await Waiting.Until(async () => await Due() == 0);
        Assert.Equal(1, await town.Server.Count("job", "kind = 'partnership-edge'"));
    }

    [Fact]
    public async Task A_day_on_which_something_changed_has_a_signed_file_once_it_is_over()
    {
        await using var town = await PartnershipTown.Make();
        PartnershipTown.Done(await town.Propose());
        PartnershipTown.Done(await town.SetArea(PartnershipTown.Area));
        town.Server.Time.Now = WritServer.Noon.AddHours(12);
        using var anybody = new Reader(town.Server);
        string page;
        while (!(page = (await anybody.Get("/agencies/days")).Body).Contains("/partners/days/", StringComparison.Ordinal)) await Task.Delay(20);
        var path = page[page.IndexOf("/partners/days/", StringComparison.Ordinal)..];
        var note = (await anybody.GetRaw(path[..path.IndexOf('"')])).Body;
        var text = SignedNote.Verify(note, [town.Server.App.Services.GetRequiredService<DemandKeys>().Promises.Verifier]).Value;
        Assert.StartsWith("writ.register-day/v1\n", text, StringComparison.Ordinal);
        Assert.Contains("\"after\":\"no-notice\"", text, StringComparison.Ordinal);
        Assert.Contains("\"before\":\"no-agreement\"", text, StringComparison.Ordinal);
        Assert.Contains("[\"agreement-proposed\",\"jurisdiction-set\"]", text, StringComparison.Ordinal);
    }

    private static void Refused(Page page, int status, string code)
    {
        Assert.Equal(status, (int)page.Status);
        Assert.Contains(code, page.Body, StringComparison.Ordinal);
    }
}
