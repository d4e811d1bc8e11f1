using System.Buffers.Binary;
using System.Text;

namespace Writ.Hub.Tests.Video;

/// <summary>Hand-made fragmented MP4, honest unless told otherwise.</summary>
internal static class Mp4
{
    public const uint Timescale = 1000;

    public static byte[] Box(string type, params byte[][] parts)
    {
        var body = parts.SelectMany(p => p).ToArray();
        return [.. U32((uint)body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];
    }

    public static byte[] U32(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    public static byte[] U64(ulong number) => [.. U32((uint)(number >> 32)), .. U32((uint)(number & uint.MaxValue))];

    public static byte[] Init(string sampleEntry = "avc1", uint timescale = Timescale, bool audio = false, int width = 640, int height = 360)
    {
        var tracks = new List<byte[]> { VideoTrack(sampleEntry, timescale, width, height) };
        var extends = new List<byte[]> { Trex(1) };
        if (audio)
        {
            tracks.Add(AudioTrack());
            extends.Add(Trex(2));
        }

        return [.. Box("ftyp", Encoding.ASCII.GetBytes("isom"), U32(512)), .. Box("moov", [Box("mvhd", new byte[100]), .. tracks, Box("mvex", [.. extends])])];
    }

    /// <summary>One fragment of video: samples of the given sizes, each so many milliseconds long.</summary>
    public static byte[] Fragment(ulong start, bool key, uint duration = 250, int samples = 1, int size = 100, uint track = 1, int? offset = null, int? claimed = null)
    {
        byte[] Moof(int from) => Box(
            "moof",
            Box("mfhd", U32(0), U32(1)),
            Box(
                "traf",
                Box("tfhd", U32(0x20020), U32(track), U32(0x01010000)),
                Box("tfdt", U32(0x01000000), U64(start)),
                Box(
                    "trun",
                    [U32(0x305), U32((uint)samples), U32((uint)from), U32(key ? 0x02000000u : 0x01010000u),
                        .. Enumerable.Range(0, samples).Select(_ => (byte[])[.. U32(duration / (uint)samples), .. U32((uint)(claimed ?? size))])])));
        var moof = Moof(0).Length;
        return [.. Moof(offset ?? moof + 8), .. Box("mdat", Enumerable.Range(0, samples * size).Select(i => unchecked((byte)(i + (int)start))).ToArray())];
    }

    private static byte[] Trex(uint track) => Box("trex", U32(0), U32(track), U32(1), U32(40), U32(0), U32(0));

    private static byte[] VideoTrack(string entry, uint timescale, int width, int height)
    {
        byte[] visual = [.. new byte[24], (byte)(width >> 8), (byte)(width & 0xFF), (byte)(height >> 8), (byte)(height & 0xFF), .. new byte[50]];
        return Track(1, "vide", timescale, Box(entry, visual, Box("avcC", [1, 0x64, 0x00, 0x1F, 0xFF, 0xE0, 0])));
    }

    private static byte[] AudioTrack()
    {
        byte[] config = [5, 2, 0x12, 0x08];
        byte[] decoder = [4, (byte)(13 + config.Length), 0x40, 0x15, .. new byte[11], .. config];
        byte[] descriptor = [3, (byte)(3 + decoder.Length), 0, 1, 0, .. decoder];
        return Track(2, "soun", 16_000, Box("mp4a", new byte[28], Box("esds", U32(0), descriptor)));
    }

    private static byte[] Track(uint id, string handler, uint timescale, byte[] entry) => Box(
        "trak",
        Box("tkhd", U32(0), U32(0), U32(0), U32(id), new byte[68]),
        Box(
            "mdia",
            Box("mdhd", U32(0), U32(0), U32(0), U32(timescale), U32(0), U32(0)),
            Box("hdlr", U32(0), U32(0), Encoding.ASCII.GetBytes(handler), new byte[13]),
            Box("minf", Box("stbl", Box("stsd", U32(0), U32(1), entry)))));
}
