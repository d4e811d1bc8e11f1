namespace Writ.Hub.Ffmpeg;

/// <summary>What ffprobe says of a stream.</summary>
/// <param name="Codec">ffmpeg's word, letters, digits and underscores: <c>h264</c>, <c>hevc</c>, <c>mjpeg</c> ...</param>
/// <param name="PixelFormat">The same: <c>yuv420p</c> ...</param>
/// <param name="Audio">Whether it has sound.</param>
internal sealed record StreamFacts(string Codec, string PixelFormat, int Width, int Height, bool Audio)
{
    /// <summary>Browsers play 8-bit 4:2:0 H.264 and not much else for certain.</summary>
    public bool PlaysAsItIs => Codec == "h264" && PixelFormat is ("yuv420p" or "yuvj420p");
}
