using Writ.Hub.Masks;
using Writ.Hub.Motion;

namespace Writ.Hub.Cameras;

/// <summary>One camera, as the owner set it up.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens, at most 40.</param>
/// <param name="Name">The owner's word for it, at most 80 characters.</param>
internal sealed record CameraSettings(string Id, string Name, CameraSource Source)
{
    /// <summary>Sound is recorded only where the owner switched it on.</summary>
    public bool Audio { get; init; }

    /// <summary>What is blackened before anything is stored or sent.</summary>
    public IReadOnlyList<Shape> Masks { get; init; } = [];

    public MotionSettings Motion { get; init; } = MotionSettings.Default;

    public Looking Looking { get; init; } = Looking.AsNeeded;

    public ClipTimes Times { get; init; } = ClipTimes.Default;
}

/// <summary>Which pictures motion is looked for in.</summary>
internal enum Looking
{
    /// <summary>Key frames where they come often enough; otherwise five pictures a second.</summary>
    AsNeeded,

    /// <summary>Key frames only: next to no work.</summary>
    Keyframes,

    /// <summary>Five pictures a second: every picture is decoded.</summary>
    Often,
}

/// <summary>How much is kept around motion.</summary>
internal sealed record ClipTimes(TimeSpan PreRoll, TimeSpan PostRoll, TimeSpan Longest)
{
    public static ClipTimes Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));

    /// <summary>Beyond, a clip ends at the next key frame; with all that may come until then it stays below what a server takes.</summary>
    public long MostBytes { get; init; } = 256L << 20;
}

/// <summary>Where a camera's pictures come from: a closed set.</summary>
internal abstract record CameraSource
{
    private CameraSource()
    {
    }

    /// <summary>A camera on the network.</summary>
    public sealed record Rtsp(CameraAddress Address, Login? Login, CertificatePin? Pin) : CameraSource;

    /// <summary>A video file, played at its own pace over and over.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record File(string Path) : CameraSource;

    /// <summary>Made up here, for trying it out: something moves for <paramref name="Moving"/> out of every <paramref name="Every"/> seconds.</summary>
    public sealed record Test(int Width, int Height, int FramesPerSecond, int Every, int Moving) : CameraSource;
}

/// <summary>A camera's user and password; never written anywhere, and never part of an address.</summary>
internal sealed class Login(string user, string password)
{
    public string User => user;

    public string Password => password;

    public override string ToString() => "(a login)";
}
