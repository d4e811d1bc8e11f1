using Writ.Hub.Cameras;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Cameras;

/// <summary>Whatever a camera sends, a browser can play what is kept.</summary>
public sealed class KindOfStreamTests(Street street) : IClassFixture<Street>
{
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
}
