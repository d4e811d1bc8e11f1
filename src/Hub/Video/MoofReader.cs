using Writ.Base;

namespace Writ.Hub.Video;

/// <summary>Reads a moof against the tracks it belongs to and the length of its mdat. What it claims must fit what is there.</summary>
internal static class MoofReader
{
    private const uint BaseOffset = 0x1, Description = 0x2, DefaultDuration = 0x8, DefaultSize = 0x10, DefaultFlags = 0x20;

    private const uint DataOffset = 0x1, FirstFlags = 0x4, SampleDuration = 0x100, SampleSize = 0x200, SampleFlags = 0x400, SampleOffset = 0x800;

    private const uint NotSync = 0x10000;

    /// <param name="bytes">The moof box, then the mdat box.</param>
    /// <param name="moof">Length of the moof box.</param>
    public static Result<Fragment> Read(byte[] bytes, int moof, IReadOnlyList<Track> tracks, VideoLimits limits)
    {
        var payload = moof + BoxCursor.HeaderSize;
        var runs = new List<Run>();
        var boxes = new BoxCursor(bytes.AsSpan(BoxCursor.HeaderSize, moof - BoxCursor.HeaderSize));
        while (boxes.Next())
        {
            if (boxes.Type != BoxNames.Traf) continue;
            if (runs.Count == limits.Tracks) return VideoRefusals.TooMuch("tracks in a fragment");
            var (run, fault) = ReadTrack(boxes.Body, BoxCursor.HeaderSize + boxes.At, tracks, limits);
            if (fault is not null) return fault;
            if (run!.Samples > 0 && (run.From < payload || run.From + run.Bytes > bytes.Length)) return VideoRefusals.Malformed("samples outside their fragment");
            runs.Add(run);
        }

        if (boxes.Broken || runs.Count == 0) return VideoRefusals.Malformed("a fragment");
        var main = runs.Find(r => r.Track.Kind == TrackKind.Video && r.Samples > 0) ?? runs[0];
        var duration = MediaTime.Span(main.Duration, main.Track.Timescale);
        var video = main.Track.Kind == TrackKind.Video;
        return new Fragment(bytes, payload, [.. runs.Select(r => r.Time)], main.Time.Base, duration, video, video && !main.FirstNotSync);
    }

    private static (Run? Run, Refusal? Fault) ReadTrack(ReadOnlySpan<byte> traf, int at, IReadOnlyList<Track> tracks, VideoLimits limits)
    {
        Run? run = null;
        var boxes = new BoxCursor(traf);
        while (boxes.Next())
        {
            switch (boxes.Type)
            {
                case BoxNames.Tfhd:
                    run = run is null ? Header(boxes.Body, tracks) : null;
                    if (run is null) return (null, VideoRefusals.Malformed("a fragment's track"));
                    break;
                case BoxNames.Tfdt when run is not null && run.Time.Timescale == 0 && Time(boxes.Body, at + boxes.At, run.Track) is { } time:
                    run.Time = time;
                    break;
                case BoxNames.Trun when run is not null && run.Time.Timescale != 0:
                    if (!Samples(boxes.Body, run, limits)) return (null, VideoRefusals.Malformed("a fragment's samples"));
                    break;
                case BoxNames.Tfdt or BoxNames.Trun:
                    return (null, VideoRefusals.Malformed("a fragment's time"));
            }
        }

        return boxes.Broken || run is null || run.Time.Timescale == 0 ? (null, VideoRefusals.Malformed("a fragment's track")) : (run, null);
    }

    private static Run? Header(ReadOnlySpan<byte> tfhd, IReadOnlyList<Track> tracks)
    {
        var numbers = new ByteCursor(tfhd);
        var flags = numbers.U32() & 0xFFFFFF;
        var id = numbers.U32();

        // Offsets from the start of the file mean nothing in a stream.
        if ((flags & BaseOffset) != 0 || tracks.FirstOrDefault(t => t.Id == id) is not { } track) return null;
        if ((flags & Description) != 0) numbers.U32();
        var defaults = new SampleDefaults(
            (flags & DefaultDuration) != 0 ? numbers.U32() : track.Defaults.Duration,
            (flags & DefaultSize) != 0 ? numbers.U32() : track.Defaults.Size,
            (flags & DefaultFlags) != 0 ? numbers.U32() : track.Defaults.Flags);
        return numbers.Broken ? null : new Run(track, defaults);
    }

    private static TrackTime? Time(ReadOnlySpan<byte> tfdt, int at, Track track)
    {
        var numbers = new ByteCursor(tfdt);
        var wide = numbers.U8() == 1;
        numbers.Skip(3);
        var units = wide ? numbers.U64() : numbers.U32();
        return numbers.Broken || units > MediaTime.MostUnits ? null : new TrackTime(at + 4, wide, (long)units, track.Timescale);
    }

    private static bool Samples(ReadOnlySpan<byte> trun, Run run, VideoLimits limits)
    {
        var numbers = new ByteCursor(trun);
        var flags = numbers.U32() & 0xFFFFFF;
        var count = numbers.U32();
        if ((flags & DataOffset) == 0 || count > limits.SamplesPerFragment || run.Samples + count > limits.SamplesPerFragment) return false;
        var from = unchecked((int)numbers.U32());
        if (run.Samples == 0) run.From = from;

        // The parts of one track's samples follow one another: nothing is counted twice.
        else if (from < run.From + run.Bytes) return false;
        else run.Bytes = from - run.From;
        uint? first = (flags & FirstFlags) != 0 ? numbers.U32() : null;
        for (var i = 0; i < count; i++)
        {
            run.Duration += (flags & SampleDuration) != 0 ? numbers.U32() : run.Defaults.Duration;
            run.Bytes += (flags & SampleSize) != 0 ? numbers.U32() : run.Defaults.Size;
            var sample = (flags & SampleFlags) != 0 ? numbers.U32() : run.Defaults.Flags;
            if ((flags & SampleOffset) != 0) numbers.U32();
            if (numbers.Broken) return false;
            if (run.Samples == 0) run.FirstNotSync = ((first ?? sample) & NotSync) != 0;
            run.Samples++;
        }

        return !numbers.Broken;
    }

    private sealed class Run(Track track, SampleDefaults defaults)
    {
        public Track Track => track;

        public SampleDefaults Defaults => defaults;

        public TrackTime Time { get; set; }

        public int Samples { get; set; }

        public long From { get; set; }

        public long Bytes { get; set; }

        public long Duration { get; set; }

        public bool FirstNotSync { get; set; }
    }
}
