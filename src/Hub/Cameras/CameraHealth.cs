namespace Writ.Hub.Cameras;

/// <summary>How a camera is: one state.</summary>
internal enum CameraState
{
    /// <summary>Being asked for its stream.</summary>
    Connecting,

    /// <summary>Its stream is watched, and clips are kept.</summary>
    Recording,

    /// <summary>It does not take the user and password.</summary>
    WrongPassword,

    /// <summary>It has no stream at that address.</summary>
    NoSuchStream,

    /// <summary>Nobody answers there.</summary>
    Unreachable,

    /// <summary>Its certificate is another one than the owner named.</summary>
    WrongCertificate,

    /// <summary>It answers, but sends nothing that can be shown.</summary>
    WrongCodec,

    /// <summary>It sent pictures and then none.</summary>
    Stalled,

    /// <summary>It was there and the stream ended.</summary>
    Lost,

    /// <summary>The stream's times jumped; it is asked for anew.</summary>
    TimesJumped,

    /// <summary>The file is not there or cannot be read.</summary>
    NoSuchFile,

    /// <summary>ffmpeg is not installed here.</summary>
    NoProgram,

    /// <summary>It is watched, but clips cannot be kept.</summary>
    CannotKeep,

    /// <summary>The hub stopped watching it.</summary>
    Stopped,
}

/// <summary>How a camera is, since when (UTC), and a sentence for its owner.</summary>
/// <param name="Detail">The program's own words, cleaned of logins and control characters; for looking closer, not for the first glance.</param>
internal sealed record CameraHealth(CameraState State, DateTimeOffset Since, string Sentence, string? Detail = null)
{
    public static string SentenceOf(CameraState state) => state switch
    {
        CameraState.Connecting => "The camera is being asked for its pictures.",
        CameraState.Recording => "The camera is watched and clips are kept.",
        CameraState.WrongPassword => "The camera does not take this user and password. Check both; after some wrong tries many cameras wait a while.",
        CameraState.NoSuchStream => "The camera answers but has no stream at this address. Check what comes after the host.",
        CameraState.Unreachable => "Nobody answers at this address. Is the camera switched on and on this network?",
        CameraState.WrongCertificate => "The camera shows another certificate than the one in the config. If you did not change it, find out who did.",
        CameraState.WrongCodec => "The camera answers but sends no pictures that can be read here.",
        CameraState.Stalled => "The camera stopped sending pictures. It is asked again.",
        CameraState.Lost => "The camera ended its stream. It is asked again.",
        CameraState.TimesJumped => "The times in the camera's stream jumped. Its stream is asked for anew.",
        CameraState.NoSuchFile => "The video file is not there or cannot be read.",
        CameraState.NoProgram => "ffmpeg and ffprobe are needed to watch cameras. Install the package ffmpeg.",
        CameraState.CannotKeep => "The camera is watched, but clips cannot be kept.",
        CameraState.Stopped => "The hub stopped watching this camera.",
    };
}
