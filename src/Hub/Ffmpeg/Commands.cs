using System.Text;
using Writ.Hub.Cameras;
using static Writ.Hub.Ffmpeg.ArgumentLine;

namespace Writ.Hub.Ffmpeg;

/// <summary>Arguments, and what is written to the program's standard input: there a login can stand, for no other process can read it there.</summary>
internal sealed record Command(IReadOnlyList<string> Arguments, string? Script);

/// <summary>The few things that ffmpeg and ffprobe are asked to do.</summary>
internal static class Commands
{
    // Without frag_discont the first picture would stand at nought, with the first sound, however much later it came.
    private const string Fragments = "frag_keyframe+frag_discont+empty_moov+default_base_moof+skip_trailer";
    private const string GreyFragments = "frag_every_frame+frag_discont+empty_moov+default_base_moof+skip_trailer";

    private const int FragmentMicroseconds = 250_000;

    // Common containers: no playlist, script or other thing that names further files.
    private const string FileFormats = "mov,mp4,matroska,webm,mpegts,avi,flv,h264,hevc,yuv4mpegpipe,nut";

    /// <summary>Says as JSON what is in the stream.</summary>
    public static Command Probe(Feed feed)
    {
        var line = new ArgumentLine().Flag("hide_banner").Set("loglevel", Value.Word("error")).Set("of", Value.Word("json"))
            .Set("show_entries", Value.Word("stream=codec_type,codec_name,pix_fmt,width,height"));
        return new Command(From(line, feed, audio: true, probing: true).Words, feed.Script(audio: true));
    }

    /// <summary>Writes fragmented MP4 to its standard output and small grey pictures to the channel.</summary>
    public static Command Watch(Feed feed, WatchPlan plan, GreyChannel grey)
    {
        var line = Quiet();
        if (!plan.LookOften) line.Set("skip_frame", Value.Word("nokey"));
        From(line, feed, plan.Audio, probing: false);
        if (plan.Encode) Encoded(line, plan);
        else line.Set("map", Value.Word("0:v:0")).Set("c:v", Value.Word("copy"));

        if (plan.Audio) line.Set("map", Value.Word("0:a:0")).Set("c:a", Value.Word("aac")).Set("b:a", 64_000).Set("ac", 1);
        else line.Flag("an");
        Fragmented(line, "mp4", Fragments).Set("frag_duration", FragmentMicroseconds).To(Output.Pipe);

        if (plan.Encode) line.Set("map", Value.Word("[g]"));
        else line.Set("map", Value.Word("0:v:0")).Set("vf", FilterGraph.LookedAt(plan));
        line.Set("fps_mode", Value.Word("passthrough")).Set("c:v", Value.Word("rawvideo")).Flag("an");
        return new Command(Fragmented(line, "mov", GreyFragments).To(Output.Socket(grey)).Words, feed.Script(plan.Audio));
    }

    /// <summary>Reads a piece of a clip from its standard input and writes one JPEG to its standard output.</summary>
    public static Command Still(TimeSpan moment, int width, int height)
    {
        var line = Quiet().Set("protocol_whitelist", Value.Word("pipe")).Set("f", Value.Word("mp4")).Set("i", Value.Word("pipe:0"))
            .Set("vf", FilterGraph.Still(moment, width, height)).Set("frames:v", 1).Set("c:v", Value.Word("mjpeg")).Set("q:v", 4).Set("f", Value.Word("image2pipe"));
        return new Command(line.To(Output.Pipe).Words, null);
    }

    /// <summary>Reads a clip from its standard input; writes its pictures as they are, each with its time.</summary>
    public static Command Pictures(int width, int height) => Decoded(FilterGraph.Raw(width, height));

    /// <summary>The same, small and grey, and not more than so many a second.</summary>
    public static Command Greys(int width, int height, int rate) => Decoded(FilterGraph.Grey(width, height, rate));

    /// <summary>Reads a clip; writes its sound as sixteen bits, one channel, from the clip's nought on, silence where there is none.</summary>
    public static Command Sound() => new(
        FromClip().Flag("vn").Set("map", Value.Word("0:a:0")).Set("af", Value.Word("aresample=async=1:first_pts=0")).Set("ac", 1).Set("ar", Rendering.RawMatroska.SamplesPerSecond)
            .Set("c:a", Value.Word("pcm_s16le")).Set("f", Value.Word("s16le")).To(Output.Pipe).Words, null);

    /// <summary>Reads raw pictures and sound in Matroska; writes fragmented MP4 that says nothing but what they are.</summary>
    /// <param name="most">Bits of pictures a second at most.</param>
    public static Command Encode(bool audio, int most)
    {
        var line = Quiet().Set("protocol_whitelist", Value.Word("pipe")).Set("f", Value.Word("matroska")).Set("i", Value.Word("pipe:0"))
            .Set("map", Value.Word("0:v:0")).Set("fps_mode", Value.Word("passthrough"))
            .Set("c:v", Value.Word("libx264")).Set("preset", Value.Word("veryfast")).Set("bf", 0).Set("profile:v", Value.Word("high")).Set("pix_fmt", Value.Word("yuv420p"))
            .Set("crf", 23).Set("maxrate", most).Set("bufsize", 2 * most).Set("threads", 1)

            // The encoder's own note on its settings would go along in the stream.
            .Set("bsf:v", Value.Word("filter_units=remove_types=6")).Set("fflags", Value.Word("+bitexact")).Set("flags:v", Value.Word("+bitexact"))
            .Set("force_key_frames", Value.Word("expr:gte(t,n_forced*2)")).Set("map_metadata", -1);
        if (audio) line.Set("map", Value.Word("0:a:0")).Set("c:a", Value.Word("aac")).Set("b:a", 64_000);
        else line.Flag("an");
        return new Command(Fragmented(line, "mp4", Fragments).To(Output.Pipe).Words, null);
    }

