using Writ.Hub.Cameras;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Cameras;

/// <summary>Against a real RTSP server. Conditions are waited for; how long they take is nobody's business.</summary>
public sealed class CameraRunTests(CameraRunTests.Street street) : IClassFixture<CameraRunTests.Street>
{
    private static readonly Login Right = new("owner", "p'a ss@:/\\\"%41 ü");

    [Fact]
    public async Task A_clip_of_moving_pictures_is_kept_as_the_camera_sends_it_and_plays()
    {
        await using var watched = new Watched(street.Open.Source("/ball"));
        var clip = await watched.FirstClip();
        await watched.Until(CameraState.Recording);
        Assert.StartsWith("avc1.", clip.Start.Stream.Codec, StringComparison.Ordinal);
        var seen = await Watched.Look(clip.File);
        Assert.Equal(("h264", 640, 360, false), (seen.Codec, seen.Width, seen.Height, seen.Audio));
        Assert.True(seen.Frames > 30);
        Assert.InRange(seen.Start, 0, 0.2);
        Assert.NotEmpty(clip.Marks);
        var poster = await Watched.Look(clip.Jpeg!, "mjpeg");
        Assert.Equal(("mjpeg", 640, 360, 1), (poster.Codec, poster.Width, poster.Height, poster.Frames));

        // It moves all the time: the next clip goes on where this one ends.
        await watched.Until(() => watched.Sink.Whole.Count > 1);
        var next = watched.Sink.Whole[1];
        Assert.Equal((ClipCause.Continues, clip.Start.Start + clip.End!.Duration), (next.Start.Cause, next.Start.Start));
    }

    [Fact]
    public async Task A_still_picture_is_watched_and_nothing_is_kept()
    {
        var live = new CountingFeed();
        await using var watched = new Watched(street.Open.Source("/still"), live: live);
        await watched.Until(() => live.Fragments > 40);
        Assert.Empty(watched.Sink.Clips);
        Assert.Equal(CameraState.Recording, watched.Health.Of("yard")!.State);
    }

    [Fact]
    public async Task The_right_password_opens_a_camera_whatever_it_is_made_of()
    {
        await using var watched = new Watched(street.Locked.Source("/ball", Right));
        await watched.FirstClip();
    }

