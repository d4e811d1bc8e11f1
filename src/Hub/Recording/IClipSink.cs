using Writ.Base;

namespace Writ.Hub.Recording;

/// <summary>
/// Where clips go: the seam between the camera's side, which holds plain footage in memory, and the side that seals it. Whatever stands behind
/// seals as it is given: nothing plain may reach a disk.
/// </summary>
internal interface IClipSink
{
    /// <summary>
    /// Opens a clip. Called on the camera's own thread, as are all calls on the clip until its last fragment; several cameras call at once, and a
    /// camera's next clip may begin before its last one is complete. A refusal (a full disk, say) loses this clip only: the camera's health shows
    /// its sentence, and the sink is asked again at a later key frame.
    /// </summary>
    Result<IClip> Begin(ClipStart start);
}

/// <summary>One clip being written. Calls never overlap; after a refusal, <see cref="Complete"/> or <see cref="Abort"/> there are no more, and no refusal needs an answer but <see cref="Abort"/>.</summary>
internal interface IClip
{
    /// <summary>
    /// One fragment (moof and mdat) in order, its times counted from the clip's own start: initialisation segment and fragments, one after the
    /// other, are a file that plays. The memory is the caller's and is changed after the call. Should return within a second or so: the camera
    /// waits meanwhile. A refusal ends the clip.
    /// </summary>
    Refusal? Write(ReadOnlyMemory<byte> fragment, FragmentInfo info);

    /// <summary>Motion was seen. Any number of times, in order of their offsets as a rule, not as a promise.</summary>
    void Motion(MotionMark mark);

    /// <summary>A JPEG, masked as the clip is, at most once, after the last fragment and before <see cref="Complete"/>. Not every clip has one. Valid during the call only.</summary>
    Refusal? Poster(ReadOnlyMemory<byte> jpeg);

    /// <summary>Nothing more comes; the clip is whole. May be called from another thread than the fragments were.</summary>
    Refusal? Complete(ClipEnd end);

    /// <summary>The clip cannot be finished: forget it. Also called after a refusal of its own.</summary>
    void Abort(string reason);
}

/// <summary>What is known of a clip when it begins.</summary>
/// <param name="CameraId">As in the config: lower-case letters, digits and hyphens.</param>
/// <param name="Start">UTC of the first frame: the hub's clock, less how long ago the frame came.</param>
/// <param name="Stream">What plays it.</param>
/// <param name="Cause">Why it begins, and what came before it.</param>
internal sealed record ClipStart(string CameraId, DateTimeOffset Start, StreamInit Stream, ClipCause Cause);

/// <summary>One run of a camera's stream.</summary>
/// <param name="Codec">For MSE: <c>avc1.64001f</c> or <c>avc1.64001f,mp4a.40.2</c> (RFC 6381).</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Audio">Whether there is sound in it.</param>
/// <param name="Segment">The initialisation segment (ftyp and moov).</param>
internal sealed record StreamInit(string Codec, int Width, int Height, bool Audio, ReadOnlyMemory<byte> Segment);

/// <summary>Of one fragment.</summary>
/// <param name="Offset">From the start of the clip (of the stream's run, for live view).</param>
/// <param name="Duration">How long its pictures last.</param>
/// <param name="Keyframe">Whether playing can begin with it.</param>
internal readonly record struct FragmentInfo(TimeSpan Offset, TimeSpan Duration, bool Keyframe);

/// <summary>How much of the watched picture changed at a moment.</summary>
/// <param name="Offset">From the start of the clip.</param>
/// <param name="Strength">Thousandths of the watched area, 1 to 1000.</param>
internal readonly record struct MotionMark(TimeSpan Offset, int Strength);

/// <summary>Why a clip begins.</summary>
internal enum ClipCause
{
    /// <summary>Something moved.</summary>
    Motion,

    /// <summary>The clip before it reached its longest; this one follows without a gap.</summary>
    Continues,

    /// <summary>The stream's times jumped during the clip before it; there may be a gap.</summary>
    AfterTimesJumped,

    /// <summary>The hub's clock was set during the clip before it: the two may overlap in time, or lie apart, and do neither.</summary>
    AfterClockChanged,
}

/// <summary>How a clip ended.</summary>
/// <param name="Duration">Of all its fragments.</param>
/// <param name="Fragments">How many.</param>
/// <param name="Bytes">Initialisation segment and fragments.</param>
internal sealed record ClipEnd(TimeSpan Duration, int Fragments, long Bytes, ClipEndReason Reason);

/// <summary>Why a clip ended.</summary>
internal enum ClipEndReason
{
    /// <summary>Nothing moved any more.</summary>
    Quiet,

    /// <summary>It reached its longest; the next one continues it.</summary>
    Longest,

    /// <summary>The stream's times jumped.</summary>
    TimesJumped,

    /// <summary>The hub's clock was set.</summary>
    ClockChanged,

    /// <summary>The camera went away, or its stream changed.</summary>
    CameraLost,

    /// <summary>The hub stops.</summary>
    Stopped,
}
