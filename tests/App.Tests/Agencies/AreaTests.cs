using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Agencies;

/// <summary>GeoJSON from outside: one refusal for each thing that can be wrong with an area.</summary>
public sealed class AreaTests
{
    [Fact]
    public async Task An_area_is_taken_or_refused_for_what_is_wrong_with_it()
    {
        await using var town = await PartnershipTown.Make();
        foreach (var (said, area) in Wrong())
        {
            var page = await town.SetArea(Encoding.UTF8.GetBytes(area));
            Assert.True((int)page.Status is 400 or 413, $"{page.Status} for {area[..Math.Min(80, area.Length)]}");
            Assert.True(page.Body.Contains(said, StringComparison.Ordinal), $"Not '{said}' for {area[..Math.Min(80, area.Length)]}");
        }

        Assert.Equal("0", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 25"));
        foreach (var area in Right())
        {
            PartnershipTown.Done(await town.SetArea(Encoding.UTF8.GetBytes(area)));
            PartnershipTown.Done(await town.SetArea(Encoding.UTF8.GetBytes(area)));
        }

        Assert.Equal($"{Right().Count()}", await town.Server.Text("SELECT COUNT(*) FROM partnership_act WHERE kind = 25"));
        var there = await town.Server.Store.Look(work => town.Server.App.Services.GetRequiredService<PartnershipRegister>().Area(work, town.Agency));
        Assert.Equal(50_000, there!.Points);
    }

    private static IEnumerable<(string Said, string Area)> Wrong()
    {
        const string form = "Send GeoJSON";
        yield return (form, "not json");
        yield return (form, "[]");
        yield return (form, "null");
        yield return (form, """{"type":"Point","coordinates":[0,0]}""");
        yield return (form, """{"type":"FeatureCollection","features":[]}""");
        yield return (form, """{"type":"Polygon","type":"Polygon","coordinates":[]}""");
        yield return (form, """{"type":"Polygon","coordinates":[]}""");
        yield return (form, """{"type":"Polygon","coordinates":"x"}""");
        yield return (form, """{"type":"Polygon","coordinates":[[["0",0],[1,0],[1,1],[0,0]]]}""");
        yield return (form, """{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[1,1],[1e999,0]]]}""");
        yield return (form, """{"type":"Polygon","coordinates":[[[0],[1],[1],[0]]]}""");
        yield return (form, """{"type":"Polygon","crs":{},"coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""");
        yield return (form, """{"type":"Feature","geometry":{"type":"Feature","geometry":null}}""");
        yield return (form, new string('[', 5000) + new string(']', 5000));
        yield return ("not on the earth", Polygon("[[0,0],[181,0],[100,1],[0,0]]"));
        yield return ("not on the earth", Polygon("[[0,0],[1,0],[1,90.0001],[0,0]]"));
        yield return ("is not closed", Polygon("[[0,0],[1,0],[1,1],[0,1]]"));
        yield return ("is not closed", Polygon("[[0,0],[1,0],[0,0]]"));
        yield return ("crosses the 180th", Polygon("[[179,0],[-179,0],[-179,1],[179,1],[179,0]]"));
        yield return ("crosses or overlaps", Polygon("[[0,0],[1,1],[1,0],[0,1],[0,0]]"));
        yield return ("crosses or overlaps", Polygon("[[0,0],[1,0],[1,1],[0,1],[0,0]],[[2,2],[3,2],[3,3],[2,3],[2,2]]"));
        yield return ("crosses or overlaps", """{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[0.5,0],[2,0],[2,1],[0.5,1],[0.5,0]]]]}""");

        // 19 m wide, and a hole of 19 m.
        yield return ("is a sliver", Polygon("[[0,0],[1,0],[1,0.00017],[0,0.00017],[0,0]]"));
        yield return ("is a sliver", Polygon("[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.2,0.2],[0.8,0.2],[0.8,0.20017],[0.2,0.20017],[0.2,0.2]]"));
        yield return ("larger than 2 MiB or has more", Circle(50_001));
        yield return ("larger than 2 MiB or has more", Polygon("[[0,0],[1,0],[1,1],[0,0]]") + new string(' ', 2 * 1024 * 1024));
    }

    private static IEnumerable<string> Right()
    {
        yield return Polygon("[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.2,0.2],[0.8,0.2],[0.8,0.8],[0.2,0.8],[0.2,0.2]]");
        yield return """{"type":"MultiPolygon","coordinates":[[[[179,0],[180,0],[180,1],[179,1],[179,0]]],[[[-180,0],[-179,0],[-179,1],[-180,1],[-180,0]]]]}""";
        yield return """{"type":"Feature","properties":{"name":"<script>"},"geometry":{"type":"Polygon","coordinates":[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]}}""";

        // 20.5 m wide.
        yield return Polygon("[[0,0],[1,0],[1,0.000185],[0,0.000185],[0,0]]");
        yield return Circle(50_000);
    }

    private static string Polygon(string rings) => $$"""{"type":"Polygon","coordinates":[{{rings}}]}""";

    private static string Circle(int points)
    {
        var ring = Enumerable.Range(0, points - 1).Select(i => (i * 2 * Math.PI / (points - 1)))
            .Select(a => string.Create(CultureInfo.InvariantCulture, $"[{Math.Cos(a):F7},{Math.Sin(a):F7}]")).ToList();
        return Polygon($"[{string.Join(',', ring.Append(ring[0]))}]");
    }
}
