using Writ.Hub.Cameras;

namespace Writ.Hub.Ffmpeg;

/// <summary>Reads in ffmpeg's complaints how a camera is. The words are ffmpeg's own (libavformat and libc), never the camera's to choose.</summary>
internal static class Diagnosis
{
    private static readonly (string Words, CameraState State)[] Signs =
    [
        ("failed to execute", CameraState.NoProgram),
        ("401 Unauthorized", CameraState.WrongPassword),
        ("authorization failed", CameraState.WrongPassword),
        ("403 Forbidden", CameraState.WrongPassword),
        ("404 Not Found", CameraState.NoSuchStream),
        ("454 Session", CameraState.Lost),
        ("503 Service", CameraState.NoSuchStream),
        ("Connection refused", CameraState.Unreachable),
        ("Connection timed out", CameraState.Unreachable),
        ("No route to host", CameraState.Unreachable),
        ("Network is unreachable", CameraState.Unreachable),
        ("Failed to resolve hostname", CameraState.Unreachable),
        ("Connection reset", CameraState.Unreachable),
        ("No such file or directory", CameraState.NoSuchFile),
        ("Permission denied", CameraState.NoSuchFile),
        ("Is a directory", CameraState.NoSuchFile),
    ];

    public static CameraState Of(string complaints, CameraSource source, CameraState otherwise)
    {
        foreach (var (words, state) in Signs)
        {
            if (!complaints.Contains(words, StringComparison.OrdinalIgnoreCase)) continue;
            if (state == CameraState.NoSuchFile && source is not CameraSource.File) continue;
            return state;
        }

        return otherwise;
    }
}
