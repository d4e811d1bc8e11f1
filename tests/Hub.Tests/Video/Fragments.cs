using Writ.Hub.Recording;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Video;

/// <summary>Fragments for what comes after the reader.</summary>
internal static class Fragments
{
    public static StreamInit Stream { get; } = new("avc1.64001f", 640, 360, false, Mp4.Init());

    public static Fragment At(double seconds, bool key, double duration = 0.5, int size = 100)
    {
        var bytes = Mp4.Fragment((ulong)(seconds * 1000), key, (uint)(duration * 1000), size: size);
        var moof = bytes.AsSpan().IndexOf("mdat"u8) - 4;
        return MoofReader.Read(bytes, moof, InitReader.Read(Mp4.Init().AsSpan(8 + Mp4.Init().AsSpan().IndexOf("moov"u8) - 4), VideoLimits.Default).Value, VideoLimits.Default).Value;
    }

    /// <summary>Half a second each, a key frame every so many.</summary>
    public static IEnumerable<Fragment> Run(double from, double to, int group = 4)
    {
        for (var i = 0; from + (i * 0.5) < to; i++) yield return At(from + (i * 0.5), key: i % group == 0);
    }
}
