using System.Globalization;
using System.Text;

namespace Writ.Hub.Tests.Cameras;

/// <summary>The programs that a process started, as anybody on the machine sees them.</summary>
internal static class Children
{
    /// <summary>Ids of all that came of a process and are alive.</summary>
    public static IReadOnlyList<int> Of(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is [_, _, var state, var from, ..] && state != "Z" && from == parent.ToString(CultureInfo.InvariantCulture))];

    public static bool Lives(int id) => Stat(id) is [_, _, not "Z", ..];

    /// <summary>Arguments and environment of each program that this process started.</summary>
    public static IReadOnlyList<string> Told() => [.. Of(Environment.ProcessId).Where(IsOurs).Select(id => $"{Read(id, "cmdline")} {Read(id, "environ")}")];

    // The RTSP server of the tests is told its password.
    private static bool IsOurs(int id) => Read(id, "cmdline").Contains("ffmpeg", StringComparison.Ordinal);

    private static string[] Stat(int id)
    {
        var text = Read(id, "stat");
        var end = text.LastIndexOf(')');
        return end < 0 ? [] : [id.ToString(CultureInfo.InvariantCulture), string.Empty, .. text[(end + 2)..].Split(' ')];
    }

    private static string Read(int id, string name)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/{name}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