    [Theory]
    [InlineData("owner", "not-that-one")]
    [InlineData("stranger", "p'a ss@:/\\\"%41 ü")]
    public async Task A_wrong_password_is_told_and_is_in_no_word_of_ours(string user, string password)
    {
        await using var watched = new Watched(street.Locked.Source("/ball", new Login(user, password)));
        await watched.Until(CameraState.WrongPassword);
        var health = watched.Health.Of("yard")!;
        Assert.DoesNotContain(password, health.Sentence + health.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(CameraAddress.Escape(password), health.Sentence + health.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(health.Detail!);
    }

    [Fact]
    public async Task No_password_where_one_is_needed_is_a_wrong_one()
    {
        await using var watched = new Watched(street.Locked.Source("/ball"));
        await watched.Until(CameraState.WrongPassword);
    }

    [Fact]
    public async Task A_stream_that_is_not_there_and_a_camera_that_is_not_there_are_told_apart()
    {
        await using var stream = new Watched(street.Open.Source("/nothing"));
        await using var camera = new Watched(new CameraSource.Rtsp(new CameraAddress(false, "127.0.0.1", 9, "/ball"), null, null));
        await stream.Until(CameraState.NoSuchStream);
        await camera.Until(CameraState.Unreachable);
    }

    [Theory]
    [InlineData("/mjpeg")]
    [InlineData("/hevc")]
    public async Task What_a_browser_does_not_play_is_turned_into_H264(string path)
    {
        await using var watched = new Watched(street.Open.Source(path));
        var clip = await watched.FirstClip();
        Assert.StartsWith("avc1.", clip.Start.Stream.Codec, StringComparison.Ordinal);
        Assert.Equal("h264", (await Watched.Look(clip.File)).Codec);
    }

    [Fact]
    public async Task A_stream_without_pictures_is_the_wrong_kind()
    {
        await using var watched = new Watched(street.Open.Source("/onlysound"));
        await watched.Until(CameraState.WrongCodec);
    }

    [Fact]
    public async Task A_4K_stream_is_kept_as_it_is()
    {
        await using var watched = new Watched(street.Open.Source("/large"));
        var seen = await Watched.Look((await watched.FirstClip()).File);
        Assert.Equal((3840, 2160), (seen.Width, seen.Height));
    }

    [Fact]
    public async Task A_4K_stream_with_a_mask_becomes_a_smaller_one_with_that_mask()
    {
        await using var watched = new Watched(street.Open.Source("/large"), camera => camera with { Masks = [Hub.Masks.Shape.Box(0, 0, 100, 100)] });
        var seen = await Watched.Look((await watched.FirstClip()).File);
        Assert.Equal((1920, 1080), (seen.Width, seen.Height));
    }

    [Fact]
    public async Task Pictures_that_come_irregularly_are_kept()
    {
        await using var watched = new Watched(street.Open.Source("/irregular"));
        Assert.True((await Watched.Look((await watched.FirstClip()).File)).Frames > 5);
        Assert.DoesNotContain(CameraState.TimesJumped, watched.States);
    }

    [Fact]
    public async Task Motion_is_seen_in_a_stream_with_few_key_frames_too()
    {
        await using var watched = new Watched(street.Open.Source("/rarekeys"));
        var clip = await watched.FirstClip();
        Assert.True(clip.Marks.Count > 3);
    }

    [Fact]
    public async Task Sound_stays_with_the_camera_unless_its_owner_wants_it()
    {
        await using var without = new Watched(street.Open.Source("/sound"));
        await using var with = new Watched(street.Open.Source("/sound"), camera => camera with { Audio = true });
        Assert.False((await Watched.Look((await without.FirstClip()).File)).Audio);
        var clip = await with.FirstClip();
        Assert.True((await Watched.Look(clip.File)).Audio);
        Assert.EndsWith(",mp4a.40.2", clip.Start.Stream.Codec, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_goes_silent_is_given_up_and_recording_goes_on_when_it_is_back()
    {
        using var camera = new RtspCamera();
        await using var watched = new Watched(camera.Source("/ball"), Long);
        await watched.Until(() => watched.Sink.Clips.Count > 0);
        camera.Freeze();
        await watched.Until(() => watched.States.Contains(CameraState.Stalled), "The silence was not noticed");
        await watched.Until(() => watched.Sink.Whole.Any(c => c.End!.Reason == ClipEndReason.CameraLost));
        camera.Thaw();
        await GoesOn(watched);
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
        camera.Restart();
        await GoesOn(watched);
    }

    [Fact]
    public async Task A_stream_over_TLS_is_taken_from_the_camera_with_the_named_certificate_and_from_no_other()
    {
        using var certificate = new OwnCertificate();
        using var camera = new RtspCamera("--tls", certificate.Path, "--login", Right.User, Right.Password);
        CameraSource.Rtsp Source(CertificatePin? pin) => new(camera.Address("/ball", secure: true), Right, pin);
        await using var named = new Watched(Source(certificate.Pin));
        await using var untrusted = new Watched(Source(null));
        await using var another = new Watched(Source(CertificatePin.Parse(new string('a', 64))));
        await named.FirstClip();
        await untrusted.Until(CameraState.WrongCertificate);
        await another.Until(CameraState.WrongCertificate);
        Assert.Empty(untrusted.Sink.Clips);
        Assert.Empty(another.Sink.Clips);
    }

    // So that a clip is open whenever something happens.
    private static CameraSettings Long(CameraSettings camera) => camera with { Times = new ClipTimes(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)) };

    private static async Task GoesOn(Watched watched)
    {
        var before = watched.Sink.Clips.Count;
        await watched.Until(() => watched.Sink.Clips.Count > before, "Recording did not go on");
        await watched.Until(CameraState.Recording);
        Assert.Equal(ClipCause.Motion, watched.Sink.Clips[^1].Start.Cause);
    }

    public sealed class Street : IDisposable
    {
        internal RtspCamera Open { get; } = new();

        internal RtspCamera Locked { get; } = new("--login", Right.User, Right.Password);

        public void Dispose()
        {
            Open.Dispose();
            Locked.Dispose();
        }
    }

    private sealed class CountingFeed : ILiveFeed
    {
        private int fragments;

        public int Fragments => Volatile.Read(ref fragments);

        public void Started(string cameraId, StreamInit stream)
        {
        }

        public void Fragment(string cameraId, ReadOnlyMemory<byte> fragment, FragmentInfo info) => Interlocked.Increment(ref fragments);

        public void Ended(string cameraId)
        {
        }
    }
}
