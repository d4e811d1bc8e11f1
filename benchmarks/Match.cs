using System.Diagnostics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Writ.Bench.Harness;
using Writ.Ledger.Requests;

namespace Writ.Bench;

/// <summary>100,000 open requests of one region against one place, as a hub does after each fetch: ours reads all; peers are NetTopologySuite's STRtree and PostGIS with a GiST index.</summary>
internal sealed class Match : IBench
{
    private const int Requests = 100_000;

    private const int Corners = 24;

    private const int Queries = 40;

    public string Name => "match";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var holds = HubInside.Type("Neighbors.RequestMatch").GetMethod("Holds")!.CreateDelegate<Func<IReadOnlyList<GroundPoint>, double, double, bool>>();

        // Spread over the cell by two steps that have no common measure, each a rough circle of some 500 metres.
        var areas = Enumerable.Range(0, Requests).Select(i => Area(44.2 + (0.1 * (i * 0.6180339887 % 1)), -88.5 + (0.1 * (i * 0.7548776662 % 1)))).ToArray();
        var shapes = areas.Select(Shape).ToArray();
        var (latitude, longitude) = (44.251234, -88.447654);
        var ours = () => areas.Count(area => holds(area, latitude, longitude));
        var point = new Point(longitude, latitude);
        var index = Index(shapes);
        if (ours() != Found(index, point)) throw new InvalidOperationException("Both must find the same");

        var fresh = await Rounds.Alternate(7, () => Rate(1, () => ours()), () => Rate(1, () => Found(Index(shapes), point)));
        var kept = await Rounds.Alternate(7, () => Rate(1, () => ours()), () => Rate(Queries, () => Found(index, point)));
        using var gis = PostGis.IsThere ? await PostGis.With(areas) : throw new InvalidOperationException("postgresql-15-postgis-3 is not installed");
        if ((await gis.Covers(latitude, longitude, 1)).Found != ours()) throw new InvalidOperationException("All must find the same");
        var database = await Rounds.Alternate(5, () => Task.FromResult(Rate(1, () => ours())), async () => (await gis.Covers(latitude, longitude, Queries)).Rate);
        string Micros(double rate) => $"{Text.Number(1e6 / rate / Requests, "0.0000")} µs a request";
        return
        [
            new Row(Name, "100,000 areas of 24 corners against one place, read through", Micros(fresh.Ours), $"{Micros(fresh.Peer)} STRtree, built and asked once (NetTopologySuite)", fresh.RatioText, "none"),
            new Row(Name, "the same", Micros(database.Ours), $"{Micros(database.Peer)} PostGIS, GiST on the same polygons, inside the database", database.RatioText, "none"),
            new Row(Name, "the same", Micros(kept.Ours), $"{Micros(kept.Peer)} STRtree, built before", kept.RatioText, "none"),
        ];
    }

    private static double Rate(int times, Func<int> match)
    {
        var from = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) _ = match();
        return times / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static int Found(STRtree<Polygon> index, Point point) => index.Query(point.EnvelopeInternal).Count(shape => shape.Covers(point));

    private static STRtree<Polygon> Index(Polygon[] shapes)
    {
        var index = new STRtree<Polygon>();
        foreach (var shape in shapes) index.Insert(shape.EnvelopeInternal, shape);
        index.Build();
        return index;
    }

    private static GroundPoint[] Area(double latitude, double longitude) => [.. Enumerable.Range(0, Corners).Select(i =>
        new GroundPoint(latitude + (0.0045 * Math.Sin(2 * Math.PI * i / Corners)), longitude + (0.0063 * Math.Cos(2 * Math.PI * i / Corners))))];

    private static Polygon Shape(GroundPoint[] area) => new(new LinearRing([.. area.Append(area[0]).Select(p => new Coordinate(p.Longitude, p.Latitude))]));
}
