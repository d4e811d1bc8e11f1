using System.Collections.Concurrent;
using Writ.Base;
using Writ.Hub.Clock;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Motion;
using Writ.Hub.Recording;
using Writ.Hub.Video;

namespace Writ.Hub.Cameras;

/// <summary>What a run of a stream is given.</summary>
internal sealed record SessionParts(
    CameraSettings Camera, Feed Feed, WatchPlan Plan, Tools Tools, Scrubber Scrubber, HubTimings Timings, TimeProvider Clock,
    IClipSink Sink, ILiveFeed? Live, ClipFinisher Finisher, HealthBoard Health);

/// <summary>One run of one camera's stream: one ffmpeg, from its start to its end.</summary>
internal sealed class CameraSession(SessionParts parts)
{
    private readonly ConcurrentQueue<(TimeSpan At, int Strength)> motions = new();

    private readonly HubTimings timings = parts.Timings;

    private long heard;

    private long seen;

    /// <summary>The program's complaints, cleaned.</summary>
    public string Complaints { get; private set; } = string.Empty;

    /// <summary>A clip was open when it ended.</summary>
    public bool WasRecording { get; private set; }

    public async Task<SessionEnd> RunAsync(bool resume, CancellationToken stop)
    {
        using var grey = GreyChannel.Open();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var command = Commands.Watch(parts.Feed, parts.Plan, grey);
        await using var program = ChildProgram.Start(parts.Tools, parts.Tools.Ffmpeg, command.Arguments, parts.Scrubber);
        Hear();
        See();
        var feeding = program.FeedAsync(command.Script, over.Token);
        var looking = LookAsync(grey, over.Token);
        var watching = WatchAsync(program.Output, resume, () => stop.IsCancellationRequested, over.Token);
        var guarding = GuardAsync(over.Token);

        // Looking may end a moment before watching does, at the end of a stream; it is watching that knows why.
        var first = await Task.WhenAny(watching, guarding);
        var end = stop.IsCancellationRequested ? SessionEnd.Stopped : await first;
        if (end is SessionEnd.NeverBegan or SessionEnd.Ended)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), parts.Clock);
            await Quiet(program.EndAsync(patience.Token));
        }

        await over.CancelAsync();
        program.Kill();
        Complaints = program.Complaints();
        foreach (var task in (Task[])[feeding, looking, watching, guarding]) await Quiet(task);
        return end;
    }

    /// <summary>Follows a stream, whoever makes it: cuts clips where <see cref="LookAsync(Stream, CancellationToken)"/> saw something.</summary>
    internal async Task<SessionEnd> WatchAsync(Stream output, bool resume, Func<bool> hubStops, CancellationToken stop)
    {
        var reader = new FragmentReader(output, VideoLimits.Default) { Heard = Hear };
        if (!(await reader.ReadInitAsync(stop)).TryGet(out var init, out _)) return SessionEnd.Malformed;
        if (init is null) return SessionEnd.NeverBegan;
        if (init.Video is not { Codec: { } codec } video || (init.Audio is { } sound && sound.Codec is null)) return SessionEnd.Malformed;
        var stream = new StreamInit(init.Audio is { Codec: { } audio } ? $"{codec},{audio}" : codec, video.Width, video.Height, init.Audio is not null, init.Bytes);
        var camera = parts.Camera;
        var clock = new StreamClock(parts.Clock);
        var ring = new FragmentRing(camera.Times.PreRoll + Late(), timings.RingBytes);
        var cutter = new EventCutter(camera.Id, camera.Times, stream, clock, ring, parts.Sink, parts.Finisher);
        if (resume) cutter.Resume();
        parts.Live?.Started(camera.Id, stream);
        SessionEnd? end = null;
        try
        {
            end = await FollowAsync(reader, cutter, clock, stop);
            return end.Value;
        }
        finally
        {
            WasRecording = cutter.Break(Reason(end ?? (hubStops() ? SessionEnd.Stopped : SessionEnd.Stalled)));
            parts.Live?.Ended(camera.Id);
        }
    }

    private async Task<SessionEnd> FollowAsync(FragmentReader reader, EventCutter cutter, StreamClock clock, CancellationToken stop)
    {
        TimeSpan? key = null;
        while (true)
        {
            if (!(await reader.ReadAsync(stop)).TryGet(out var fragment, out var refusal)) return SessionEnd.Malformed;
            if (fragment is null) return key is null ? SessionEnd.NeverBegan : SessionEnd.Ended;
            // Sound between two pictures of a slow camera comes alone; the clock follows the pictures.
            var timing = fragment.HasVideo ? clock.Arrived(fragment.Start, fragment.End) : Timing.Steady;
            if (timing == Timing.StreamJumped) return SessionEnd.TimesJumped;
            if (TooFarApart(key, fragment, cutter.Recording) is { } change) return change;
            if (fragment.Keyframe) key = fragment.Start;
            while (motions.TryDequeue(out var motion)) cutter.Moved(motion.At, motion.Strength);
            parts.Live?.Fragment(parts.Camera.Id, fragment.Bytes, new FragmentInfo(fragment.Start, fragment.Duration, fragment.Keyframe));
            cutter.Arrived(fragment, timing);
            if (cutter.CannotKeep is { } cannot) parts.Health.Set(parts.Camera.Id, CameraState.CannotKeep, $"{CameraHealth.SentenceOf(CameraState.CannotKeep)} {cannot.Sentence}");
            else parts.Health.Set(parts.Camera.Id, CameraState.Recording);
        }
    }

    // A picture is looked at when the next one comes, and that may be a key frame.
    private TimeSpan Late() => parts.Plan.LookOften ? TimeSpan.FromSeconds(2)
        : parts.Camera.Looking == Looking.Keyframes ? timings.KeyframesAtAll + TimeSpan.FromSeconds(2) : timings.KeyframesOftenEnough * 2;

    private SessionEnd? TooFarApart(TimeSpan? key, Fragment fragment, bool recording)
    {
        if (key is not { } last || parts.Plan.Encode) return null;
        var since = (fragment.Keyframe ? fragment.Start : fragment.End) - last;
        if (since > timings.KeyframesAtAll) return SessionEnd.EncodeAnew;
        return since > timings.KeyframesOftenEnough && !parts.Plan.LookOften && !recording && parts.Camera.Looking == Looking.AsNeeded ? SessionEnd.LookOften : null;
    }

    private async Task LookAsync(GreyChannel grey, CancellationToken stop)
    {
        await using var stream = await grey.AcceptAsync(stop);
        await LookAsync(stream, stop);
    }

    /// <summary>Looks for motion in small grey pictures.</summary>
    internal async Task LookAsync(Stream stream, CancellationToken stop)
    {
        var reader = new FragmentReader(stream, VideoLimits.Default) { Heard = See };
        if (!(await reader.ReadInitAsync(stop)).TryGet(out var init, out _) || init?.Video is not { } video) return;
        var detector = new MotionDetector(parts.Camera.Motion, video.Width, video.Height);
        while ((await reader.ReadAsync(stop)).TryGet(out var fragment, out _) && fragment is not null && fragment.Payload.Length == video.Width * video.Height)
        {
            if (detector.Look(fragment.Payload.Span) is > 0 and var strength) motions.Enqueue((fragment.Start, strength));
        }
    }

    // A stream that is silent, and one whose pictures are no longer looked at: both are given up.
    private async Task<SessionEnd> GuardAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(timings.Silence / 8, parts.Clock, stop);
            if (parts.Clock.GetElapsedTime(Volatile.Read(ref heard)) > timings.Silence) return SessionEnd.Stalled;
            if (parts.Clock.GetElapsedTime(Volatile.Read(ref seen)) > timings.Silence + timings.KeyframesAtAll) return SessionEnd.Stalled;
        }
    }

    private void Hear() => Volatile.Write(ref heard, parts.Clock.GetTimestamp());

    private void See() => Volatile.Write(ref seen, parts.Clock.GetTimestamp());

    private static ClipEndReason Reason(SessionEnd end) => end switch
    {
        SessionEnd.Stopped => ClipEndReason.Stopped,
        SessionEnd.TimesJumped => ClipEndReason.TimesJumped,
        SessionEnd.NeverBegan or SessionEnd.Ended or SessionEnd.Stalled or SessionEnd.Malformed or SessionEnd.LookOften or SessionEnd.EncodeAnew => ClipEndReason.CameraLost,
    };

    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It was told to stop, or its pipe was.
        }
    }
}
