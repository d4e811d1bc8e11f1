using Writ.Hub.Masks;

namespace Writ.Hub.Tests.Masks;

public sealed class MaskBoxesTests
{
    [Fact]
    public void A_box_grows_outward_to_whole_blocks()
    {
        // 101 to 199 thousandths of 640 x 360: 64.64 to 127.36 and 36.36 to 71.64 pixels.
        Assert.Equal([new PixelBox(64, 32, 64, 48)], MaskBoxes.Cover([Shape.Box(101, 101, 199, 199)], 640, 360));
    }

    [Fact]
    public void A_box_that_ends_where_a_block_begins_does_not_take_it_too() =>
        Assert.Equal([new PixelBox(0, 0, 160, 360)], MaskBoxes.Cover([Shape.Box(0, 0, 250, 1000)], 640, 360));

    [Fact]
    public void The_whole_picture_can_be_covered_even_where_it_is_no_multiple_of_a_block() =>
        Assert.Equal([new PixelBox(0, 0, 1922, 1082)], MaskBoxes.Cover([Shape.Box(0, 0, 1000, 1000)], 1922, 1082));

    [Theory]
    [InlineData(640, 360)]
    [InlineData(1920, 1080)]
    [InlineData(3840, 2160)]
    [InlineData(359, 641)]
    public void Every_pixel_of_a_polygon_is_covered(int width, int height)
    {
        Shape[] shapes =
        [
            new([new(100, 100), new(900, 150), new(500, 900)]),
            new([new(0, 0), new(1000, 0), new(1000, 1000), new(800, 1000), new(800, 200), new(200, 200), new(200, 1000), new(0, 1000)]),
            new([new(500, 0), new(501, 1000), new(499, 1000)]),
        ];
        foreach (var shape in shapes)
        {
            var boxes = MaskBoxes.Cover([shape], width, height);
            for (var y = 0; y < height; y += 3)
            {
                for (var x = 0; x < width; x += 3)
                {
                    if (!shape.Holds((x + 0.5) * 1000 / width, (y + 0.5) * 1000 / height)) continue;
                    Assert.Contains(boxes, b => x >= b.X && x < b.X + b.Width && y >= b.Y && y < b.Y + b.Height);
                }
            }
        }
    }

    [Fact]
    public void What_a_polygon_leaves_free_stays_free()
    {
        // A frame around the picture: the middle can be seen.
        var frame = new Shape([new(0, 0), new(1000, 0), new(1000, 1000), new(800, 1000), new(800, 200), new(200, 200), new(200, 1000), new(0, 1000)]);
        Assert.DoesNotContain(MaskBoxes.Cover([frame], 640, 360), b => b.X <= 320 && b.X + b.Width > 320 && b.Y <= 200 && b.Y + b.Height > 200);
    }

    [Fact]
    public void Boxes_lie_on_blocks_within_the_picture_and_are_not_too_many()
    {
        // A comb with thin teeth, the worst there is.
        var points = new List<Place>();
        for (var i = 0; i < 16; i++) points.AddRange([new(i * 60, i % 2 == 0 ? 0 : 990), new((i * 60) + 30, i % 2 == 0 ? 990 : 0)]);
        var boxes = MaskBoxes.Cover([new Shape(points)], 3840, 2160);
        Assert.InRange(boxes.Count, 1, 120);
        Assert.All(boxes, b =>
        {
            Assert.True(b.X % 16 == 0 && b.Y % 16 == 0 && b.Width > 0 && b.Height > 0);
            Assert.True(b.X + b.Width <= 3840 && b.Y + b.Height <= 2160);
            Assert.True((b.X + b.Width) % 16 == 0 || b.X + b.Width == 3840);
            Assert.True((b.Y + b.Height) % 16 == 0 || b.Y + b.Height == 2160);
        });
    }
}
