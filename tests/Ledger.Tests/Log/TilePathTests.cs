using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class TilePathTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 273, 112, "tile/0/273.p/112")]
    [InlineData(1, 999, 256, "tile/1/999")]
    [InlineData(2, 1000, 1, "tile/2/x001/000.p/1")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 1000000, 256, "tile/0/x001/x000/000")]
    public void Tiles_are_named_as_the_specification_says(int level, long index, int width, string path) => Assert.Equal(path, TilePath.Tile(level, index, width));

    [Fact]
    public void Bundles_are_named_as_the_specification_says() => Assert.Equal("tile/entries/x001/x234/067.p/9", TilePath.Entries(1234067, 9));

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void A_tile_is_never_empty_and_never_wider(int width) => Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Tile(0, 0, width));

    /// <summary>The example of tlog-tiles: 70,000 entries.</summary>
    [Theory]
    [InlineData(0, 272, 256)]
    [InlineData(0, 273, 112)]
    [InlineData(0, 274, 0)]
    [InlineData(1, 0, 256)]
    [InlineData(1, 1, 17)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 0, 0)]
    public void Seventy_thousand_entries_have_these_tiles(int level, long index, int width) => Assert.Equal(width, TilePath.WidthAt(level, index, 70000));
}
