namespace Writ.Hub.Video;

/// <summary>One track of an initialisation segment.</summary>
/// <param name="Id">As fragments name it; never 0.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Timescale">Units per second, at least 1.</param>
/// <param name="Codec">For MSE where it is H.264 or AAC, otherwise null: whatever else it is, a browser need not play it.</param>
/// <param name="Width">Pixels; 0 for sound.</param>
/// <param name="Height">Pixels; 0 for sound.</param>
internal sealed record Track(uint Id, TrackKind Kind, uint Timescale, string? Codec, int Width, int Height)
{
    /// <summary>Defaults for samples (trex): duration, size, flags.</summary>
    public SampleDefaults Defaults { get; init; }
}

internal enum TrackKind
{
    Video,
    Audio,
    Other,
}

internal readonly record struct SampleDefaults(uint Duration, uint Size, uint Flags);
