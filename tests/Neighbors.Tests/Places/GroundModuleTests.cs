using System.Text.Json;
using Writ.Neighbors.Places;
using Writ.Shared;

namespace Writ.Neighbors.Tests.Places;

/// <summary>What the drawing page measures is what the server measures.</summary>
public sealed class GroundModuleTests
{
    [NodeFact]
    public async Task The_page_counts_metres_and_dwellings_as_the_server_does()
    {
        var csv = new StringWriter();
        csv.WriteLine("south,west,north,east,dwellings");
        for (var n = 0; n < 30; n++)
        {
            for (var e = 0; e < 30; e++)
                csv.WriteLine(FormattableString.Invariant($"{44.280 + (n * 0.001):0.000},{-88.420 + (e * 0.001):0.000},{44.281 + (n * 0.001):0.000},{-88.419 + (e * 0.001):0.000},{((n * 7) + (e * 11)) % 13}"));
        }

        var grid = DwellingGrid.Read(new StringReader(csv.ToString())).Grid!;
        var areas = Enumerable.Range(0, 200).Select(Star).Select(ring => Area.Of(ring, Squares.Any)).Where(a => a.Ok).Select(a => a.Value).ToList();
        Assert.True(areas.Count > 150);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
            {
                cells = grid.In(44, -89, 45, -88).Select(c => new[] { c.South, c.West, c.North, c.East, c.Dwellings }),
                areas = areas.Select(a => new { text = AreaText.Written(a.Corners), squareMetres = a.SquareMetres, round = a.Roundness, dwellings = grid.Count(a) }),
            }));
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Neighbors.Tests/Places/ground.mjs", file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Corners round a middle, near and far in turn: bent inwards, and never crossing.
    private static Place[] Star(int seed)
    {
        var corners = 3 + (seed % 17);
        return [.. Enumerable.Range(0, corners).Select(i =>
        {
            var far = 0.001 + (0.005 * (((seed * 31) + (i * 17)) % 97) / 97);
            var turn = 2 * Math.PI * i / corners;
            return Place.Of(44.293 + ((seed % 10) * 0.0003) + (far * Math.Sin(turn)), -88.405 + (far * Math.Cos(turn)))!.Value;
        })];
    }
}
