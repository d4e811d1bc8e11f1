using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships;
using Writ.Agencies.Partnerships.Register;
using Writ.Agencies.Partnerships.Sample;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Gate.Grants;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;
using Writ.Ledger.Requests;
using Writ.Neighbors.Pages;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Tests.Requests;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Neighbors.Tests.Standing;

/// <summary>Requests of an agency that asks by a real agreement, to its end: nothing of a sample stands in for it.</summary>
public sealed class AgreementTests
{
    private const string Ground = """{"type":"Polygon","coordinates":[[[-88.5,44.2],[-88.3,44.2],[-88.3,44.35],[-88.5,44.35],[-88.5,44.2]]]}""";

    private static readonly CoarseCell Cell = CoarseCell.Of(44.29, -88.405);

    [Fact]
    public async Task When_its_time_is_over_its_requests_leave_the_files_at_that_beat_and_nothing_new_goes_out()
    {
        await using var office = await Agreed();
        var until = (await Stands(office)).Until!.Value;
        office.Now = until.AddDays(-2);
        var (id, waits, sent) = (await office.PublishedOne(), await office.Approved(office.Good("26-0002")), (await office.Send(office.Good("26-0003"))).Value);
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Equal([id], Asked(office));

        // No fact and no click: the clock alone.
        office.Now = until.AddSeconds(-1);
        await office.Work();
        Assert.Equal([id], Asked(office));
        Assert.True(await InForce(office));
        office.Now = until;
        await office.Work();
        Assert.Empty(Asked(office));
        Assert.False(await InForce(office));
        Assert.Equal("expired", (await Stands(office)).Code);

        No("requests-inert", await office.Send(office.Good("26-0004")));
        No("requests-inert", await office.Get<ApproveRequest>().Approve(sent.Text, office.Supervisor));
        No("requests-inert", await office.Get<PublishRequest>().Handle(waits.Text, true, office.Moderator));
        var view = await office.Store.Look(async work =>
            await office.Get<RequestViews>().Sent(work, (await office.Get<RequestBook>().Find(work, id.Text))!, office.Author, desk: false));
        Assert.Equal((false, false, "Not asked at present"), (view.Asks, view.MayCorrect, RequestWordsOf.State(view.Row, view.Asks, view.Now)));
    }

    [Fact]
    public async Task When_its_report_is_late_it_asks_nobody_from_that_beat_on()
    {
        await using var office = await Agreed(report: 1);
        var due = (await Stands(office)).Next!.Value;
        office.Now = due.AddDays(-1);
        var id = await office.PublishedOne();
        office.Now = due.AddSeconds(-1);
        await office.Work();
        Assert.Equal([id], Asked(office));
        office.Now = Beat(due);
        await office.Work();
        Assert.Empty(Asked(office));
        Assert.Equal("report-late", (await Stands(office)).Code);
        No("requests-inert", await office.Send(office.Good("26-0002")));
    }

    [Fact]
    public async Task When_a_side_ends_it_its_requests_leave_the_files_at_the_next_beat_and_not_before()
    {
        await using var office = await Agreed();
        office.Now = Beat(office.Now);
        var id = await office.PublishedOne();
        office.Now = office.Now.AddMinutes(16);
        await office.Work();
        Assert.Equal([id], Asked(office));
        await Happens(office, new Fact.PartnershipEnded(office.Agency, 1, "agency", "The council changed its mind.", office.Now), "1/ended");
        await office.Work();
        Assert.Equal([id], Asked(office));
        office.Now = office.Now.AddMinutes(14);
        await office.Work();
        Assert.Empty(Asked(office));
        Assert.Equal(("ended", false), ((await Stands(office)).Code, await InForce(office)));
        No("requests-inert", await office.Send(office.Good("26-0002")));
    }

    [Fact]
    public async Task Where_somebody_found_another_text_it_asks_nobody_until_they_found_the_right_one_and_its_last_day_stays()
    {
        await using var office = await Agreed();
        office.Now = Beat(office.Now);
        var id = await office.PublishedOne();
        var last = (await office.Row(id)).UntilAt;
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        var fetched = (await office.Facts()).OfType<Fact.ResolutionFetched>().First();
        await Happens(office, fetched with { Sha256 = new string('a', 64), At = office.Now }, "fetch/other");
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Empty(Asked(office));
        Assert.Equal("fetch-differs", (await Stands(office)).Code);
        await Happens(office, fetched with { At = office.Now }, "fetch/right");
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Equal([id], Asked(office));
        Assert.Equal(last, (await office.Row(id)).UntilAt);
        office.Now = Beat(last!.Value);
        await office.Work();
        Assert.Empty(Asked(office));
    }

