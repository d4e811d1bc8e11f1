using Writ.Neighbors.Places;

namespace Writ.Neighbors.Tests.Places;

/// <summary>Counting dwellings, and the operator's files.</summary>
public sealed class DwellingTests
{
    private static readonly Area Square = Area.Of(Squares.Rectangle(4000, 4000, 44.290, -88.410), new RequestLimits()).Value;

    [Fact]
    public void Whole_cells_count_wholly_and_parts_by_their_part_rounded_down()
    {
        // Four cells inside; one half inside; one outside.
        var grid = Grid("44.290,-88.410,44.292,-88.408,10", "44.292,-88.410,44.294,-88.408,20", "44.290,-88.408,44.292,-88.406,30", "44.292,-88.408,44.294,-88.406,40",
            "44.293,-88.407,44.295,-88.406,9", "44.300,-88.410,44.301,-88.409,1000");
        Assert.Equal(104, grid.Count(Square));
    }

    [Fact]
    public void Where_the_grid_says_nothing_there_is_nobody() => Assert.Equal(0, Grid().Count(Square));

    [Theory]
    [InlineData("lat,lon,count\n", "first line")]
    [InlineData("south,west,north,east,dwellings\n1,2,3\n", "line 2")]
    [InlineData("south,west,north,east,dwellings\n44.29,-88.41,44.28,-88.40,1\n", "line 2")]
    [InlineData("south,west,north,east,dwellings\n44.29,-88.41,44.291,-88.409,-1\n", "line 2")]
    [InlineData("south,west,north,east,dwellings\n44.29,-88.41,44.31,-88.409,1\n", "line 2")]
    [InlineData("south,west,north,east,dwellings\n44.29,-88.41,44.291,-88.409,NaN\n", "line 2")]
    public void A_file_that_is_no_grid_is_refused_with_its_line(string csv, string words) =>
        Assert.Contains(words, DwellingGrid.Read(new StringReader(csv)).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("school-grounds.geojson", "{}")]
    [InlineData("school-grounds.geojson", "[")]
    [InlineData("school-grounds.geojson", """{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[0,0]}}]}""")]
    [InlineData("school-grounds.geojson", """{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}}]}""")]
    [InlineData("school-grounds.geojson", """{"type":"FeatureCollection","features":[null]}""")]
    [InlineData("assemblies.geojson", """{"type":"FeatureCollection","features":[{"properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""")]
    [InlineData("dwellings.csv", "x")]
    public void A_map_that_cannot_be_used_stops_the_start(string file, string content) => Assert.Equal(
        "requests-map-file", TownMap.Read(name => name == file ? new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) : null).Refusal?.Code);

    [Fact]
    public void A_school_is_touched_at_any_time_and_an_assembly_in_its_hours_only()
    {
        var town = new MapFiles(new NeighborsOptions("", null, Sample: true, TimeZoneInfo.Utc));
        var map = TownMap.Read(town.Open).Value;
        var march = Area.Of(Squares.Rectangle(4000, 6000, 44.288, -88.414), new RequestLimits()).Value;
        var school = Area.Of(Squares.Rectangle(4000, 6000, 44.2955, -88.4035), new RequestLimits()).Value;
        var (begins, ends) = (new DateTimeOffset(2026, 3, 7, 14, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 7, 20, 0, 0, TimeSpan.Zero));
        var second = TimeSpan.FromSeconds(1);

        Assert.Empty(map.TouchedBy(march, begins.AddHours(-2), begins));
        Assert.Equal("assembly", Assert.Single(map.TouchedBy(march, begins.AddHours(-2), begins + second)).Kind);
        Assert.Equal("assembly", Assert.Single(map.TouchedBy(march, ends - second, ends.AddHours(1))).Kind);
        Assert.Empty(map.TouchedBy(march, ends, ends.AddHours(1)));
        Assert.Equal("school-grounds", Assert.Single(map.TouchedBy(school, begins.AddYears(-5), begins.AddYears(-5).AddHours(1))).Kind);
    }

    private static DwellingGrid Grid(params string[] cells) => DwellingGrid.Read(new StringReader("south,west,north,east,dwellings\n" + string.Join('\n', cells))).Grid!;
}