    /// <summary>Writes one picture of a text, eight bits of grey for a pixel.</summary>
    public static Command Label(string font, string note, int size, int width, int height) => new(
        Quiet().Set("f", Value.Word("lavfi")).Set("i", FilterGraph.Black(width, height)).Set("vf", FilterGraph.Label(font, note, size)).Set("frames:v", 1)
            .Set("c:v", Value.Word("rawvideo")).Set("f", Value.Word("rawvideo")).To(Output.Pipe).Words, null);

    private static ArgumentLine FromClip() => Quiet().Set("protocol_whitelist", Value.Word("pipe")).Flag("noautorotate").Set("f", Value.Word("mp4")).Set("i", Value.Word("pipe:0"));

    private static Command Decoded(FilterGraph graph)
    {
        var line = FromClip().Set("map", Value.Word("0:v:0")).Set("vf", graph).Set("fps_mode", Value.Word("passthrough")).Set("c:v", Value.Word("rawvideo")).Flag("an");
        return new Command(Fragmented(line, "mov", GreyFragments).To(Output.Pipe).Words, null);
    }

    // Both outputs count from the same nought, moved only where a sound's coder needs a moment before it: all tracks by the same.
    private static ArgumentLine Fragmented(ArgumentLine line, string format, string flags) =>
        line.Set("f", Value.Word(format)).Set("movflags", Value.Word(flags)).Set("avoid_negative_ts", Value.Word("make_non_negative")).Set("flush_packets", 1);

    private static ArgumentLine Quiet() => new ArgumentLine().Flag("hide_banner").Flag("nostdin").Flag("nostats").Set("loglevel", Value.Word("warning")).Set("threads", 1);

    // The same settings give the same bytes from the same pictures; key frames come every two seconds whatever the rate.
    private static void Encoded(ArgumentLine line, WatchPlan plan) =>
        line.Set("filter_complex", FilterGraph.MaskedAndLookedAt(plan)).Set("map", Value.Word("[v]")).Set("fps_mode", Value.Word("vfr"))
            .Set("c:v", Value.Word("libx264")).Set("preset", Value.Word("veryfast")).Set("tune", Value.Word("zerolatency")).Set("profile:v", Value.Word("high"))
            .Set("crf", 23).Set("maxrate", 6_000_000).Set("bufsize", 12_000_000).Set("threads", 1)
            .Set("fflags", Value.Word("+bitexact")).Set("flags:v", Value.Word("+bitexact"))
            .Set("force_key_frames", Value.Word("expr:gte(t,n_forced*2)"));

    private static ArgumentLine From(ArgumentLine line, Feed feed, bool audio, bool probing)
    {
        switch (feed.Source)
        {
            case CameraSource.Rtsp:
                return line.Set("analyzeduration", 5_000_000).Set("probesize", 5_000_000).Set("f", Value.Word("concat")).Set("safe", 0)
                    .Set("protocol_whitelist", Value.Word("pipe,rtp,tcp")).Set("format_whitelist", Value.Word("concat,rtsp")).Set("i", Value.Word("pipe:0"));
            case CameraSource.File file:
                if (!probing) line.Flag("re").Set("stream_loop", -1).Flag("noautorotate");
                return line.Set("protocol_whitelist", Value.Word("file")).Set("format_whitelist", Value.Word(FileFormats)).Set("max_streams", 16).Set("i", Value.File(file.Path));
            case CameraSource.Test test:
                if (!probing) line.Flag("re");
                return line.Set("f", Value.Word("lavfi")).Set("i", FilterGraph.TestPicture(test.Width, test.Height, test.FramesPerSecond, test.Every, test.Moving));
            default:
                throw new InvalidOperationException($"No such source: {feed.Source.GetType().Name} with audio {audio}");
        }
    }
}

/// <summary>A source, and how it is reached just now.</summary>
/// <param name="TunnelPort">Where a tunnel of ours waits on this machine, for a stream over TLS; otherwise null.</param>
internal sealed record Feed(CameraSource Source, int? TunnelPort, TimeSpan Patience)
{
    /// <summary>For a camera, a list of one entry: its address with the login, and that only TCP and only what is asked for is to be fetched.</summary>
    public string? Script(bool audio)
    {
        if (Source is not CameraSource.Rtsp rtsp) return null;
        var address = rtsp.Address.With(rtsp.Login, TunnelPort is null ? null : "127.0.0.1", TunnelPort);
        if (address.AsSpan().IndexOfAny("'\\\r\n\0") >= 0) throw new InvalidOperationException("An address that could break out of its quotes");
        return new StringBuilder("ffconcat version 1.0\n")
            .Append("file '").Append(address).Append("'\n")
            .Append("option rtsp_transport tcp\n")
            .Append("option allowed_media_types ").Append(audio ? "video+audio" : "video").Append('\n')
            .Append("option timeout ").Append((long)Patience.TotalMicroseconds).Append('\n')
            .ToString();
    }
}
