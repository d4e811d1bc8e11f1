using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Masks;

namespace Writ.Hub.Sync;

/// <summary>What an owner set for a camera in their page.</summary>
/// <param name="Number">Of the settings, 1 and up; only higher ones are taken.</param>
/// <param name="KeepDays">How long the server keeps clips, 1 to 180.</param>
/// <param name="Custody">See <see cref="HubWire.OwnerHeld"/>.</param>
internal sealed record CameraWishes(int Number, string Name, IReadOnlyList<Shape> Masks, IReadOnlyList<Shape> Zones, bool Audio, int KeepDays, string Custody);

/// <summary>
/// Settings that owners' devices signed. The server carries them sealed, and can hold them back; it cannot take a mask away, switch sound on, or
/// bring older ones again. Kept in <c>settings/CAMERA</c> as they were signed.
/// </summary>
internal sealed class OwnerSettings(HubFolder folder, Keyring ring)
{
    /// <summary>Days that the server keeps clips where nobody said anything.</summary>
    public const int UsualDays = 30;

    private const string Kind = "settings";

    private const int MostShapes = 64;

    private const int MostPoints = 64;

    private readonly Lock gate = new();

    /// <summary>Null where none came yet.</summary>
    public CameraWishes? Of(CameraId camera)
    {
        lock (gate)
        {
            var file = File(camera);
            return System.IO.File.Exists(file) && SignedText.Read(System.IO.File.ReadAllBytes(file), Kind).TryGet(out var text, out _) ? Read(text.Payload, camera) : null;
        }
    }

    /// <summary>An owner signed that the company's vault may hold the keys of this camera's clips. What the server says of it is not asked.</summary>
    public bool ProviderHeld(CameraId camera) => Of(camera)?.Custody == HubWire.ProviderHeld;

    /// <summary>As an owner's device signed them; null where none came yet.</summary>
    public (int Number, byte[] Text)? Signed(CameraId camera)
    {
        lock (gate) return Of(camera) is { } known ? (known.Number, System.IO.File.ReadAllBytes(File(camera))) : null;
    }

    /// <summary>True where they are new. Refusals <c>footage-cannot-open</c>, <c>footage-not-signed</c>, <c>footage-not-a-holder</c>, <c>hub-settings-malformed</c>.</summary>
    public Result<bool> Take(CameraId camera, byte[] box)
    {
        if (HomeBox.Generation(box) is not { } generation || ring.Of(generation) is not { } key) return NotOurs;
        if (!HomeBox.Open(key, $"settings/{camera.Text}", box).TryGet(out var signed, out var refusal)) return refusal;
        if (!SignedText.Read(signed, Kind).TryGet(out var text, out refusal)) return refusal;
        if (ring.Chain!.Find(text.By) is not { Role: HolderRole.Owner or HolderRole.Recovery } signer || !text.IsBy(signer.Holder)) return NotOurs;
        if (Read(text.Payload, camera) is not { } wishes) return Malformed;
        lock (gate)
        {
            if (Of(camera) is { } known && known.Number >= wishes.Number) return false;
            HubFolder.Make(Path.Combine(folder.Root, "settings"));
            Durable.Replace(File(camera), signed);
            return true;
        }
    }

    private static Refusal NotOurs { get; } = new("hub-settings-not-ours",
        "Settings came that no owner's device of this home signed; the ones before stay in force.", RefusalKind.Forbidden);

    private static Refusal Malformed { get; } = new("hub-settings-malformed",
        "Settings came that this hub does not understand; the ones before stay in force. Update the hub, or save them again.");

    private static CameraWishes? Read(JsonObject payload, CameraId camera)
    {
        try
        {
            var read = payload.Deserialize<Written>(HubWire.Json)!;
            var fits = read.Camera == camera.Text && read.Number >= 1 && read.KeepDays is >= 1 and <= 180 && read.Custody is HubWire.OwnerHeld or HubWire.ProviderHeld
                && read.Name.Length is > 0 and <= 80 && !read.Name.Any(char.IsControl) && Fit(read.Masks) && Fit(read.Zones) && payload.Count == 8;
            return fits ? new CameraWishes(read.Number, read.Name, Shapes(read.Masks), Shapes(read.Zones), read.Audio, read.KeepDays, read.Custody) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Fit(int[][][] shapes) => shapes.Length <= MostShapes
        && shapes.All(s => s.Length is >= 3 and <= MostPoints && s.All(p => p is [>= 0 and <= Shape.Whole, >= 0 and <= Shape.Whole]));

    private static List<Shape> Shapes(int[][][] shapes) => [.. shapes.Select(s => new Shape([.. s.Select(p => new Place(p[0], p[1]))]))];

    private string File(CameraId camera) => Path.Combine(folder.Root, "settings", camera.Text);

    private sealed record Written(string Camera, int Number, string Name, int[][][] Masks, int[][][] Zones, bool Audio, int KeepDays, string Custody);
}
