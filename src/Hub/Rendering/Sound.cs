namespace Writ.Hub.Rendering;

/// <summary>A clip's sound in memory, one channel of 48,000 samples a second from the file's own nought on.</summary>
internal sealed class Sound(byte[] samples)
{
    private const int BytesOfMillisecond = RawMatroska.SamplesPerSecond / 1000 * 2;

    /// <summary>From one millisecond up to another, not included; silence where there is none.</summary>
    public byte[] Between(int from, int to)
    {
        var some = new byte[(to - from) * BytesOfMillisecond];
        var start = (long)from * BytesOfMillisecond;
        if (start < samples.Length) samples.AsSpan((int)start, (int)Math.Min(some.Length, samples.Length - start)).CopyTo(some);
        return some;
    }
}
