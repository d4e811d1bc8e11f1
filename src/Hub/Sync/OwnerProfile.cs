using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Neighbors;

namespace Writ.Hub.Sync;

/// <summary>
/// The owner's profile, as an owner's device signed it: kept in <c>profile</c>. The hub takes from it where a camera is, and tells the server the cell
/// that follows from it.
/// </summary>
internal sealed partial class OwnerProfile(HubFolder folder, Keyring ring)
{
    private const string Kind = "profile";

    private const int MostPlaces = 64;

    private static readonly string[] Members = ["at", "home", "members", "names", "number", "places"];

    private readonly Lock gate = new();

    /// <summary>Null where none came yet.</summary>
    public int? Number => Read() is { } known ? (int)known["number"]! : null;

    private string File => Path.Combine(folder.Root, "profile");

    /// <summary>Sealed for the household as it is now; only where there is one.</summary>
    public byte[] Box()
    {
        lock (gate) return HomeBox.Seal(ring.Current(), Kind, System.IO.File.ReadAllBytes(File));
    }

    /// <summary>The cell of a camera whose place stands in the profile; null where it does not.</summary>
    public CoarseCell? Cell(CameraId camera) => Place(camera) is { } place ? CoarseCell.Of(place.Latitude, place.Longitude) : null;

    /// <summary>Where a camera is, exactly; null where the profile does not say it. It is never sent.</summary>
    public CameraPlace? Place(CameraId camera) =>
        Read()?["places"]?[camera.Text] is JsonObject place && Degrees(place["latitude"], 90) is { } north && Degrees(place["longitude"], 180) is { } east ? new CameraPlace(north, east) : null;

    /// <summary>True where it is new. Refusals <c>footage-cannot-open</c>, <c>footage-not-signed</c>, <c>hub-profile-not-ours</c>.</summary>
    public Result<bool> Take(byte[] box)
    {
        if (HomeBox.Generation(box) is not { } generation || ring.Of(generation) is not { } key) return NotOurs;
        if (!HomeBox.Open(key, Kind, box).TryGet(out var signed, out var refusal)) return refusal;
        if (!SignedText.Read(signed, Kind).TryGet(out var text, out refusal)) return refusal;
        if (ring.Chain!.Find(text.By) is not { Role: HolderRole.Owner or HolderRole.Recovery } signer || !text.IsBy(signer.Holder) || !Fits(text.Payload)) return NotOurs;
        lock (gate)
        {
            if (Number >= (int)text.Payload["number"]!) return false;
            Durable.Replace(File, signed);
            return true;
        }
    }

    private static Refusal NotOurs { get; } = new("hub-profile-not-ours",
        "A profile came that no owner's device of this home signed, or that this hub does not understand; the one before stays in force.", RefusalKind.Forbidden);

    private JsonObject? Read()
    {
        lock (gate) return System.IO.File.Exists(File) && SignedText.Read(System.IO.File.ReadAllBytes(File), Kind).TryGet(out var text, out _) ? text.Payload : null;
    }

    private bool Fits(JsonObject payload) =>
        payload.All(member => Members.Contains(member.Key)) && payload["home"] is JsonValue home && home.TryGetValue<string>(out var id) && id == ring.Chain!.Home.Text
        && payload["number"] is JsonValue value && value.TryGetValue<int>(out var number) && number >= 1 && payload["names"] is JsonObject
        && payload["members"] is null or JsonObject
        && (payload["places"] is null || (payload["places"] is JsonObject { Count: <= MostPlaces } places && places.All(p => Fits(p.Key, p.Value))));

    private static bool Fits(string camera, JsonNode? node) =>
        CameraId.TryParse(camera, out _) && node is JsonObject { Count: 2 } place && Degrees(place["latitude"], 90) is not null && Degrees(place["longitude"], 180) is not null;

    private static double? Degrees(JsonNode? node, double most) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && Form().IsMatch(text)
        && double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is var degrees && Math.Abs(degrees) <= most
            ? degrees
            : null;

    [GeneratedRegex(@"\A-?(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,7})?\z")]
    private static partial Regex Form();
}
