using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Clock;
using Writ.Hub.Recording;
using Writ.Hub.Tests.Video;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Recording;

public sealed class EventCutterTests
{
    private static readonly ClipTimes Times = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));

    private readonly MemorySink sink = new();

    private readonly ManualClock hub = new();

    private readonly List<PosterFrom> posters = [];

    private readonly DateTimeOffset began;

    private readonly EventCutter cutter;

    public EventCutterTests()
    {
        began = hub.GetUtcNow();
        var finisher = new ClipFinisher((from, _) =>
        {
            posters.Add(from);
            return Task.FromResult<byte[]?>([0xFF, 0xD8]);
        });
        clock = new StreamClock(hub);
        cutter = new EventCutter("yard", Times, Fragments.Stream, clock, new FragmentRing(Times.PreRoll, 64 << 20), sink, finisher);
    }

    private readonly StreamClock clock;

    [Fact]
    public void Nothing_moves_and_nothing_is_kept()
    {
        Play(0, 120);
        Assert.Empty(sink.Clips);
    }

    [Fact]
    public void A_clip_reaches_from_before_motion_to_after_it_from_key_frame_to_key_frame()
    {
        Play(0, 30);
        Moves(29.6);
        Play(30, 80);
        var clip = sink.Whole.Single();
        Assert.Equal(began + TimeSpan.FromSeconds(24), clip.Start.Start);
        Assert.Equal(ClipCause.Motion, clip.Start.Cause);
        Assert.Equal((ClipEndReason.Quiet, 16.0), (clip.End!.Reason, clip.End.Duration.TotalSeconds));
        Assert.Equal((TimeSpan.Zero, true), (clip.Fragments[0].Offset, clip.Fragments[0].Keyframe));
        Assert.Equal(5.6, clip.Marks.Single().Offset.TotalSeconds, 6);
        Assert.Equal(32, clip.Fragments.Count);
        Assert.Equal(clip.File.Length, clip.End.Bytes);
    }

    [Fact]
    public void Motion_that_is_heard_of_late_makes_a_clip_all_the_same()
    {
        Play(0, 30);
        Moves(18.5);
        Play(30, 60);
        Assert.Equal(30 - Times.PreRoll.TotalSeconds, (sink.Whole.Single().Start.Start - began).TotalSeconds, 1.0);
    }

    [Fact]
    public void Motion_that_goes_on_makes_clips_that_meet_exactly()
    {
        for (var at = 0.0; at < 200; at += 0.5)
        {
            Moves(at);
            Play(at, at + 0.5);
        }

        Play(200, 240);
        var clips = sink.Whole;
        Assert.Equal(4, clips.Count);
        Assert.All(clips.SkipLast(1), c => Assert.Equal(ClipEndReason.Longest, c.End!.Reason));
        Assert.All(clips, c => Assert.True(c.End!.Duration <= Times.Longest));
        Assert.All(clips.Skip(1), c => Assert.Equal(ClipCause.Continues, c.Start.Cause));
        foreach (var (one, next) in clips.Zip(clips.Skip(1))) Assert.Equal(one.Start.Start + one.End!.Duration, next.Start.Start);
        Assert.All(clips, c => Assert.True(c.Fragments[0].Keyframe));
    }

    [Fact]
    public void Motion_just_after_a_clip_gives_a_second_that_repeats_nothing_of_it()
    {
        Play(0, 10);
        Moves(10);
        Play(10, 20.5);
        Assert.Single(sink.Whole);
        Moves(20.6);
        Play(20.5, 60);
        var clips = sink.Whole;
        Assert.Equal(2, clips.Count);
        Assert.Equal(clips[0].Start.Start + clips[0].End!.Duration, clips[1].Start.Start);
    }

    [Fact]
    public void A_clock_that_is_set_ends_the_clip_and_the_next_is_marked()
    {
        Play(0, 10);
        Moves(10);
        Play(10, 13);
        hub.Set(TimeSpan.FromHours(-1));
        Moves(13);
        Play(13, 50);
        Assert.Equal([ClipEndReason.ClockChanged, ClipEndReason.Quiet], sink.Whole.Select(c => c.End!.Reason));
        Assert.Equal(ClipCause.AfterClockChanged, sink.Clips[1].Start.Cause);

        // The pictures follow one another; only the hour does not.
        var (first, second) = (sink.Clips[0], sink.Clips[1]);
        Assert.Equal(first.Start.Start + first.End!.Duration - TimeSpan.FromHours(1), second.Start.Start);
    }

    [Fact]
    public void A_lost_camera_ends_the_clip_as_far_as_it_came()
    {
        Play(0, 10);
        Moves(10);
        Play(10, 12);
        Assert.True(cutter.Break(ClipEndReason.CameraLost));
        Assert.Equal((ClipEndReason.CameraLost, 8.0), (sink.Whole.Single().End!.Reason, sink.Whole.Single().End!.Duration.TotalSeconds));
        Assert.False(cutter.Break(ClipEndReason.CameraLost));
    }

    [Fact]
    public void After_times_jumped_recording_goes_on_and_the_clip_says_why()
    {
        cutter.Resume();
        Play(0, 30);
        var clip = sink.Whole.Single();
        Assert.Equal((ClipCause.AfterTimesJumped, 10.0), (clip.Start.Cause, clip.End!.Duration.TotalSeconds));
    }

    [Fact]
    public void A_sink_that_is_full_is_asked_again_at_key_frames_and_its_sentence_is_kept()
    {
        sink.Full = new Refusal("disk", "The disk is full.");
        Play(0, 10);
        for (var at = 10.0; at < 20; at += 0.5)
        {
            Moves(at);
            Play(at, at + 0.5);
        }

        Assert.Equal("The disk is full.", cutter.CannotKeep!.Sentence);
        Assert.InRange(sink.Asked, 2, 7);
        sink.Full = null;
        Moves(20);
        Play(20, 60);
        Assert.Null(cutter.CannotKeep);
        Assert.Single(sink.Whole);
    }

    [Fact]
    public void A_sink_that_fills_up_during_a_clip_has_it_aborted_once_and_never_completed()
    {
        Play(0, 10);
        Moves(10);
        Play(10, 12);
        sink.Full = new Refusal("disk", "The disk is full.");
        Play(12, 60);
        Assert.Equal("The disk is full.", sink.Clips.Single().Aborted);
        Assert.Null(sink.Clips.Single().End);
    }

    [Fact]
    public void A_sink_that_fills_up_between_two_clips_is_not_given_the_end_of_the_first_again()
    {
        Play(0, 10);
        for (var at = 10.0; at < 100; at += 0.5)
        {
            Moves(at);
            Play(at, at + 0.5);
            if (sink.Clips.Count == 1) sink.NoMore = at < 65 ? new Refusal("disk", "The disk is full.") : null;
        }

        Play(100, 130);
        var (first, second) = (sink.Whole[0], sink.Whole[1]);
        Assert.Equal(first.Start.Start + first.End!.Duration, second.Start.Start);
    }

    [Fact]
    public void A_clip_that_has_grown_large_is_followed_by_the_next()
    {
        var small = new EventCutter(
            "yard", Times with { MostBytes = 3_000 }, Fragments.Stream, clock, new FragmentRing(Times.PreRoll, 64 << 20), sink, new ClipFinisher((_, _) => Task.FromResult<byte[]?>(null)));
        for (var at = 0.0; at < 40; at += 0.5)
        {
            if (at is >= 10 and < 25) small.Moved(TimeSpan.FromSeconds(at), 10);
            var fragment = Fragments.At(at, key: at % 2 == 0);
            hub.Pass(TimeSpan.FromSeconds(0.5));
            small.Arrived(fragment, clock.Arrived(fragment.Start, fragment.End));
        }

        Assert.True(sink.Whole.Count > 2);
        Assert.All(sink.Whole, clip => Assert.InRange(clip.End!.Bytes, 1, 3_000 + (8 * Fragments.At(0, key: true).Length)));
        foreach (var (one, next) in sink.Whole.Zip(sink.Whole.Skip(1))) Assert.Equal(one.Start.Start + one.End!.Duration, next.Start.Start);
    }

    [Fact]
    public void The_poster_is_of_the_strongest_motion_and_otherwise_of_the_first_picture()
    {
        Play(0, 10);
        Moves(10, strength: 5);
        Play(10, 13);
        Moves(12.7, strength: 90);
        Play(13, 14);
        Moves(13.6, strength: 40);
        Play(14, 40);
        Assert.Equal(12.7, posters.Single().Moment.TotalSeconds, 6);
        Assert.Equal([12.0, 12.5], posters.Single().Group.Select(f => f.Start.TotalSeconds));
        Assert.NotNull(sink.Whole.Single().Jpeg);
    }

    private void Moves(double at, int strength = 10) => cutter.Moved(TimeSpan.FromSeconds(at), strength);

    // Key frames at whole even seconds, whatever is played.
    private void Play(double from, double to)
    {
        for (var at = from; at < to; at += 0.5)
        {
            var fragment = Fragments.At(at, key: at % 2 == 0);
            hub.Pass(TimeSpan.FromSeconds(0.5));
            cutter.Arrived(fragment, clock.Arrived(fragment.Start, fragment.End));
        }
    }
}
