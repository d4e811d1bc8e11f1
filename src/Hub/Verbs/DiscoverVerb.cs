using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Onvif;

namespace Writ.Hub.Verbs;

/// <summary>Looks for cameras on this network, and, with a login, asks each for its streams.</summary>
internal static class DiscoverVerb
{
    private const int MostSecret = 1024;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(4);

    public static async Task<Result<int>> RunAsync(string? user, string? passwordFile, TextWriter output, TimeProvider clock, CancellationToken stop)
    {
        Login? login = null;
        if (user is not null && passwordFile is not null)
        {
            if (Secret(passwordFile) is not { } password) return new Refusal("hub-password-file", "The password file is not there, cannot be read, or is empty.", RefusalKind.NotFound);
            login = new Login(user, password);
        }

        var found = await new CameraSearch(clock).AskEverywhereAsync(Wait, stop);
        if (found.Count == 0) output.WriteLine("No camera answered. Some have ONVIF switched off; their stream's address can be typed into the config.");
        foreach (var camera in found)
        {
            output.WriteLine($"{camera.Service.Host}: {camera.Name} {camera.Hardware}".TrimEnd());
            if (login is null) continue;
            using var client = new OnvifClient(camera.Service, login, clock);
            if ((await client.StreamsAsync(stop)).TryGet(out var streams, out var refusal))
            {
                foreach (var stream in streams) output.WriteLine($"  {stream.Name}: {stream.Address}");
            }
            else
            {
                output.WriteLine($"  {refusal.Sentence}");
            }
        }

        return found.Count == 0 ? 1 : 0;
    }

    private static string? Secret(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[MostSecret];
            var length = reader.ReadBlock(text);
            var line = new string(text, 0, length).Split('\n')[0].TrimEnd('\r');
            return line.Length == 0 ? null : line;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
