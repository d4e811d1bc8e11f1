using Writ.Hub.Clock;

namespace Writ.Hub.Tests.Clock;

public sealed class StreamClockTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.25);

    private readonly ManualClock hub = new();

    private readonly StreamClock clock;

    private TimeSpan stream;

    public StreamClockTests() => clock = new StreamClock(hub);

    [Fact]
    public void A_steady_stream_is_steady_and_its_moments_have_an_hour()
    {
        var start = hub.GetUtcNow();
        for (var i = 0; i < 400; i++) Assert.Equal(Timing.Steady, Next());
        Assert.Equal(start + TimeSpan.FromSeconds(50), clock.UtcAt(TimeSpan.FromSeconds(50)));
    }

    [Fact]
    public void What_a_camera_sends_in_one_go_at_first_moves_the_beginning_back()
    {
        var start = hub.GetUtcNow();
        for (var i = 0; i < 20; i++) Assert.Equal(Timing.Steady, Next(passed: TimeSpan.Zero));
        for (var i = 0; i < 20; i++) Assert.Equal(Timing.Steady, Next());
        Assert.Equal(start - TimeSpan.FromSeconds(5), clock.UtcAt(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(4)]
    [InlineData(-2)]
    [InlineData(-3600)]
    public void A_stream_that_jumps_is_noticed(int seconds)
    {
        for (var i = 0; i < 80; i++) Next();
        stream += TimeSpan.FromSeconds(seconds);
        Assert.Equal(Timing.StreamJumped, Next());
    }

    [Fact]
    public void A_stream_whose_time_hardly_goes_on_is_noticed()
    {
        for (var i = 0; i < 80; i++) Next();
        var verdicts = Enumerable.Range(0, 400).Select(_ => Next(length: TimeSpan.FromMilliseconds(1))).ToList();
        Assert.Contains(Timing.StreamJumped, verdicts);
    }

    [Fact]
    public void A_stream_that_was_held_back_and_then_goes_on_late_is_noticed()
    {
        for (var i = 0; i < 80; i++) Next();
        for (var i = 0; i < 20; i++) Next(length: TimeSpan.FromMilliseconds(1));
        Assert.Contains(Timing.StreamJumped, Enumerable.Range(0, 60).Select(_ => Next()).ToList());
    }

    [Fact]
    public void A_network_that_stands_still_and_catches_up_is_no_jump()
    {
        for (var i = 0; i < 80; i++) Next();
        hub.Pass(TimeSpan.FromSeconds(8));
        for (var i = 0; i < 32; i++) Assert.Equal(Timing.Steady, Next(passed: TimeSpan.Zero));
        for (var i = 0; i < 40; i++) Assert.Equal(Timing.Steady, Next());
    }

    [Fact]
    public void A_camera_that_leaves_out_pictures_is_no_jump()
    {
        for (var i = 0; i < 80; i++) Next();
        for (var i = 0; i < 40; i++)
        {
            hub.Pass(TimeSpan.FromSeconds(5));
            stream += TimeSpan.FromSeconds(5);
            Assert.Equal(Timing.Steady, Next());
        }
    }

    [Fact]
    public void A_camera_whose_clock_is_a_little_off_stays_steady_for_days()
    {
        foreach (var drift in (double[])[1.0002, 0.9998])
        {
            var own = new ManualClock();
            var tied = new StreamClock(own);
            var at = TimeSpan.Zero;
            for (var i = 0; i < 700_000; i++)
            {
                own.Pass(Step * drift);
                Assert.Equal(Timing.Steady, tied.Arrived(at, at + Step));
                at += Step;
            }

            Assert.True((tied.UtcAt(at) - own.GetUtcNow()).Duration() < TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    [InlineData(-3)]
    public void A_clock_that_is_set_is_noticed_once_and_followed(int seconds)
    {
        for (var i = 0; i < 80; i++) Next();
        hub.Set(TimeSpan.FromSeconds(seconds));
        Assert.Equal(Timing.ClockChanged, Next());
        for (var i = 0; i < 80; i++) Assert.Equal(Timing.Steady, Next());
        Assert.Equal(hub.GetUtcNow(), clock.UtcAt(stream));
    }

    private Timing Next(TimeSpan? passed = null, TimeSpan? length = null)
    {
        hub.Pass(passed ?? Step);
        var start = stream;
        stream += length ?? Step;
        return clock.Arrived(start, stream);
    }
}
