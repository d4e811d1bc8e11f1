using System.Buffers.Binary;

namespace Writ.Hub.Rendering;

/// <summary>
/// Writes pictures and sound as they are, each with its time, for ffmpeg to read from a pipe: the smallest Matroska that does it (RFC 9559). Times are whole
/// milliseconds, which at 48,000 samples a second are whole samples.
/// </summary>
internal sealed class RawMatroska(Stream output)
{
    public const int SamplesPerSecond = 48_000;

    private const byte Picture = 0x81;

    private const byte Sound = 0x82;

    /// <summary>Before all else.</summary>
    public async Task BeginAsync(int width, int height, bool audio, CancellationToken stop)
    {
        var video = Element(0xAE, [
            .. Element(0xD7, [1]), .. Element(0x73C5, [1]), .. Element(0x83, [1]), .. Element(0x86, "V_UNCOMPRESSED"u8.ToArray()),
            .. Element(0xE0, [.. Element(0xB0, Number(width)), .. Element(0xBA, Number(height)), .. Element(0x2EB524, "I420"u8.ToArray())])]);
        var rate = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(rate, SamplesPerSecond);
        var sound = Element(0xAE, [
            .. Element(0xD7, [2]), .. Element(0x73C5, [2]), .. Element(0x83, [2]), .. Element(0x86, "A_PCM/INT/LIT"u8.ToArray()),
            .. Element(0xE1, [.. Element(0xB5, rate), .. Element(0x9F, [1]), .. Element(0x6264, [16])])]);
        byte[] head =
        [
            .. Element(0x1A45DFA3, Element(0x4282, "matroska"u8.ToArray())),

            // A segment of a length that nobody knows yet.
            0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            .. Element(0x1549A966, Element(0x2AD7B1, Number(1_000_000))),
            .. Element(0x1654AE6B, audio ? [.. video, .. sound] : video),
        ];
        await output.WriteAsync(head, stop);
    }

    /// <param name="at">Milliseconds from nought, never before the last one.</param>
    public Task PictureAsync(int at, ReadOnlyMemory<byte> i420, CancellationToken stop) => ClusterAsync(at, Picture, i420, stop);

    /// <param name="samples">Sixteen bits each, little-endian.</param>
    public Task SoundAsync(int at, ReadOnlyMemory<byte> samples, CancellationToken stop) => ClusterAsync(at, Sound, samples, stop);

    private async Task ClusterAsync(int at, byte track, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var time = Element(0xE7, Number(at));
        byte[] block = [0xA3, .. Length(4 + content.Length), track, 0, 0, 0x80];
        await output.WriteAsync((byte[])[0x1F, 0x43, 0xB6, 0x75, .. Length(time.Length + block.Length + content.Length), .. time, .. block], stop);
        await output.WriteAsync(content, stop);
    }

    private static byte[] Element(uint id, byte[] content)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        return [.. bytes.SkipWhile(b => b == 0), .. Length(content.Length), .. content];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Length(int length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, length);
        bytes[0] = 0x01;
        return bytes;
    }
}
