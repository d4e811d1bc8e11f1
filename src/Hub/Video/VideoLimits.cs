namespace Writ.Hub.Video;

/// <summary>What the reader takes before it says no. Bytes, except where a name says otherwise.</summary>
internal sealed record VideoLimits
{
    public static VideoLimits Default { get; } = new();

    public int InitBytes { get; init; } = 1 << 20;

    public int MoofBytes { get; init; } = 1 << 20;

    /// <summary>A quarter of a second at 4K stays far below; a still picture of the greatest size does too.</summary>
    public int MdatBytes { get; init; } = 32 << 20;

    public int Tracks { get; init; } = 4;

    public int SamplesPerFragment { get; init; } = 20_000;
}
