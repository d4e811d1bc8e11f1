using Writ.Base;
using Writ.Hub.Video;

namespace Writ.Hub.Recording;

/// <summary>A clip while it is written: counts, and remembers where its poster is to come from.</summary>
internal sealed class OpenClip(IClip clip, ClipStart start, TimeSpan origin)
{
    private readonly StreamInit stream = start.Stream;

    private TimeSpan length;

    private int fragments;

    private long bytes = start.Stream.Segment.Length;

    private int strongest;

    private TimeSpan? wanted;

    private PosterFrom? poster;

    public IClip Clip => clip;

    public DateTimeOffset Start => start.Start;

    public long Bytes => bytes;

    /// <summary>The moment of the stream that is this clip's nought.</summary>
    public TimeSpan Origin => origin;

    public Refusal? Write(Fragment fragment)
    {
        var info = new FragmentInfo(fragment.Start - origin, fragment.Duration, fragment.Keyframe);
        if (fragment.CountedFrom(origin, shown => clip.Write(shown, info)) is { } refusal) return refusal;
        fragments++;
        bytes += fragment.Length;
        if (fragment.End - origin > length) length = fragment.End - origin;

        // The first picture stands in until something moves.
        if (poster is null && fragment.Keyframe) poster = new PosterFrom(stream, [fragment], fragment.Start);
        return null;
    }

    public void Mark(TimeSpan at, int strength)
    {
        clip.Motion(new MotionMark(at > origin ? at - origin : TimeSpan.Zero, strength));
        if (strength <= strongest || at < origin) return;
        strongest = strength;
        wanted = at;
    }

    /// <summary>Takes hold of the pictures of the strongest motion, once they are there.</summary>
    public void LookForPoster(FragmentRing ring)
    {
        if (wanted is not { } moment || ring.GroupAt(moment) is not { Count: > 0 } group) return;
        poster = new PosterFrom(stream, group, moment);
        wanted = null;
    }

    public PosterFrom? Poster() => poster;

    public ClipEnd End(ClipEndReason reason) => new(length, fragments, bytes, reason);
}
