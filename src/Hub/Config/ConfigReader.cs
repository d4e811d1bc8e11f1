using System.Globalization;
using System.Net;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Neighbors;
using Writ.Hub.Sync;

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

        var (server, (cell, place)) = (ServerOf(root, faults), CellOf(root, faults));
        var cover = root.Number("coverMegabytes", 0, 100_000, HubConfig.UsualCover);
        var (keep, page) = (KeepOf(root), PageOf(root, faults));
        root.Done();
        return new HubConfig(cameras, server, cell) { Keep = keep, Page = page, Place = place, CoverMegabytes = cover };
    }

    private static ShelfLimits KeepOf(StrictObject root)
    {
        if (root.Object("keepAtHome") is not { } keep) return ShelfLimits.Default;
        var (days, gigabytes) = (keep.Number("days", 0, 3650, ShelfLimits.Default.KeepSent.Days), keep.Number("gigabytes", 1, 100_000, (int)(ShelfLimits.Default.MostBytes >> 30)));
        keep.Done();
        return new ShelfLimits((long)gigabytes << 30, TimeSpan.FromDays(days));
    }

    private static PageAddress? PageOf(StrictObject root, Checks faults)
    {
        if (root.Object("page") is not { } page) return null;
        var (listen, port, name) = (page.Text("listen", needed: true, most: 45), page.Number("port", 1, ushort.MaxValue, 8443), page.Text("name", most: 253));
        page.Done();
        if (!IPAddress.TryParse(listen, out var address) || IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) faults.Add(ConfigRefusals.Listen(page.Field("listen")));
        else if (name is not null && (Uri.CheckHostName(name) != UriHostNameType.Dns || name.Equals("localhost", StringComparison.OrdinalIgnoreCase))) faults.Add(ConfigRefusals.Listen(page.Field("name")));
        else return new PageAddress(address, port, name);
        return null;
    }

    private static Uri? ServerOf(StrictObject root, Checks faults)
    {
        if (root.Text("server") is not { } text) return null;
        if (HubServer.Address(text).TryGet(out var address, out var refusal)) return address;
        faults.Add(refusal with { Field = root.Field("server") });
        return null;
    }

    // The server is told the cell alone; the place itself is for what the hub works out by itself.
    private static (CoarseCell? Cell, CameraPlace? Place) CellOf(StrictObject root, Checks faults)
    {
        if (root.Object("place") is { } place)
        {
            var (latitude, longitude) = (place.Text("latitude", needed: true, most: 20), place.Text("longitude", needed: true, most: 20));
            place.Done();
            if (Degrees(latitude, 90) is { } north && Degrees(longitude, 180) is { } east) return (CoarseCell.Of(north, east), new CameraPlace(north, east));
            faults.Add(ConfigRefusals.Place(root.Field("place")));
            return (null, null);
        }

        if (root.Text("cell", most: 20) is not { } text) return (null, null);
        if (CoarseCell.TryParse(text, out var cell)) return (cell, null);
        faults.Add(ConfigRefusals.Place(root.Field("cell")));
        return (null, null);
    }

    private static double? Degrees(string? text, double most) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? degrees
            : null;
}
