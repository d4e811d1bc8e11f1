using System.Text.Json;
using Writ.Base;
using Writ.Hub.Cameras;

namespace Writ.Hub.Config;

/// <summary>Reads the config: JSON with comments, strictly. All that is wrong is said at once, each with where it is.</summary>
internal static class ConfigReader
{
    private const int MostBytes = 1 << 20;

    private const int MostCameras = 64;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static Result<HubConfig> ReadFile(string path)
    {
        byte[] bytes;
        UnixFileMode mode;
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes) return ConfigRefusals.TooLarge;
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file.SafeFileHandle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ConfigRefusals.NoFile;
        }

        if (!Read(bytes).TryGet(out var config, out var refusal)) return refusal;
        return (mode & Others) != 0 && config.Cameras.Any(c => c.Source is CameraSource.Rtsp { Login: not null }) ? ConfigRefusals.Readable : config;
    }

    public static Result<HubConfig> Read(ReadOnlyMemory<byte> json)
    {
        var options = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = 16,
        };
        try
        {
            using var document = JsonDocument.Parse(json, options);
            var faults = new Checks();
            var config = Read(new StrictObject(document.RootElement, string.Empty, faults), faults);
            return faults.Ok ? config : faults.Refusal;
        }
        catch (JsonException e)
        {
            return ConfigRefusals.Malformed((e.LineNumber ?? 0) + 1);
        }
    }

    private static HubConfig Read(StrictObject root, Checks faults)
    {
        var cameras = new List<CameraSettings>();
        var list = root.List("cameras", MostCameras, needed: true);
        for (var i = 0; i < list.Count; i++)
        {
            var camera = CameraReader.Read(new StrictObject(list[i], $"/cameras/{i}", faults), faults);
            if (cameras.Exists(c => c.Id == camera.Id)) faults.Add(ConfigRefusals.TwoOfId($"/cameras/{i}/id"));
            cameras.Add(camera);
        }

        root.Done();
        return new HubConfig(cameras);
    }
}
