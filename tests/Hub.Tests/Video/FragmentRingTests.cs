using Writ.Hub.Video;

namespace Writ.Hub.Tests.Video;

public sealed class FragmentRingTests
{
    [Fact]
    public void Holds_what_was_asked_for_and_the_group_it_begins_in_and_no_more()
    {
        var ring = new FragmentRing(TimeSpan.FromSeconds(5), long.MaxValue);
        foreach (var fragment in Fragments.Run(0, 60)) ring.Add(fragment);
        var from = ring.From(TimeSpan.FromSeconds(55));
        Assert.Equal(54, from[0].Start.TotalSeconds);
        Assert.True(from[0].Keyframe);
        Assert.Equal(12, ring.Count);
    }

    [Fact]
    public void Stays_within_its_bytes_whatever_comes()
    {
        var ring = new FragmentRing(TimeSpan.FromSeconds(30), 5000);
        foreach (var fragment in Fragments.Run(0, 60, group: 1000))
        {
            ring.Add(fragment);
            Assert.True(ring.Bytes <= 5000);
        }

        // The only key frame had to go: nothing can begin here.
        Assert.Empty(ring.From(TimeSpan.FromSeconds(59)));
    }

    [Fact]
    public void Gives_the_pictures_that_a_moment_depends_on()
    {
        var ring = new FragmentRing(TimeSpan.FromSeconds(5), long.MaxValue);
        foreach (var fragment in Fragments.Run(0, 10)) ring.Add(fragment);
        Assert.Equal([8.0, 8.5, 9.0], ring.GroupAt(TimeSpan.FromSeconds(9.2)).Select(f => f.Start.TotalSeconds));
        Assert.Empty(ring.GroupAt(TimeSpan.FromSeconds(10)));
        Assert.Empty(ring.GroupAt(TimeSpan.FromSeconds(1)));
    }
}
