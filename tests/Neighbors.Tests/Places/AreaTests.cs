using FsCheck;
using FsCheck.Fluent;
using Writ.Neighbors.Places;

namespace Writ.Neighbors.Tests.Places;

/// <summary>Areas: each edge of each number, and what holds for every ring.</summary>
public sealed class AreaTests
{
    private static readonly RequestLimits Limits = new();

    [Fact]
    public void The_least_and_the_largest_area_are_allowed_and_a_square_metre_beyond_is_not()
    {
        var square = Area.Of(Squares.Rectangle(4000, 5000), Squares.Any).Value.SquareMetres;

        Assert.True(Area.Of(Squares.Rectangle(4000, 5000), Squares.Any with { LeastSquareMetres = square }).Ok);
        Assert.Equal("requests-area-small", Area.Of(Squares.Rectangle(4000, 5000), Squares.Any with { LeastSquareMetres = square + 1 }).Refusal?.Code);
        Assert.True(Area.Of(Squares.Rectangle(4000, 5000), Squares.Any with { MostSquareMetres = square }).Ok);
        Assert.Equal("requests-area-large", Area.Of(Squares.Rectangle(4000, 5000), Squares.Any with { MostSquareMetres = square - 1 }).Refusal?.Code);
    }

    [Fact]
    public void By_default_these_are_a_fortieth_and_a_half_of_a_square_mile()
    {
        Assert.Equal(64_749.70, Limits.LeastSquareMetres, 0.01);
        Assert.Equal(1_294_994.06, Limits.MostSquareMetres, 0.01);

        // 254.4 and 254.5 metres of a side, and 1,137.9 and 1,138.1.
        Assert.Equal("requests-area-small", Area.Of(Side(254.4), Limits).Refusal?.Code);
        Assert.True(Area.Of(Side(254.6), Limits).Ok);
        Assert.True(Area.Of(Side(1137.8), Limits).Ok);
        Assert.Equal("requests-area-large", Area.Of(Side(1138.2), Limits).Refusal?.Code);
    }

    [Fact]
    public void A_strip_is_a_sliver_from_one_side_of_the_limit_on()
    {
        var roundness = Area.Of(Squares.Rectangle(1000, 9000), Squares.Any).Value.Roundness;

        Assert.True(Area.Of(Squares.Rectangle(1000, 9000), Squares.Any with { LeastRoundness = roundness }).Ok);
        Assert.Equal("requests-area-sliver", Area.Of(Squares.Rectangle(1000, 9000), Squares.Any with { LeastRoundness = roundness + 1e-9 }).Refusal?.Code);
        Assert.Equal("requests-area-sliver", Area.Of(Squares.Rectangle(700, 30_000), Limits).Refusal?.Code);
    }

    [Fact]
    public void Five_hundred_corners_are_allowed_and_one_more_is_not()
    {
        Assert.True(AreaText.Read(Squares.Json(Circle(500)), Limits).Ok);
        Assert.Equal("requests-area-corners", AreaText.Read(Squares.Json(Circle(501)), Limits).Refusal?.Code);
        Assert.Equal("requests-area-corners", AreaText.Read(AreaText.Written(Circle(502)), Limits).Refusal?.Code);
    }

    [Fact]
    public void Bytes_are_counted_before_anything_is_read()
    {
        var json = Squares.Json(Side(600));
        Assert.True(AreaText.Read(json.PadRight(65_536), Limits).Ok);
        Assert.Equal("requests-area-too-large", AreaText.Read(json.PadRight(65_537), Limits).Refusal?.Code);
        Assert.Equal("requests-area-too-large", AreaText.Read(new string('[', 10_000_000), Limits).Refusal?.Code);
    }

    /// <summary>A million corners, typed or as GeoJSON, cost what their first bytes cost; and where an operator's file holds them, the ring has too many.</summary>
    [Fact]
    public void A_million_points_are_refused_before_they_are_points()
    {
        var million = Circle(1_000_000).ToList();
        foreach (var text in new[] { Squares.Json(million), AreaText.Written(million) }) Assert.Equal("requests-area-too-large", AreaText.Read(text, Limits).Refusal?.Code);
        Assert.Equal("requests-area-corners", Area.Of(million, Limits).Refusal?.Code);
    }

