using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Writ.Base;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Oversight.Equity;

/// <summary>
/// Requests per 1,000 dwellings by neighbourhood. A request counts in each neighbourhood by the part of its dwellings that lie there, so that all of them together count it once. Nothing
/// here knows of homes or answers.
/// </summary>
internal sealed class EquityReport(Neighbourhoods areas, TownMap town, OversightSettings settings, IEnumerable<IDemandsThatFollowed> demands)
{
    /// <summary>Null where no neighbourhoods were loaded.</summary>
    public async Task<EquityDocument?> Make(IWork work, Period quarter)
    {
        if (areas.All is not { } all) return null;
        var answered = await Answered(work, quarter);
        var asked = answered.Where(r => r.UntilAt is not null && r.Corrects is null).ToList();
        var counts = new double[all.Count];
        foreach (var request in asked) Share(all, request, counts);
        return Of(quarter, all, counts, asked.Count, answered.Count(r => r.RefusedRule is not null), await Followed(work, quarter));
    }

    /// <summary>The document for counts that were made already.</summary>
    internal static EquityDocument Of(Period quarter, IReadOnlyList<Neighbourhood> all, double[] counts, long asked, long refused, EquityFollowed? followed)
    {
        var (inside, dwellings) = (counts.Sum(), all.Sum(a => a.Dwellings));
        var lines = all.Zip(counts).OrderBy(line => line.First.Id, StringComparer.Ordinal).Select(line => new EquityArea(
            line.First.Id, line.First.Name, line.First.Group, line.First.Dwellings, Intervals.Round(line.Second), Intervals.Rate(line.Second, line.First.Dwellings),
            Intervals.OfWhole(line.Second, line.First.Dwellings, inside, dwellings))).ToList();
        var groups = all.Zip(counts).Where(line => line.First.Group is not null).GroupBy(line => line.First.Group!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Dwellings: g.Sum(line => line.First.Dwellings), Requests: g.Sum(line => line.Second))).ToList();
        var pairs = groups.SelectMany((of, i) => groups.Skip(i + 1).Select(to => new EquityPair(of.Name, to.Name, Intervals.Between(of.Requests, of.Dwellings, to.Requests, to.Dwellings))));
        return new EquityDocument(
            quarter, asked, refused, Intervals.Round(Math.Max(0, asked - inside)), lines,
            [.. groups.Select(g => new EquityGroup(
                g.Name, g.Dwellings, Intervals.Round(g.Requests), Intervals.Rate(g.Requests, g.Dwellings), Intervals.OfWhole(g.Requests, g.Dwellings, inside, dwellings)))],
            [.. pairs], followed);
    }

    /// <summary>The newest quarter after whose end so many days had passed by the end of this one: of 90 days, the one before.</summary>
    internal static Period CountedOf(Period quarter, int days)
    {
        var before = OversightPaths.QuarterOf(quarter.First.AddDays(-1));
        while (before.End().AddDays(days) > quarter.End()) before = OversightPaths.QuarterOf(before.First.AddDays(-1));
        return before;
    }

    private static Task<List<CommunityRequest>> Answered(IWork work, Period quarter)
    {
        var (begin, end) = (quarter.Begin(), quarter.End());
        return work.Db().Set<CommunityRequest>().AsNoTracking().Where(r => r.AnsweredAt >= begin && r.AnsweredAt < end).OrderBy(r => r.Id).ToListAsync();
    }

    private void Share(IReadOnlyList<Neighbourhood> all, CommunityRequest request, double[] counts)
    {
        var shape = Area.FromTrusted([.. request.AsPublished().Area.Select(p => Place.Of(p.Latitude, p.Longitude)!.Value)]).Shape;
        var whole = Weight(shape);
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Shape.Intersects(shape)) counts[i] += Math.Min(1, Weight(all[i].Shape.Intersection(shape)) / whole);
        }

        // Where the grid knows nobody, or is there no more, ground counts for dwellings.
        double Weight(Geometry part) => town.Dwellings is { } grid && grid.Weigh(shape) > 0 ? grid.Weigh(part) : part.Area;
    }

    private async Task<EquityFollowed?> Followed(IWork work, Period quarter)
    {
        if (demands.SingleOrDefault() is not { } counts) return null;
        var before = CountedOf(quarter, settings.FollowDays);
        var asks = (await Answered(work, before)).Where(r => r.UntilAt is not null && r.Corrects is null).Select(r => new AskedCase(r.AgencyId, r.CaseKey!, r.AnsweredAt!.Value)).ToList();
        return new EquityFollowed(settings.FollowDays, asks.Count, await counts.Count(work, asks, TimeSpan.FromDays(settings.FollowDays)));
    }
}
