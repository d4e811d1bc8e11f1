using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Clock;
using Writ.Hub.Video;

namespace Writ.Hub.Recording;

/// <summary>
/// Cuts clips out of one run of a stream: from some seconds before motion to some seconds after, always from a key frame. One thread.
/// </summary>
internal sealed class EventCutter(string cameraId, ClipTimes times, StreamInit stream, StreamClock clock, FragmentRing ring, IClipSink sink, ClipFinisher finisher)
{
    private const int MostMarks = 200;

    private readonly List<(TimeSpan At, int Strength)> waiting = [];

    private OpenClip? open;

    private TimeSpan? firstMotion;

    private TimeSpan lastMotion;

    private ClipCause cause = ClipCause.Motion;

    private bool clockChanged;

    private TimeSpan lastKey;

    /// <summary>Why the last clip could not be kept; null since one could.</summary>
    public Refusal? CannotKeep { get; private set; }

    public bool Recording => open is not null;

    /// <summary>What was recorded before this run goes on in it, from its first key frame.</summary>
    public void Resume()
    {
        cause = ClipCause.AfterTimesJumped;
        (firstMotion, lastMotion) = (TimeSpan.Zero, TimeSpan.Zero);
    }

    public void Moved(TimeSpan at, int strength)
    {
        firstMotion ??= at;
        if (at > lastMotion) lastMotion = at;
        if (open is not null) open.Mark(at, strength);
        else if (waiting.Count < MostMarks) waiting.Add((at, strength));
    }

    public void Arrived(Fragment fragment, Timing timing)
    {
        ring.Add(fragment);
        if (open is not null)
        {
            if (timing == Timing.ClockChanged) clockChanged = true;
            if (fragment.Keyframe) Cut(fragment);
            if (open is not null) Write(fragment);
        }
        else if (firstMotion is { } moved)
        {
            // Motion is heard of a little late, for it is looked for in key frames; what it was about is still held. After a refusal the sink is
            // asked again at key frames only, and no longer than the clip would have lasted.
            if (CannotKeep is null) Begin(ring.From(moved - times.PreRoll));
            else if (fragment.Start > lastMotion + times.PostRoll) Forget();
            else if (fragment.Keyframe) Begin(ring.From(moved - times.PreRoll));
        }

        if (fragment.Keyframe) lastKey = fragment.Start;
        open?.LookForPoster(ring);
    }

    /// <summary>The run is over. True: a clip was open.</summary>
    public bool Break(ClipEndReason reason)
    {
        if (open is null) return false;
        Close(reason);
        return true;
    }

    // At a key frame a clip can end and the next begin with nothing between and nothing twice.
    private void Cut(Fragment fragment)
    {
        var clip = open!;
        if (fragment.Start >= lastMotion + times.PostRoll)
        {
            Close(ClipEndReason.Quiet);
            ring.StartAt(fragment);
        }
        else if (clockChanged)
        {
            EndPart(ClipEndReason.ClockChanged);
            ring.StartAt(fragment);
            Open(fragment, clock.UtcAt(fragment.Earliest), ClipCause.AfterClockChanged);
        }
        else if (fragment.Start - clip.Origin + (fragment.Start - lastKey) > times.Longest || clip.Bytes > times.MostBytes)
        {
            // Counted on from the clip before, so that the two meet exactly. What that one has is let go: where the next cannot begin at once, it
            // begins later, and not with what was kept already.
            EndPart(ClipEndReason.Longest);
            ring.StartAt(fragment);
            Open(fragment, clip.Start + (fragment.Earliest - clip.Origin), ClipCause.Continues);
        }

        clockChanged = false;
    }

    private void Begin(IReadOnlyList<Fragment> from)
    {
        if (from.Count == 0) return;
        Open(from[0], clock.UtcAt(from[0].Earliest), cause);
        foreach (var fragment in from)
        {
            if (open is null || !Write(fragment)) break;
        }
    }

    private void Open(Fragment first, DateTimeOffset utc, ClipCause why)
    {
        var start = new ClipStart(cameraId, utc, stream, why);
        if (!sink.Begin(start).TryGet(out var clip, out var refusal))
        {
            CannotKeep = refusal;
            return;
        }

        CannotKeep = null;
        cause = ClipCause.Motion;
        open = new OpenClip(clip, start, first.Earliest);
        foreach (var (at, strength) in waiting) open.Mark(at, strength);
        waiting.Clear();
    }

    private bool Write(Fragment fragment)
    {
        if (open!.Write(fragment) is not { } refusal) return true;
        CannotKeep = refusal;
        open.Clip.Abort(refusal.Sentence);
        open = null;
        return false;
    }

    private void Close(ClipEndReason reason)
    {
        EndPart(reason);
        Forget();
    }

    private void EndPart(ClipEndReason reason)
    {
        finisher.Finish(open!.Clip, open.Poster(), open.End(reason));
        open = null;
    }

    private void Forget()
    {
        firstMotion = null;
        clockChanged = false;
        cause = ClipCause.Motion;
        waiting.Clear();
    }
}
