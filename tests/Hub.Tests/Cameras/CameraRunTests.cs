using Writ.Hub.Cameras;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Cameras;

/// <summary>Against a real RTSP server. Conditions are waited for; how long they take is nobody's business.</summary>
public sealed class CameraRunTests(Street street) : IClassFixture<Street>
{
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
        await watched.Until(() => live.Fragments > 20);
        Assert.Empty(watched.Sink.Clips);
        Assert.Equal(CameraState.Recording, watched.Health.Of("yard")!.State);
    }

    [Fact]
    public async Task The_right_password_opens_a_camera_whatever_it_is_made_of()
    {
        await using var watched = new Watched(street.Locked.Source("/ball", Street.Right));
        await watched.Until(CameraState.Recording);
        var told = Children.Told();
        Assert.Contains(told, words => words.Contains("-protocol_whitelist", StringComparison.Ordinal));
        foreach (var form in (string[])[Street.Right.Password, CameraAddress.Escape(Street.Right.Password)]) Assert.DoesNotContain(told, words => words.Contains(form, StringComparison.Ordinal));
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
