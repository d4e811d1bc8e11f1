using Writ.Hub.Cameras;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Masks;

namespace Writ.Hub.Tests.Ffmpeg;

public sealed class CommandTests
{
    private static readonly Login Secret = new("me", "s3cret'\n option x y\\ %@:/#");

    private static readonly CameraSource Camera = new CameraSource.Rtsp(CameraAddress.Parse("rtsp://camera.lan/live?a=1&b=-y", "/a").Value, Secret, null);

    private static readonly StreamFacts Facts = new("h264", "yuv420p", 1280, 720, true);

    [Fact]
    public void A_login_stands_in_no_argument_and_cannot_break_out_of_its_quotes()
    {
        var feed = new Feed(Camera, null, TimeSpan.FromSeconds(10));
        using var grey = GreyChannel.Open();
        foreach (var command in (Command[])[Commands.Probe(feed), Commands.Watch(feed, WatchPlan.For(Facts, [], true, false, false), grey)])
        {
            Assert.DoesNotContain(command.Arguments, a => a.Contains("s3cret", StringComparison.Ordinal) || a.Contains("camera.lan", StringComparison.Ordinal));
            var lines = command.Script!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(5, lines.Length);
            Assert.Equal("file 'rtsp://me:s3cret%27%0A%20option%20x%20y%5C%20%25%40%3A%2F%23@camera.lan:554/live?a=1&b=-y'", lines[1]);
            Assert.Equal("option rtsp_transport tcp", lines[2]);
        }
    }

    [Fact]
    public void Sound_is_not_even_asked_for_unless_it_is_wanted()
    {
        var feed = new Feed(Camera, null, TimeSpan.FromSeconds(10));
        using var grey = GreyChannel.Open();
        Assert.Contains("allowed_media_types video\n", Commands.Watch(feed, WatchPlan.For(Facts, [], audio: false, false, false), grey).Script, StringComparison.Ordinal);
        Assert.Contains("-an", Commands.Watch(feed, WatchPlan.For(Facts, [], audio: false, false, false), grey).Arguments);
        Assert.Contains("allowed_media_types video+audio\n", Commands.Watch(feed, WatchPlan.For(Facts, [], audio: true, false, false), grey).Script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_camera_is_reached_by_RTSP_over_TCP_and_a_file_as_a_file_and_by_nothing_else()
    {
        using var grey = GreyChannel.Open();
        var plan = WatchPlan.For(Facts, [], false, false, false);
        Assert.Equal("pipe,rtp,tcp", After(Commands.Watch(new Feed(Camera, null, TimeSpan.FromSeconds(1)), plan, grey), "-protocol_whitelist"));
        var file = Commands.Watch(new Feed(new CameraSource.File("/-i/../x;http://y"), null, TimeSpan.FromSeconds(1)), plan, grey);
        Assert.Equal("file", After(file, "-protocol_whitelist"));
        Assert.Equal("file:/-i/../x;http://y", After(file, "-i"));
    }

    [Fact]
    public void A_masked_camera_is_always_encoded_anew_and_its_masks_come_first()
    {
        using var grey = GreyChannel.Open();
        var plan = WatchPlan.For(Facts, [Shape.Box(0, 0, 500, 1000)], false, false, false);
        var command = Commands.Watch(new Feed(Camera, null, TimeSpan.FromSeconds(1)), plan, grey);
        Assert.Equal("libx264", After(command, "-c:v"));
        Assert.DoesNotContain("copy", command.Arguments);
        Assert.StartsWith("[0:v:0]drawbox=x=0:y=0:w=640:h=720:color=black:t=fill,", After(command, "-filter_complex"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h264", "yuv420p", false)]
    [InlineData("h264", "yuvj420p", false)]
    [InlineData("h264", "yuv420p10le", true)]
    [InlineData("h264", "yuv444p", true)]
    [InlineData("hevc", "yuv420p", true)]
    [InlineData("mjpeg", "yuvj420p", true)]
    public void What_every_browser_plays_is_copied_and_the_rest_is_encoded(string codec, string format, bool encoded) =>
        Assert.Equal(encoded, WatchPlan.For(new StreamFacts(codec, format, 640, 360, false), [], false, false, false).Encode);

    [Fact]
    public void Options_and_words_that_are_not_ours_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ArgumentLine().Flag("attach"));
        foreach (var word in (string[])["", "-y", "a b", "a;b", "a/b", "a'b", "a\nb"]) Assert.Throws<ArgumentException>(() => ArgumentLine.Value.Word(word));
        foreach (var path in (string[])["relative", "http://x", "", "/a\0b"]) Assert.Throws<ArgumentException>(() => ArgumentLine.Value.File(path));
    }

    [Fact]
    public void Complaints_are_cleaned_of_logins_and_of_what_does_not_print()
    {
        var cleaned = new Scrubber(new Login("admin", "hunter2")).Clean("x 'rtsp://admin:hunter2@host/a' and HUNTER2 \u001b[31m\u202Ered é\n");
        Assert.DoesNotContain("hunter2", cleaned, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("admin", cleaned, StringComparison.Ordinal);
        Assert.All(cleaned, c => Assert.True(c is '\n' or '…' or (>= ' ' and <= '~')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"streams\":{}}")]
    [InlineData("{\"streams\":[7]}")]
    [InlineData("{\"streams\":[{\"codec_type\":\"audio\"}]}")]
    [InlineData("{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":0,\"height\":0}]}")]
    [InlineData("{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":99999,\"height\":9}]}")]
    [InlineData("{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264,x\",\"width\":640,\"height\":360}]}")]
    [InlineData("{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":\"640\",\"height\":360}]}")]
    public void An_answer_of_ffprobe_that_makes_no_sense_is_no_stream(string json) =>
        Assert.Null(StreamProbe.Read(System.Text.Encoding.UTF8.GetBytes(json)).Facts);

    [Fact]
    public void Without_ffmpeg_it_is_said_what_to_install() => Assert.Equal("hub-no-ffmpeg", Tools.In(["/nowhere"]).Refusal!.Code);

    private static string After(Command command, string option) => command.Arguments[command.Arguments.ToList().IndexOf(option) + 1];
}
