using System.Text.Json;
using Writ.Base;

namespace Writ.Hub.Keeping;

/// <summary>
/// The id under which the server knows a camera, for each name in the config: drawn once and kept, so that the server learns no name
/// and a camera keeps its clips whatever it is called.
/// </summary>
internal sealed class CameraNumbers
{
    private readonly Lock gate = new();
    private readonly string file;
    private readonly Dictionary<string, CameraId> ids;

    private CameraNumbers(string file, Dictionary<string, CameraId> ids)
    {
        this.file = file;
        this.ids = ids;
    }

    /// <summary>Refusal <c>hub-folder-damaged</c>.</summary>
    public static Result<CameraNumbers> Open(HubFolder folder)
    {
        var file = Path.Combine(folder.Root, "cameras.json");
        var ids = new Dictionary<string, CameraId>(StringComparer.Ordinal);
        if (!File.Exists(file)) return new CameraNumbers(file, ids);
        try
        {
            foreach (var (name, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file)) ?? [])
            {
                if (!CameraId.TryParse(text, out var id)) return KeepingRefusals.Damaged;
                ids[name] = id;
            }
        }
        catch (JsonException)
        {
            return KeepingRefusals.Damaged;
        }

        return new CameraNumbers(file, ids);
    }

    public CameraId Of(string name)
    {
        lock (gate)
        {
            if (ids.TryGetValue(name, out var known)) return known;
            var id = CameraId.New();
            ids[name] = id;
            Durable.Replace(file, JsonSerializer.SerializeToUtf8Bytes(ids.ToDictionary(i => i.Key, i => i.Value.Text)));
            return id;
        }
    }

    /// <summary>Name in the config, or null.</summary>
    public string? NameOf(CameraId id)
    {
        lock (gate) return ids.FirstOrDefault(i => i.Value == id).Key;
    }
}
