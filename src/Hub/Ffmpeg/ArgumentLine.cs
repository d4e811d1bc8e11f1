using System.Collections.Frozen;
using System.Globalization;

namespace Writ.Hub.Ffmpeg;

/// <summary>
/// Arguments for ffmpeg and ffprobe. Only options that stand in the list below, with values of the kinds below: numbers, words of ours, filters
/// made of numbers, and our own ends of pipes. Nothing that an owner, a camera or a config wrote becomes an argument, but for the path of a
/// file, which stands behind "file:".
/// </summary>
internal sealed class ArgumentLine
{
    private static readonly FrozenSet<string> Options = FrozenSet.ToFrozenSet(
    [
        "an", "ac", "af", "allowed_media_types", "analyzeduration", "ar", "avoid_negative_ts", "b:a", "bf", "bsf:v", "bufsize", "c:a", "c:v", "crf", "f", "filter_complex", "flush_packets",
        "fflags", "flags:v", "force_key_frames", "format_whitelist", "fps_mode", "frag_duration", "frames:v", "hide_banner", "i", "loglevel", "map", "map_metadata", "max_streams", "maxrate",
        "movflags", "nostats", "nostdin", "noautorotate", "of", "pix_fmt", "preset", "probesize", "profile:v", "protocol_whitelist", "q:v", "re", "safe", "show_entries",
        "skip_frame", "stream_loop", "t", "threads", "tune", "vf", "vn",
    ]);

    private readonly List<string> words = [];

    public IReadOnlyList<string> Words => words;

    public ArgumentLine Flag(string option)
    {
        words.Add("-" + Known(option));
        return this;
    }

    public ArgumentLine Set(string option, Value value)
    {
        words.Add("-" + Known(option));
        words.Add(value.Text);
        return this;
    }

    public ArgumentLine To(Output output)
    {
        words.Add(output.Text);
        return this;
    }

    // A word that is not in the list is a mistake of this program.
    private static string Known(string option) => Options.Contains(option) ? option : throw new ArgumentException($"Not an option of ours: {option}", nameof(option));

    /// <summary>What may follow an option.</summary>
    public readonly struct Value
    {
        private Value(string text) => Text = text;

        public string Text { get; }

        public static implicit operator Value(int number) => new(number.ToString(CultureInfo.InvariantCulture));

        public static implicit operator Value(FilterGraph graph) => new(graph.Text);

        /// <summary>A word of ours: letters, digits and a few signs, and never a dash in front.</summary>
        public static Value Word(string word) =>
            word.Length > 0 && word[0] != '-' && word.All(c => char.IsAsciiLetterOrDigit(c) || "+_,:=?[]()*-".Contains(c, StringComparison.Ordinal))
                ? new Value(word)
                : throw new ArgumentException($"Not a word of ours: {word}", nameof(word));

        /// <summary>A file to read; the path is absolute, so that it is a path whatever it is made of.</summary>
        public static Value File(string path) =>
            Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal)
                ? new Value("file:" + path)
                : throw new ArgumentException("Not an absolute path", nameof(path));
    }

    /// <summary>Where ffmpeg writes: a pipe to us or a socket of ours. There is no way to name a file.</summary>
    public readonly struct Output
    {
        private Output(string text) => Text = text;

        public string Text { get; }

        public static Output Pipe { get; } = new("pipe:1");

        public static Output Socket(GreyChannel channel) => new("unix:" + channel.Path);
    }
}
