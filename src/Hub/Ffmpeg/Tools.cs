using Writ.Base;

namespace Writ.Hub.Ffmpeg;

/// <summary>Where the programs are.</summary>
internal sealed record Tools(string Ffmpeg, string Ffprobe, string? Setpriv)
{
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/bin", "/opt/homebrew/bin"];

    /// <summary>In the system's own folders, whatever the search path says.</summary>
    public static Result<Tools> Find() => In(Folders);

    internal static Result<Tools> In(IReadOnlyList<string> folders) =>
        First(folders, "ffmpeg") is { } ffmpeg && First(folders, "ffprobe") is { } ffprobe
            ? new Tools(ffmpeg, ffprobe, First(folders, "setpriv"))
            : new Refusal("hub-no-ffmpeg", "Install ffmpeg, which brings ffprobe, on the machine of the hub.", RefusalKind.Unavailable);

    private static string? First(IReadOnlyList<string> folders, string name) => folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
