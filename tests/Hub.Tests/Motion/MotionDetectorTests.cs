using Writ.Hub.Masks;
using Writ.Hub.Motion;

namespace Writ.Hub.Tests.Motion;

public sealed class MotionDetectorTests
{
    private const int Width = 160;

    private const int Height = 90;

    [Fact]
    public void A_still_picture_is_no_motion()
    {
        var detector = new MotionDetector(MotionSettings.Default, Width, Height);
        for (var i = 0; i < 50; i++) Assert.Equal(0, detector.Look(Street()));
    }

    [Fact]
    public void Something_that_comes_and_goes_is_motion_by_the_share_it_covers()
    {
        var detector = new MotionDetector(MotionSettings.Default, Width, Height);
        detector.Look(Street());
        Assert.Equal(20 * 18 * 1000 / (Width * Height), detector.Look(Street(thing: (30, 30))));
        Assert.True(detector.Look(Street(thing: (60, 30))) > 20);
    }

    [Fact]
    public void What_stays_becomes_part_of_the_picture()
    {
        var detector = new MotionDetector(MotionSettings.Default, Width, Height);
        detector.Look(Street());
        Assert.True(detector.Look(Street(thing: (30, 30))) > 0);
        for (var i = 0; i < 40; i++) detector.Look(Street(thing: (30, 30)));
        Assert.Equal(0, detector.Look(Street(thing: (30, 30))));
    }

    [Fact]
    public void Outside_the_zones_nothing_is_seen_and_inside_it_is()
    {
        var zone = MotionSettings.Default with { Zones = [Shape.Box(500, 0, 1000, 1000)] };
        var detector = new MotionDetector(zone, Width, Height);
        detector.Look(Street());
        Assert.Equal(0, detector.Look(Street(thing: (30, 30))));
        Assert.True(detector.Look(Street(thing: (110, 30))) > 0);
    }

    [Fact]
    public void A_zone_so_thin_that_it_holds_no_pixel_sees_nothing_and_does_no_harm()
    {
        var detector = new MotionDetector(MotionSettings.Default with { Zones = [Shape.Box(0, 0, 1, 1)] }, Width, Height);
        detector.Look(Street());
        Assert.Equal(0, detector.Look(Street(thing: (0, 0))));
    }

    [Fact]
    public void The_light_is_no_motion_slowly_or_at_once()
    {
        var detector = new MotionDetector(MotionSettings.Default, Width, Height);
        detector.Look(Street());
        for (var light = 1; light < 60; light += 4) Assert.Equal(0, detector.Look(Street(light: light)));
        Assert.Equal(0, detector.Look(Street(light: 150)));
        Assert.Equal(0, detector.Look(Street(light: 150)));
    }

    [Fact]
    public void Grain_below_the_threshold_is_no_motion()
    {
        var detector = new MotionDetector(MotionSettings.Default, Width, Height);
        for (var i = 0; i < 20; i++) Assert.Equal(0, detector.Look(Street(grain: i + 1)));
    }

    [Fact]
    public void Less_than_the_least_area_is_no_motion()
    {
        var detector = new MotionDetector(MotionSettings.Default with { Area = 26 }, Width, Height);
        detector.Look(Street());
        Assert.Equal(0, detector.Look(Street(thing: (30, 30))));
    }

    private static byte[] Street((int X, int Y)? thing = null, int light = 0, int grain = 0)
    {
        var picture = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var grey = 60 + (x / 4) + light + (grain == 0 ? 0 : ((((x * 31) + (y * 17)) * grain) % 15) - 7);
                if (thing is { } t && x >= t.X && x < t.X + 20 && y >= t.Y && y < t.Y + 18) grey = 220;
                picture[(y * Width) + x] = (byte)Math.Min(255, grey);
            }
        }

        return picture;
    }
}
