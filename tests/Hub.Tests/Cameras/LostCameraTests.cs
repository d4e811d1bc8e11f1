using Writ.Hub.Cameras;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Cameras;

/// <summary>Cameras go away and come back; recording goes on.</summary>
public sealed class LostCameraTests
{
    [Fact]
    public async Task A_camera_that_goes_silent_is_given_up_and_recording_goes_on_when_it_is_back()
    {
        using var camera = new RtspCamera();
        await using var watched = new Watched(camera.Source("/ball"), Long, silence: 5);
        await watched.Until(() => watched.Sink.Clips.Count > 0);
        camera.Freeze();
        await watched.Until(() => watched.States.Contains(CameraState.Stalled), "The silence was not noticed");
        await watched.Until(() => watched.Sink.Whole.Any(c => c.End!.Reason == ClipEndReason.CameraLost));
        await GoesOn(watched, camera.Thaw);
    }

    [Fact]
    public async Task A_camera_that_dies_and_comes_back_is_recorded_again()
    {
        using var camera = new RtspCamera();
        await using var watched = new Watched(camera.Source("/ball"), Long);
        await watched.Until(() => watched.Sink.Clips.Count > 0);
        camera.Kill();
        await watched.Until(CameraState.Unreachable);
        await watched.Until(() => watched.Sink.Whole.Count > 0);
        var lost = watched.Sink.Whole.Single(c => c.End!.Reason == ClipEndReason.CameraLost);
        Assert.True((await Watched.Look(lost.File)).Frames > 0);
        await GoesOn(watched, camera.Restart);
    }

    [Fact]
    public async Task A_stream_whose_times_jump_ends_the_clip_and_the_next_one_says_so()
    {
        using var camera = new RtspCamera();
        await using var watched = new Watched(camera.Source("/shared"), Long);
        await watched.Until(() => watched.Sink.Clips.Any(c => c.Fragments.Count > 20));

        // GStreamer begins to count anew for all who watch a shared stream when another one comes.
        await using var another = new Watched(camera.Source("/shared"));
        await watched.Until(() => watched.Sink.Clips.Any(c => c.Start.Cause == ClipCause.AfterTimesJumped), "No clip after a jump");
        Assert.Equal(ClipEndReason.TimesJumped, watched.Sink.Clips[0].End!.Reason);
        Assert.Contains(CameraState.TimesJumped, watched.States);
    }

    // So that a clip is open whenever something happens.
    private static CameraSettings Long(CameraSettings camera) => camera with { Times = new ClipTimes(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)) };

    private static async Task GoesOn(Watched watched, Action back)
    {
        var before = watched.Sink.Clips.Count;
        back();
        await watched.Until(() => watched.Sink.Clips.Count > before, "Recording did not go on");
        await watched.Until(CameraState.Recording);
        Assert.Equal(ClipCause.Motion, watched.Sink.Clips[^1].Start.Cause);
    }
}