    [Fact]
    public async Task An_agency_asks_in_its_own_area_only_whatever_parts_and_holes_it_has()
    {
        // Two parts with a gap between them, and a hole in the first.
        await using var office = await Agreed(
            """
            {"type":"MultiPolygon","coordinates":[
              [[[-88.5,44.2],[-88.4055,44.2],[-88.4055,44.35],[-88.5,44.35],[-88.5,44.2]],[[-88.409,44.2900],[-88.409,44.2915],[-88.407,44.2915],[-88.407,44.2900],[-88.409,44.2900]]],
              [[[-88.4035,44.2],[-88.3,44.2],[-88.3,44.35],[-88.4035,44.35],[-88.4035,44.2]]]]}
            """);
        foreach (var (point, inside) in new[]
        {
            ("44.290500, -88.406000", true), ("44.290500, -88.402000", true), ("44.290500, -88.405500", true), ("44.290500, -88.403500", true), ("44.290500, -88.407000", true),
            ("44.290500, -88.404500", false), ("44.290500, -88.408000", false), ("44.291400, -88.407100", false), ("44.291600, -88.407100", true),
        })
        {
            var sent = await office.Send(office.Good("26-" + point.Replace(".", string.Empty, StringComparison.Ordinal)) with { Point = point });
            Assert.True(sent.Ok == inside, point);
            if (!inside) Assert.Equal("requests-point-outside-jurisdiction", sent.Refusal!.Code);

            // Each of its own month: what was sent counts towards the month's budget.
            if (inside) await Forget(office, sent.Value);
        }
    }

    [Fact]
    public async Task Without_an_agreement_nobody_is_asked_anything()
    {
        await using var office = await Office.Open("{}", Partnerships(13), sample: false);
        Assert.Equal("no-agreement", (await Stands(office)).Code);
        No("requests-inert", await office.Send(office.Good()));
        Assert.False(await InForce(office));
    }

    private static Func<IServiceCollection, IServiceCollection> Partnerships(int report) => services =>
    {
        var folder = ((NeighborsOptions)services.Single(d => d.ServiceType == typeof(NeighborsOptions)).ImplementationInstance!).PublishedFolder;
        var options = PartnershipOptions.Usual(folder, "Sample Company") with { ReportMonths = report, Sample = true };
        return services.AddPartnerships(options, _ => new RegisterSigner("writ.example.org", text => text));
    };

    /// <summary>An office whose agency's partnership is in force, by every step that it takes.</summary>
    private static async Task<Office> Agreed(string? area = null, int report = 13)
    {
        var office = await Office.Open("{}", Partnerships(report), sample: false);
        var filled = await office.Get<SamplePartners>().Fill(
            [new SampleAgency(office.Agency, OfficerId.FromTrusted(office.Author.Subject), "Sample Police")], office.Desk.Subject, Encoding.UTF8.GetBytes(area ?? Ground), time => office.Now += time);
        Assert.True(filled.Ok, filled.Refusal?.Code);
        var standing = await Stands(office);
        Assert.True(standing.InForce, standing.Code);
        return office;
    }

    private static Task<PartnershipStanding> Stands(Office office)
    {
        var now = office.Now;
        return office.Store.Look(work => office.Get<PartnershipRegister>().Standing(work, office.Agency, now));
    }

    /// <summary>What the gate asks before anything is given, opened, kept longer or passed on, and when it looks whose grants to end.</summary>
    private static Task<bool> InForce(Office office)
    {
        var now = office.Now;
        return office.Store.Look(work => office.Get<IGrantDoor>().InForce(work, office.Agency, now));
    }

    private static DateTimeOffset Beat(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.FromMinutes(15).Ticks - 1) / TimeSpan.FromMinutes(15).Ticks * TimeSpan.FromMinutes(15).Ticks, TimeSpan.Zero);

    private static IReadOnlyList<RequestId> Asked(Office office) =>
        [.. RegionFile.Read(File.ReadAllBytes(Path.Combine(office.Published, RegionFile.PathOf(Cell))), Cell).Value.Select(d => d.Id)];

    /// <summary>Entry and row, as the room of partnerships writes them.</summary>
    private static async Task Happens(Office office, Fact fact, string slot) => Assert.True((await office.Store.Act<bool>(async work =>
    {
        var entry = await Outbox.Append(work, Facts.OfPartnership(fact));
        await work.Db().SaveChangesAsync();
        await work.Db().Database.ExecuteSqlInterpolatedAsync(
            $"INSERT INTO partnership_act (entry_seq, agency_id, slot, kind, agreement, actor, at) VALUES ({entry.Seq}, {office.Agency.Text}, {slot}, {fact.Number}, 1, 'test', {fact.At.UtcTicks})");
        return true;
    })).Ok);

    private static Task Forget(Office office, RequestId id) => office.Store.Act<bool>(async work =>
    {
        await work.Db().Database.ExecuteSqlInterpolatedAsync($"DELETE FROM request_event WHERE request_id = {id.Text}");
        await work.Db().Database.ExecuteSqlInterpolatedAsync($"DELETE FROM community_request WHERE id = {id.Text}");
        return true;
    });

    private static void No<T>(string code, Result<T> done)
    {
        Assert.False(done.Ok);
        Assert.Equal(code, done.Refusal!.Code);
    }
}