    /// <summary>A square with a spike: just round enough it is one area, a little longer it is a sliver; its dwellings count either way.</summary>
    [Fact]
    public void A_spike_makes_a_sliver_of_a_square_from_one_length_on()
    {
        Place At(int north, int east) => Place.Of(Squares.North + (north / 1e6), Squares.East + (east / 1e6))!.Value;
        Place[] Spiked(int length) => [.. Squares.Rectangle(6000, 6000).Take(2), At(3000, 6000), At(3050, 6000 + length), At(3100, 6000), .. Squares.Rectangle(6000, 6000).Skip(2)];
        var lengths = Enumerable.Range(1, 400).Select(i => Area.Of(Spiked(i * 100), Limits).Refusal?.Code).ToList();
        Assert.Null(lengths[0]);
        Assert.Contains("requests-area-sliver", lengths);
        Assert.Equal(lengths.IndexOf("requests-area-sliver"), lengths.FindLastIndex(code => code is null) + 1);
    }

    [Theory]
    [InlineData("", "requests-area-form")]
    [InlineData("44.29, -88.41", "requests-area-form")]
    [InlineData("44.29, -88.41\n44.30, -88.41\n", "requests-area-form")]
    [InlineData("44.29, -88.41\nhere\n44.30, -88.40", "requests-area-form")]
    [InlineData("NaN, -88.41\n44.30, -88.41\n44.30, -88.40", "requests-area-form")]
    [InlineData("90.000001, 0\n44.30, -88.41\n44.30, -88.40", "requests-area-range")]
    [InlineData("0, 180.000001\n44.30, -88.41\n44.30, -88.40", "requests-area-range")]
    [InlineData("0, 179.99\n0, -179.99\n0.01, 179.99", "requests-area-date-line")]
    [InlineData("0, 179.99\n0, 180\n0.01, 179.99", "requests-area-date-line")]
    [InlineData("0, 0\n0.01, 0.01\n0, 0.01\n0.01, 0", "requests-area-crossing")]
    [InlineData("0, 0\n0, 0.01\n0.01, 0.01\n0, 0\n-0.01, 0.01\n-0.01,0", "requests-area-crossing")]
    [InlineData("0, 0\n0, 0.01\n0, 0.02", "requests-area-crossing")]
    [InlineData("{", "requests-area-form")]
    [InlineData("{}", "requests-area-form")]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""", "requests-area-form")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "requests-area-form")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "requests-area-form")]
    [InlineData("""{"type":"Polygon","coordinates":{}}""", "requests-area-form")]
    [InlineData("""{"type":["Polygon"],"coordinates":[]}""", "requests-area-form")]
    [InlineData("""{"type":"Feature","geometry":null}""", "requests-area-form")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Feature","geometry":{}}}""", "requests-area-form")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.01],[0,0.01]]]}""", "requests-area-open")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.01],[0,0]],[[0.001,0.001],[0.002,0.001],[0.002,0.002],[0.001,0.001]]]}""", "requests-area-holes")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0,5],[0.01,0],[0.01,0.01],[0,0]]]}""", "requests-area-form")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],["0.01",0],[0.01,0.01],[0,0]]]}""", "requests-area-form")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[0.01,0.01],[0,0]]]}""", "requests-area-form")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[181,0],[0.01,0.01],[0,0]]]}""", "requests-area-range")]
    [InlineData("""{"type":"Polygon","type":"Polygon","coordinates":[]}""", "requests-area-form")]
    public void What_is_no_area_is_refused_by_what_is_wrong_with_it(string text, string code) => Assert.Equal(code, AreaText.Read(text, Limits).Refusal?.Code);

    [Fact]
    public void Deep_nesting_is_refused_and_costs_nothing() =>
        Assert.Equal("requests-area-form", AreaText.Read("""{"type":"Polygon","coordinates":""" + new string('[', 20_000) + new string(']', 20_000) + "}", Limits).Refusal?.Code);

    [Fact]
    public void A_feature_and_its_polygon_and_the_corners_as_lines_are_the_same_area()
    {
        var ring = Side(600);
        var polygon = AreaText.Read(Squares.Json(ring), Limits).Value;
        Assert.Equal(polygon.Corners, AreaText.Read($$"""{"type":"Feature","properties":null,"geometry":{{Squares.Json(ring)}}}""", Limits).Value.Corners);
        Assert.Equal(polygon.Corners, AreaText.Read(AreaText.Written(ring), Limits).Value.Corners);
    }

    [Fact]
    public void Any_ring_turned_or_reversed_is_the_same_area() => Prop.ForAll(Rings.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (ring, turn) =>
    {
        var one = Area.Of(ring, Squares.Any).Value;
        var turned = Area.Of([.. ring.Skip(turn % ring.Length), .. ring.Take(turn % ring.Length)], Squares.Any).Value;
        var reversed = Area.Of([.. ring.Reverse(), ring[^1]], Squares.Any).Value;
        return one.Corners.SequenceEqual(turned.Corners) && one.Corners.SequenceEqual(reversed.Corners) && one.SquareMetres == turned.SquareMetres && one.SquareMetres > 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_halves_have_the_area_of_the_whole() => Prop.ForAll(Rings.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (ring, cut) =>
    {
        var at = 2 + (cut % (ring.Length - 3));
        var (whole, first, second) = (Ground.SignedArea(ring), Ground.SignedArea([.. ring[..(at + 1)]]), Ground.SignedArea([ring[0], .. ring[at..]]));
        return Math.Abs(whole - first - second) <= 1e-6 * Math.Abs(whole) + 1e-3;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(44.29)]
    [InlineData(-63.5)]
    [InlineData(78.2)]
    public void Area_is_that_of_the_ellipsoid(double south)
    {
        // The same rectangle by adding up strips: radius of the meridian times radius of the parallel.
        const double a = 6_378_137.0, e2 = 0.00669437999014;
        var (high, wide) = (0.012, 0.015);
        var sum = 0.0;
        const int strips = 20_000;
        for (var i = 0; i < strips; i++)
        {
            var phi = (south + (high * (i + 0.5) / strips)) * Math.PI / 180;
            var w = 1 - (e2 * Math.Sin(phi) * Math.Sin(phi));
            sum += a * (1 - e2) / Math.Pow(w, 1.5) * (high / strips * Math.PI / 180) * a * Math.Cos(phi) / Math.Sqrt(w) * (wide * Math.PI / 180);
        }

        Assert.Equal(1, Ground.SignedArea(Squares.Rectangle(12_000, 15_000, south)) / sum, 1e-6);
    }

    [Fact]
    public void Every_cell_that_an_area_touches_is_named()
    {
        var area = Area.Of(Squares.Rectangle(4000, 4000, 44.298, -88.402), Limits).Value;
        Assert.Equal(["n44.2w88.4", "n44.2w88.5", "n44.3w88.4", "n44.3w88.5"], area.Cells().Select(c => c.Text).Order(StringComparer.Ordinal));
        Assert.Equal(["n44.2w88.4"], Area.Of(Squares.Rectangle(4000, 4000, 44.24, -88.36), Limits).Value.Cells().Select(c => c.Text));
    }

    /// <summary>Rings around a middle, so that they never cross themselves.</summary>
    private static Gen<Place[]> Rings => Gen.ArrayOf(Gen.Choose(2000, 6000)).Where(r => r.Length is >= 5 and <= 40).Select(radii => radii.Select((r, i) =>
        Place.Of(Squares.North + (r / 1e6 * Math.Sin(2 * Math.PI * i / radii.Length)), Squares.East + (r / 1e6 * Math.Cos(2 * Math.PI * i / radii.Length)))!.Value).ToArray());

    private static IEnumerable<Place> Circle(int corners) => Enumerable.Range(0, corners).Select(i =>
        Place.Of(Squares.North + (0.004 * Math.Sin(2 * Math.PI * i / corners)), Squares.East + (0.005 * Math.Cos(2 * Math.PI * i / corners)))!.Value);

    /// <summary>A square of so many metres, near enough.</summary>
    private static Place[] Side(double metres) => Squares.Rectangle((int)Math.Round(metres / 0.1111143), (int)Math.Round(metres / 0.0798418));
}
