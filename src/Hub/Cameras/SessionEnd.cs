namespace Writ.Hub.Cameras;

/// <summary>Why one run of a stream was over.</summary>
internal enum SessionEnd
{
    /// <summary>The hub stops.</summary>
    Stopped,

    /// <summary>Nothing ever came; the complaints say why.</summary>
    NeverBegan,

    /// <summary>It ended by itself.</summary>
    Ended,

    /// <summary>It went silent.</summary>
    Stalled,

    /// <summary>Its bytes made no sense, or are not what was asked for.</summary>
    Malformed,

    /// <summary>Its times jumped.</summary>
    TimesJumped,

    /// <summary>Its key frames are too far apart to look for motion in them alone.</summary>
    LookOften,

    /// <summary>Its key frames are too far apart to cut clips.</summary>
    EncodeAnew,
}
