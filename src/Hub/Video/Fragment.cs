using System.Buffers.Binary;

namespace Writ.Hub.Video;

/// <summary>A moof and its mdat, as they came.</summary>
/// <param name="bytes">Both boxes, one after the other.</param>
/// <param name="payload">Where the samples begin.</param>
/// <param name="times">Where each track's time stands in the bytes.</param>
internal sealed class Fragment(byte[] bytes, int payload, IReadOnlyList<TrackTime> times, TimeSpan start, TimeSpan duration, bool hasVideo, bool keyframe)
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public ReadOnlyMemory<byte> Payload => bytes.AsMemory(payload);

    public int Length => bytes.Length;

    /// <summary>Of its first picture (its first sound, where there is none), from the start of the stream's run.</summary>
    public TimeSpan Start => start;

    public TimeSpan Duration => duration;

    public TimeSpan End => start + duration;

    public bool HasVideo => hasVideo;

    /// <summary>Whether its first picture can be shown without the ones before it.</summary>
    public bool Keyframe => keyframe;

    /// <summary>The earliest time of any of its tracks: what a clip that begins here is counted from.</summary>
    public TimeSpan Earliest => times.Min(t => t.Base);

    /// <summary>
    /// Shows the bytes with all times counted from <paramref name="origin"/>, for the length of the call; they are then as before. So a clip's
    /// times begin at nought and nothing is copied. One thread at a time.
    /// </summary>
    public T CountedFrom<T>(TimeSpan origin, Func<ReadOnlyMemory<byte>, T> show)
    {
        Shift(origin);
        try
        {
            return show(bytes);
        }
        finally
        {
            Shift(TimeSpan.Zero);
        }
    }

    private void Shift(TimeSpan origin)
    {
        foreach (var time in times)
        {
            var shifted = Math.Max(0, time.Units - MediaTime.Units(origin, time.Timescale));
            var place = bytes.AsSpan(time.At);
            if (time.Wide) BinaryPrimitives.WriteInt64BigEndian(place, shifted);
            else BinaryPrimitives.WriteUInt32BigEndian(place, (uint)shifted);
        }
    }
}

/// <summary>Where a track's decode time stands, and what it says.</summary>
/// <param name="At">Byte in the fragment.</param>
/// <param name="Wide">Eight bytes, or four.</param>
internal readonly record struct TrackTime(int At, bool Wide, long Units, uint Timescale)
{
    public TimeSpan Base => MediaTime.Span(Units, Timescale);
}

/// <summary>Between a track's units and the platform's ticks, without overflow.</summary>
internal static class MediaTime
{
    /// <summary>Ten years of nanoseconds: more is no camera's time.</summary>
    public const long MostUnits = 1L << 58;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    public static TimeSpan Span(long units, uint timescale)
    {
        var ticks = (Int128)units * TimeSpan.TicksPerSecond / timescale;
        return ticks > Longest.Ticks ? Longest : TimeSpan.FromTicks((long)ticks);
    }

    public static long Units(TimeSpan span, uint timescale) => (long)(((Int128)span.Ticks * timescale + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond);
}
