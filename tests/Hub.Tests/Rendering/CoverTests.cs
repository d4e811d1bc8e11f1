using Writ.Hub.Masks;
using Writ.Hub.Rendering;

namespace Writ.Hub.Tests.Rendering;

/// <summary>Which blocks are covered when, at every edge.</summary>
public sealed class CoverTests
{
    private const int Width = 320;

    private const int Height = 160;

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(1000, true)]
    [InlineData(2499, true)]
    [InlineData(2500, false)]
    public void What_is_covered_lasts_half_a_second_longer_at_either_end(int at, bool covered)
    {
        foreach (var kind in (EditKind[])[EditKind.Black, EditKind.Blur])
            Assert.Equal(covered ? kind == EditKind.Black ? BlockFate.Black : BlockFate.Blurred : BlockFate.Shown, Fate(Of(kind, Box(400, 400, 600, 600), 1000, 2000), at, 160, 80));
    }

    [Theory]
    [InlineData(499, true, true)]
    [InlineData(500, false, false)]
    [InlineData(999, false, false)]
    [InlineData(1000, true, false)]
    [InlineData(1999, true, false)]
    [InlineData(2000, false, false)]
    [InlineData(2499, false, false)]
    [InlineData(2500, true, true)]
    public void Around_what_is_kept_it_is_black_for_longer_than_it_shows(int at, bool inside, bool outside)
    {
        var cover = Of(EditKind.Keep, Box(250, 250, 750, 750), 1000, 2000);
        Assert.Equal((inside, outside), (Fate(cover, at, 160, 80) == BlockFate.Shown, Fate(cover, at, 5, 5) == BlockFate.Shown));
    }

    [Fact]
    public void It_grows_by_sixteen_pixels_and_then_to_the_block_and_what_is_kept_shrinks()
    {
        // From 96 to 224 across and 16 to 144 down.
        var shape = Box(300, 100, 700, 900);
        var (black, keep) = (Of(EditKind.Black, shape, 0, 9000), Of(EditKind.Keep, shape, 0, 9000));
        foreach (var (x, covered) in ((int, bool)[])[(63, false), (64, true), (80, true), (239, true), (255, true), (256, false)])
            Assert.Equal(covered, Fate(black, 5000, x, 80) == BlockFate.Black);
        foreach (var (x, shown) in ((int, bool)[])[(96, false), (111, false), (127, false), (128, true), (191, true), (208, false), (223, false)])
            Assert.Equal(shown, Fate(keep, 5000, x, 80) == BlockFate.Shown);
    }

    [Fact]
    public void What_reaches_the_edge_of_the_picture_is_kept_to_the_edge()
    {
        var keep = Of(EditKind.Keep, Box(0, 0, 500, 1000), 0, 9000);
        foreach (var (x, y) in ((int, int)[])[(0, 0), (0, 159), (100, 0)]) Assert.Equal(BlockFate.Shown, Fate(keep, 5000, x, y));
        Assert.Equal(BlockFate.Black, Fate(keep, 5000, 319, 0));
    }

    [Fact]
    public void A_shape_that_crosses_itself_covers_all_that_it_goes_around_and_keeps_no_more_than_both_rules_do()
    {
        // A star of one line: by the even-odd rule its middle is a hole.
        Shape star = new([new(500, 0), new(800, 1000), new(0, 400), new(1000, 400), new(200, 1000)]);
        Assert.Equal(BlockFate.Black, Fate(Of(EditKind.Black, star, 0, 9000), 5000, 160, 88));
        Assert.Equal(BlockFate.Black, Fate(Of(EditKind.Keep, star, 0, 9000), 5000, 160, 88));
    }

    [Fact]
    public void Two_kept_shapes_both_show_and_black_goes_before_all()
    {
        var cover = new Cover(
        [
            new(EditKind.Keep, Box(0, 0, 400, 1000), 0, 9000), new(EditKind.Keep, Box(600, 0, 1000, 1000), 0, 9000), new(EditKind.Blur, Box(0, 0, 100, 1000), 0, 9000),
            new(EditKind.Black, Box(0, 0, 100, 300), 0, 9000),
        ], Width, Height);
        Assert.Equal(
            (BlockFate.Shown, BlockFate.Shown, BlockFate.Black, BlockFate.Blurred, BlockFate.Black),
            (Fate(cover, 5000, 80, 80), Fate(cover, 5000, 300, 80), Fate(cover, 5000, 160, 80), Fate(cover, 5000, 5, 150), Fate(cover, 5000, 5, 5)));
    }

    [Fact]
    public void Faces_are_blurred_where_it_is_not_black_and_do_not_stay()
    {
        var cover = new Cover([new(EditKind.Black, Box(0, 0, 200, 1000), 0, 9000)], Width, Height, at => at < 1000 ? [new PixelBox(0, 0, 100, 40)] : []);
        Assert.Equal((BlockFate.Black, BlockFate.Blurred, BlockFate.Shown), (Fate(cover, 500, 5, 5), Fate(cover, 500, 99, 39), Fate(cover, 500, 150, 5)));
        Assert.Equal(BlockFate.Shown, Fate(cover, 1000, 99, 39));
    }

    [Fact]
    public void Found_faces_are_covered_wider_and_a_second_longer()
    {
        IReadOnlyList<FoundFaces> found = [new(3000, [new PixelBox(500, 500, 100, 100)])];
        foreach (var (at, there) in ((int, bool)[])[(1999, false), (2000, true), (4000, true), (4001, false)]) Assert.Equal(there ? 1 : 0, FaceFinder.BoxesAt(found, at, 1000, 1000).Count);
        Assert.Equal(new PixelBox(460, 460, 181, 181), FaceFinder.BoxesAt(found, 3000, 1000, 1000)[0]);
        Assert.Equal(new PixelBox(0, 0, 200, 100), FaceFinder.BoxesAt([new(0, [new PixelBox(0, 0, 1000, 1000)])], 0, 200, 100)[0]);
    }

    [Fact]
    public void Nothing_of_what_lay_under_black_or_blur_is_left_but_the_blurs_coarse_means()
    {
        Cover cover = new([new(EditKind.Black, Box(0, 0, 400, 1000), 0, 9000), new(EditKind.Blur, Box(600, 0, 1000, 1000), 0, 9000)], Width, Height);
        var (one, other) = (Painted(cover, 1), Painted(cover, 2));
        Assert.True(one.Bytes.Span.SequenceEqual(other.Bytes.Span));
        Assert.Equal(16, one.Plane(0).Row(80)[10]);
        Assert.Equal((128, 128), (one.Plane(1).Row(40)[5], one.Plane(2).Row(40)[5]));
    }

    [Fact]
    public void Means_of_a_blur_are_held_for_a_second()
    {
        var painter = new Painter(Width, Height, Of(EditKind.Blur, Box(0, 0, 1000, 1000), 0, 9000));
        byte At(int at, byte value)
        {
            var picture = new Picture(Enumerable.Repeat(value, Picture.BytesOf(Width, Height)).ToArray(), Width, Height);
            painter.Paint(picture, at);
            return picture.Plane(0).Row(80)[160];
        }

        Assert.Equal(104, At(1000, 100));
        Assert.Equal(104, At(1999, 200));
        Assert.Equal(200, At(2000, 200));
    }

    /// <summary>Two pictures with the same means in every cell and nothing else in common where they are covered.</summary>
    private static Picture Painted(Cover cover, int seed)
    {
        var picture = new Picture(new byte[Picture.BytesOf(Width, Height)], Width, Height);
        for (var number = 0; number < 3; number++)
        {
            var plane = picture.Plane(number);
            for (var y = 0; y < plane.Height; y++)
            {
                for (var x = 0; x < plane.Width; x++)
                {
                    var part = x * 1000 / plane.Width;
                    plane.Row(y)[x] = part < 400 ? (byte)((x * seed * 7) & 0xFF) : part < 600 ? (byte)90 : (byte)((x + (seed * y)) % 2 == 0 ? 60 : 140);
                }
            }
        }

        new Painter(Width, Height, cover).Paint(picture, 5000);
        return picture;
    }

    private static Shape Box(int left, int top, int right, int bottom) => Shape.Box(left, top, right, bottom);

    private static Cover Of(EditKind kind, Shape shape, int from, int to) => new([new EditShape(kind, shape, from, to)], Width, Height);

    private static BlockFate Fate(Cover cover, int at, int x, int y) => cover.At(at)[(y / Cover.Block * cover.Columns) + (x / Cover.Block)];
}
