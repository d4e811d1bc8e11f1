using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Oversight.Equity;
using Writ.Neighbors.Oversight.Noise;
using Writ.Neighbors.Oversight.Totals;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Tests.Requests;
using Writ.Store;

namespace Writ.Neighbors.Tests.Oversight;

/// <summary>A quarter is published when it is over: once, with what was drawn, and with nothing that a request or a home could be told from.</summary>
public sealed class QuarterTests
{
    private static readonly DateTimeOffset Over = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Period Quarter = Period.FromTrusted("2026-q1");

    [Fact]
    public async Task Nothing_is_published_before_the_quarter_is_over_and_then_at_once()
    {
        await using var office = await Opened(new Grants(400));
        _ = await office.PublishedOne();
        office.Now = Over.AddSeconds(-1);
        await office.Work();
        Assert.Empty(await Files(office));
        office.Now = Over;
        await office.Work();
        await office.Work();
        Assert.Equal([OversightKind.Grants, OversightKind.Equity, OversightKind.Pressure], (await Files(office)).Select(f => f.Kind).Order());
        var facts = (await office.Facts()).Where(f => f.Number is 49 or 50 or 51).ToList();
        Assert.Equal(3, facts.Count);
        foreach (var file in await Files(office))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(office.Published, file.Path));
            Assert.Equal(file.Document, Encoding.UTF8.GetString(bytes));
            var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            Assert.Contains(facts, f => f is Fact.GrantTotalsPublished { Path: var p, Sha256: var s } && p == file.Path && s == sha
                || f is Fact.EquityReportPublished { Path: var q, Sha256: var t } && q == file.Path && t == sha || f is Fact.PressureTotalsPublished { Path: var r, Sha256: var u } && r == file.Path && u == sha);
        }
    }

    [Fact]
    public async Task Noise_is_drawn_once_whatever_runs_again()
    {
        await using var office = await Opened(new Grants(400));
        _ = await office.PublishedOne();
        office.Now = Over;
        await office.Work();
        var first = (await Files(office)).Select(f => f.Document).ToList();
        for (var i = 0; i < 3; i++) Assert.True((await Job(office).Run("2026-q1", CancellationToken.None)).Ok);
        Assert.Equal(first, (await Files(office)).Select(f => f.Document));
        Assert.Equal(3, (await office.Facts()).Count(f => f.Number is 49 or 50 or 51));

        // The table itself does not take a second one.
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => office.Store.Act<bool>(async work =>
        {
            work.Db().Add(new OversightFile { Kind = OversightKind.Grants, Quarter = "2026-q1", Path = "oversight/other.json", Document = "{}", PublishedAt = Over });
            await work.Db().SaveChangesAsync();
            return true;
        }));
    }

    [Fact]
    public async Task A_quarter_s_noise_is_not_that_of_another_home_s_world()
    {
        // With the same coins, one home more changes the number by one and nothing else.
        async Task<long?> Shown(long homes)
        {
            await using var office = await Opened(new Grants(homes), "same");
            _ = await office.PublishedOne();
            office.Now = Over;
            await office.Work();
            return Totals(await Files(office), OversightKind.Grants).Lines.Single(l => l.Agency == office.Agency).Shown;
        }

        Assert.Equal(await Shown(400) + 1, await Shown(401));
    }

    [Fact]
    public async Task Which_agencies_are_listed_does_not_follow_from_what_homes_did()
    {
        foreach (var homes in new[] { 0L, 3, 5000 })
        {
            await using var office = await Opened(new Grants(homes));
            _ = await office.PublishedOne();
            office.Now = Over;
            await office.Work();
            var lines = Totals(await Files(office), OversightKind.Grants).Lines;
            Assert.Equal(office.Agency, Assert.Single(lines).Agency);
            if (homes == 5000) Assert.InRange(lines[0].Shown!.Value, 4900, 5100);
        }
    }

    [Fact]
    public async Task Each_quarter_owes_the_next_even_where_nothing_happened_in_it()
    {
        await using var office = await Opened(new Grants(30));
        _ = await office.PublishedOne();
        foreach (var months in new[] { 0, 3, 6 })
        {
            office.Now = Over.AddMonths(months);
            await office.Work();
        }

        Assert.Equal(["2026-q1", "2026-q2", "2026-q3"], (await Files(office)).Where(f => f.Kind == OversightKind.Pressure).Select(f => f.Quarter).Order());
    }

    [Fact]
    public async Task After_standing_still_for_a_year_each_quarter_is_made_up_for()
    {
        await using var office = await Opened(new Grants(30));
        _ = await office.PublishedOne();
        office.Now = Over.AddMonths(9).AddDays(2);
        for (var i = 0; i < 6; i++) await office.Work();
        Assert.Equal(["2026-q1", "2026-q2", "2026-q3", "2026-q4"], (await Files(office)).Where(f => f.Kind == OversightKind.Grants).Select(f => f.Quarter).Order());
    }

    [Fact]
    public async Task A_request_counts_once_by_its_dwellings_and_a_correction_not_again()
    {
        await using var office = await Office.Open();
        var first = await office.PublishedOne();
        _ = await office.PublishedOne(office.Good() with { Facts = "A garage was opened with a saw." }, first);
        var refused = await office.Approved(office.Good("26-0002"));
        Assert.True((await office.Get<RefuseRequest>().Handle(refused.Text, "facts-thin", "There is no incident.", office.Moderator)).Ok);
        office.Now = Over;
        await office.Work();
        var equity = EquityDocument.Parse(Encoding.UTF8.GetBytes((await Files(office)).Single(f => f.Kind == OversightKind.Equity).Document)).Value;
        Assert.Equal((1, 1, 0.0), (equity.Requests, equity.Refused, equity.Outside));
        Assert.Equal(1, equity.Areas.Sum(a => a.Requests), 1e-3);

        // From 88.410 to 88.401 west it lies in Station Hill alone, whose border is at 88.411.
        Assert.Equal(1, equity.Areas.Single(a => a.Name == "Station Hill").Requests);
        Assert.Equal(3, equity.Groups.Count);
        Assert.Equal(3, equity.Pairs.Count);
        Assert.Null(equity.Followed);
        Assert.All(equity.Areas, a => Assert.True(a.Rate!.High > 0));
    }

    [Fact]
    public async Task A_request_across_a_border_counts_on_both_sides_by_dwellings()
    {
        await using var office = await Office.Open();
        _ = await office.PublishedOne(office.Good() with
        {
            Point = "44.286, -88.411", Area = "44.281, -88.415\n44.281, -88.407\n44.288, -88.407\n44.288, -88.415",
        });
        office.Now = Over;
        await office.Work();
        var equity = EquityDocument.Parse(Encoding.UTF8.GetBytes((await Files(office)).Single(f => f.Kind == OversightKind.Equity).Document)).Value;
        Assert.Equal(4, equity.Areas.Count(a => a.Requests > 0.05));
        Assert.Equal(1, equity.Areas.Sum(a => a.Requests) + equity.Outside, 1e-3);
    }

    [Fact]
    public async Task Demands_that_followed_are_one_number_about_the_quarter_before()
    {
        var followed = new Followed();
        await using var office = await Office.Open(change: services => services.AddSingleton<IDemandsThatFollowed>(followed));
        _ = await office.PublishedOne();
        office.Now = Over.AddMonths(3);
        for (var i = 0; i < 4; i++) await office.Work();
        var files = await Files(office);
        var second = EquityDocument.Parse(Encoding.UTF8.GetBytes(files.Single(f => f.Kind == OversightKind.Equity && f.Quarter == "2026-q2").Document)).Value;
        Assert.Equal(new EquityFollowed(90, 1, 1), second.Followed);
        Assert.Equal("260001", Assert.Single(followed.Asked).CaseKey);
        Assert.True(followed.Asked[0].IsNamedBy("26 0001"));
        Assert.False(followed.Asked[0].IsNamedBy("26-0002"));
        Assert.True(second.Quarter.Begin() - TimeSpan.FromDays(90) >= Quarter.Begin());
    }

    [Fact]
    public async Task Without_neighbourhoods_there_is_no_equity_report()
    {
        await using var office = await Office.Open(limits: "{}");
        _ = await office.PublishedOne();
        office.Now = Over;
        await office.Work();
        Assert.DoesNotContain(await Files(office), f => f.Kind == OversightKind.Equity);
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":-1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":1.5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":5,"group":7},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":0},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},{"properties":{"id":"a","name":"B","dwellings":5},"geometry":{"type":"Polygon","coordinates":[[[2,0],[3,0],[3,1],[2,0]]]}}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"id":"a","name":"A","dwellings":5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},{"properties":{"id":"b","name":"B","dwellings":5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}}]}""")]
    public void Neighbourhoods_that_cannot_be_counted_by_are_refused(string file) =>
        Assert.Equal("oversight-areas-file", AreasFile.Read(_ => new MemoryStream(Encoding.UTF8.GetBytes(file))).Refusal?.Code);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"epsilonOver":1,"epsilonUnder":1000}""", true)]
    [InlineData("""{"epsilonOver":1,"epsilonUnder":1001}""", false)]
    [InlineData("""{"epsilonOver":2,"epsilonUnder":4}""", true)]
    [InlineData("""{"epsilonOver":3,"epsilonUnder":4}""", false)]
    [InlineData("""{"epsilonOver":4,"epsilonUnder":1}""", false)]
    [InlineData("""{"epsilonOver":0}""", false)]
    [InlineData("""{"epsilonOver":-1,"epsilonUnder":-2}""", false)]
    [InlineData("""{"epsilon":0.5}""", false)]
    [InlineData("""{"epsilonOver":0.5}""", false)]
    [InlineData("""{"threshold":10}""", true)]
    [InlineData("""{"threshold":9}""", false)]
    [InlineData("""{"keepWordsDays":730}""", true)]
    [InlineData("""{"keepWordsDays":731}""", false)]
    [InlineData("""{"mostPressureADay":0}""", false)]
    [InlineData("""{"threshold":15,"threshold":16}""", false)]
    [InlineData("[", false)]
    [InlineData("null", false)]
    public void Numbers_are_taken_only_within_their_edges(string file, bool fits)
    {
        var read = OversightSettings.Read(_ => new MemoryStream(Encoding.UTF8.GetBytes(file)));
        Assert.Equal(fits, read.Ok);
        if (!fits) Assert.Equal("oversight-settings-file", read.Refusal!.Code);
    }

    private static Task<Office> Opened(Grants grants, string seed = "quarter") => Office.Open(change: services => services.AddSingleton<IGrantCounts>(grants).AddSingleton<ICoins>(new Coins(seed)));

    private static PublishQuarter Job(Office office) => office.Get<IEnumerable<Writ.Store.Jobs.IJobHandler>>().OfType<PublishQuarter>().Single();

    private static Task<List<OversightFile>> Files(Office office) => office.Store.Look(work => work.Db().Set<OversightFile>().ToListAsync());

    private static TotalsDocument Totals(List<OversightFile> files, OversightKind kind) => TotalsDocument.Parse(Encoding.UTF8.GetBytes(files.Single(f => f.Kind == kind).Document)).Value;

    private sealed class Grants(long homes) : IGrantCounts
    {
        public Task<IReadOnlyDictionary<AgencyId, long>> Homes(IWork work, DateTimeOffset from, DateTimeOffset to)
        {
            var agency = work.Rows("SELECT id FROM agency WHERE name = 'Sample Police'", [], row => AgencyId.FromTrusted(row.GetString(0))).Single();
            return Task.FromResult<IReadOnlyDictionary<AgencyId, long>>(new Dictionary<AgencyId, long> { [agency] = homes });
        }
    }

    private sealed class Followed : IDemandsThatFollowed
    {
        public List<AskedCase> Asked { get; } = [];

        public Task<long> Count(IWork work, IReadOnlyList<AskedCase> asks, TimeSpan within)
        {
            Asked.AddRange(asks);
            return Task.FromResult((long)asks.Count);
        }
    }
}
