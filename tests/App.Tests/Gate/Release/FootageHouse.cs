using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Open;

namespace Writ.App.Tests.Gate.Release;

/// <summary>A home whose camera is provider-held, and an officer who asks the company for its footage.</summary>
public abstract class FootageHouse : CameraHouse, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-open-").FullName;

    /// <summary>What the officer's program printed last.</summary>
    internal string Said { get; private set; } = "";

    internal async Task Held(CameraId camera, string custody = "provider") => (await Owner.Put($"{Home}/cameras/{camera}/custody", new CustodyRequest(custody))).Done();

    /// <summary>A clip with its key sealed to the vault, whole at the server.</summary>
    internal async Task<SpooledClip> Recorded(byte[] plain, DateOnly? day = null, Func<SpooledClip, Task<SpooledClip>>? wrap = null)
    {
        var clip = await (wrap ?? (c => Hub.Wrapped(c)))(Hub.Seal(Camera, plain, day: day));
        await Hub.Upload(clip);
        return clip;
    }

    /// <summary>A warrant for the footage of these days, answered.</summary>
    internal async Task<DemandView> Answered(DateOnly? from = null, DateOnly? to = null, string instrument = "us/search-warrant") =>
        await Server.Answer((await Server.File(Server.Demand(instrument, Server.Item(0, "footage", from, to)))).Id);

    /// <summary>What the officer has on their disk afterwards, by name; and what the manifest says of the last item.</summary>
    internal async Task<(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Edits)> Opened(string demand)
    {
        var (file, key, into) = (Path.Combine(folder, "production"), Path.Combine(folder, "key.pem"), Path.Combine(folder, Path.GetRandomFileName()));
        await File.WriteAllBytesAsync(file, (await Server.Officer.Download($"api/v1/demands/{demand}/production")).Value);
        await File.WriteAllTextAsync(key, Server.OfficerKey.ExportPem());
        using var said = new StringWriter();
        Assert.Equal(0, OpenVerb.Run(said, said, file, key, into));
        Said = said.ToString();
        var item = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(into, "manifest.json")))!["production"]!["items"]!.AsArray()[^1]!;
        return (
            Directory.EnumerateFiles(into, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "manifest.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes),
            [.. item["edits"]!.AsArray().Select(e => e!.GetValue<string>())]);
    }

    internal static string Name(SpooledClip clip, string ending) => $"{clip.Day}-{clip.Id}.{ending}";

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
