using System.Globalization;
using Writ.Base;

namespace Writ.Hub.Video;

/// <summary>Reads what is needed of a moov box: the tracks, how they count time, and the codec's name for MSE.</summary>
internal static class InitReader
{
    private const int VisualEntry = 78;

    private const int AudioEntry = 28;

    public static Result<IReadOnlyList<Track>> Read(ReadOnlySpan<byte> moov, VideoLimits limits)
    {
        var tracks = new List<Track>();
        var defaults = new Dictionary<uint, SampleDefaults>();
        var boxes = new BoxCursor(moov);
        while (boxes.Next())
        {
            switch (boxes.Type)
            {
                case BoxNames.Trak:
                    if (tracks.Count == limits.Tracks) return VideoRefusals.TooMuch("tracks");
                    if (ReadTrack(boxes.Body) is not { } track || tracks.Exists(t => t.Id == track.Id)) return VideoRefusals.Malformed("a track");
                    tracks.Add(track);
                    break;
                case BoxNames.Mvex when !ReadDefaults(boxes.Body, defaults, limits):
                    return VideoRefusals.Malformed("the tracks' defaults");
            }
        }

        if (boxes.Broken || tracks.Count == 0) return VideoRefusals.Malformed("the initialisation segment");
        return Result<IReadOnlyList<Track>>.Of([.. tracks.Select(t => t with { Defaults = defaults.GetValueOrDefault(t.Id) })]);
    }

    private static Track? ReadTrack(ReadOnlySpan<byte> trak)
    {
        uint id = 0;
        Track? found = null;
        var boxes = new BoxCursor(trak);
        while (boxes.Next())
        {
            switch (boxes.Type)
            {
                case BoxNames.Tkhd:
                    var numbers = new ByteCursor(boxes.Body);
                    numbers.Skip(numbers.U8() == 1 ? 3 + 16 : 3 + 8);
                    id = numbers.U32();
                    break;
                case BoxNames.Mdia:
                    found = ReadMedia(boxes.Body);
                    break;
            }
        }

        return boxes.Broken || id == 0 || found is null ? null : found with { Id = id };
    }

    private static Track? ReadMedia(ReadOnlySpan<byte> mdia)
    {
        uint timescale = 0, handler = 0;
        ReadOnlySpan<byte> minf = default;
        var boxes = new BoxCursor(mdia);
        while (boxes.Next())
        {
            var numbers = new ByteCursor(boxes.Body);
            switch (boxes.Type)
            {
                case BoxNames.Mdhd:
                    numbers.Skip(numbers.U8() == 1 ? 3 + 16 : 3 + 8);
                    timescale = numbers.U32();
                    break;
                case BoxNames.Hdlr:
                    numbers.Skip(8);
                    handler = numbers.U32();
                    break;
                case BoxNames.Minf:
                    minf = boxes.Body;
                    break;
            }
        }

        if (boxes.Broken || timescale == 0) return null;
        var kind = handler switch { BoxNames.Vide => TrackKind.Video, BoxNames.Soun => TrackKind.Audio, _ => TrackKind.Other };
        var entry = Entry(minf, out var type);
        var (codec, width, height) = kind switch
        {
            TrackKind.Video => Picture(entry, type),
            TrackKind.Audio => (Sound(entry, type), 0, 0),
            TrackKind.Other => (null, 0, 0),
        };
        return kind == TrackKind.Video && (width == 0 || height == 0) ? null : new Track(0, kind, timescale, codec, width, height);
    }

    private static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> minf, out uint type)
    {
        type = 0;
        if (!Find(minf, BoxNames.Stbl, out var stbl) || !Find(stbl, BoxNames.Stsd, out var stsd) || stsd.Length < 8) return default;
        var entries = new BoxCursor(stsd[8..]);
        if (!entries.Next()) return default;
        type = entries.Type;
        return entries.Body;
    }

    private static (string? Codec, int Width, int Height) Picture(ReadOnlySpan<byte> entry, uint type)
    {
        if (entry.Length < VisualEntry) return default;
        var numbers = new ByteCursor(entry[24..]);
        var (width, height) = (numbers.U16(), numbers.U16());
        var codec = type == BoxNames.Avc1 && Find(entry[VisualEntry..], BoxNames.AvcC, out var avcc) && avcc.Length >= 4
            ? $"avc1.{Convert.ToHexStringLower(avcc[1..4])}"
            : null;
        return (codec, width, height);
    }

    private static string? Sound(ReadOnlySpan<byte> entry, uint type)
    {
        if (type != BoxNames.Mp4a || entry.Length < AudioEntry) return null;
        if (!Find(entry[AudioEntry..], BoxCursor.Code("esds"u8), out var esds) || esds.Length < 4) return null;
        return AacObject(esds[4..]) is { } kind ? string.Create(CultureInfo.InvariantCulture, $"mp4a.40.{kind}") : null;
    }

    // ES descriptor (3) holds a decoder configuration (4), which holds the codec's own bytes (5): ISO/IEC 14496-1, 7.2.6.
    private static int? AacObject(ReadOnlySpan<byte> descriptors)
    {
        var at = new ByteCursor(descriptors);
        while (at.Left > 0 && !at.Broken)
        {
            var tag = at.U8();
            var length = 0;
            for (var i = 0; i < 4; i++)
            {
                var part = at.U8();
                length = (length << 7) | (part & 0x7F);
                if ((part & 0x80) == 0) break;
            }

            switch (tag)
            {
                case 3:
                    at.Skip(3);
                    break;
                case 4:
                    if (at.U8() != 0x40) return null;
                    at.Skip(12);
                    break;
                case 5:
                    var kind = at.U8() >> 3;
                    return at.Broken || kind is 0 or 31 ? null : kind;
                default:
                    at.Skip(Math.Min(length, at.Left));
                    break;
            }
        }

        return null;
    }

    private static bool ReadDefaults(ReadOnlySpan<byte> mvex, Dictionary<uint, SampleDefaults> defaults, VideoLimits limits)
    {
        var boxes = new BoxCursor(mvex);
        while (boxes.Next())
        {
            if (boxes.Type != BoxNames.Trex) continue;
            var numbers = new ByteCursor(boxes.Body);
            numbers.Skip(4);
            var id = numbers.U32();
            numbers.Skip(4);
            if (defaults.Count == limits.Tracks || !defaults.TryAdd(id, new SampleDefaults(numbers.U32(), numbers.U32(), numbers.U32())) || numbers.Broken) return false;
        }

        return !boxes.Broken;
    }

    private static bool Find(ReadOnlySpan<byte> within, uint type, out ReadOnlySpan<byte> body)
    {
        var boxes = new BoxCursor(within);
        while (boxes.Next())
        {
            if (boxes.Type != type) continue;
            body = boxes.Body;
            return true;
        }

        body = default;
        return false;
    }
}
