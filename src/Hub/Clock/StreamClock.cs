namespace Writ.Hub.Clock;

/// <summary>What a fragment's time says, held against the hub's clocks.</summary>
internal enum Timing
{
    Steady,

    /// <summary>The stream's times ran away from, or stayed behind, the time that passed here.</summary>
    StreamJumped,

    /// <summary>The hub's own clock was set, back or ahead, by more than it drifts.</summary>
    ClockChanged,
}

/// <summary>
/// Ties a stream's running time to UTC. The least delayed fragment tells when the stream began; after the first moments that stays, but for the
/// slow drift of a camera's clock. Time that passes is measured by a clock that nobody sets; the one that is set only names the hour.
/// </summary>
internal sealed class StreamClock(TimeProvider clock)
{
    // A camera or a server may send what it has kept, in one go, when one connects; and the first fragments of a run settle.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(3);

    // A network that stood still delivers late and catches up; longer than this, the watch-dog would have spoken.
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(15);

    // Late by this much and for so long is no network that catches up, but a stream whose times went back and were held there.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LateFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MostGap = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan MostSet = TimeSpan.FromSeconds(2);

    private readonly long began = clock.GetTimestamp();

    private DateTimeOffset beganUtc = clock.GetUtcNow();

    // From the beginning here to the stream's nought.
    private TimeSpan origin = TimeSpan.MaxValue;

    private TimeSpan last;

    private TimeSpan? lateSince;

    /// <summary>UTC of a moment of the stream.</summary>
    public DateTimeOffset UtcAt(TimeSpan moment) => beganUtc + (origin == TimeSpan.MaxValue ? TimeSpan.Zero : origin) + moment;

    /// <summary>A fragment has just arrived that runs from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public Timing Arrived(TimeSpan start, TimeSpan end)
    {
        var passed = clock.GetElapsedTime(began);
        var verdict = Follow(passed, start, end);
        if (verdict == Timing.StreamJumped) return verdict;

        var set = clock.GetUtcNow() - beganUtc - passed;
        if (set.Duration() <= MostSet) return verdict;
        beganUtc += set;
        return Timing.ClockChanged;
    }

    private Timing Follow(TimeSpan passed, TimeSpan start, TimeSpan end)
    {
        var seen = passed - end;
        if (origin == TimeSpan.MaxValue)
        {
            (origin, last) = (seen, end);
            return Timing.Steady;
        }

        // Within the stream itself: it goes on where it was, or leaves out what a sleepy camera leaves out.
        var gap = start - last;
        last = end;
        if (gap < TimeSpan.FromSeconds(-1) || gap > MostGap) return Timing.StreamJumped;
        if (seen < origin)
        {
            if (passed > Settling && origin - seen > MostAhead) return Timing.StreamJumped;

            // Settling, or a camera whose clock is a little fast: the new one is the less delayed. Past the first moments it is followed slowly.
            origin = passed <= Settling ? seen : origin - ((origin - seen) / 16);
            lateSince = null;
            return Timing.Steady;
        }

        lateSince = seen - origin > Late ? lateSince ?? passed : null;
        if (seen - origin > MostBehind || passed - lateSince > LateFor) return Timing.StreamJumped;

        // A camera whose clock is a little slow: a part in some thousands for each fragment, far less than delays amount to.
        if (passed > Settling) origin += (seen - origin) / 512;
        return Timing.Steady;
    }
}
