using System.Text.Json;
using System.Text.Json.Serialization;

namespace Writ.Base.Footage;

/// <summary>
/// What a hub and the server say to each other, beside the sealed bytes themselves: JSON, camel case, bytes in base64, days as
/// <c>2026-06-01</c>. Signed texts travel as strings, exactly as they were signed.
/// </summary>
public static class HubWire
{
    /// <summary>Bytes of a part in one request at most.</summary>
    public const int MostBytesAtOnce = 4 * 1024 * 1024;

    /// <summary>Bytes of a clip as it is stored, all parts together, at most.</summary>
    public const long MostClipBytes = 512L * 1024 * 1024;

    /// <summary>Seconds that one question may wait for its answer (<c>?wait=</c>).</summary>
    public const int MostWait = 25;

    /// <summary>Response header of a part: bytes that are durable, which is the offset of the next request.</summary>
    public const string OffsetHeader = "Upload-Offset";

    /// <summary>Response header of a live view: number of the next box.</summary>
    public const string NextHeader = "Live-Next";

    /// <summary>State of a pairing: the hub waits for an owner.</summary>
    public const string Waiting = "waiting";

    /// <summary>State of a pairing: an owner has asked, the hub must answer.</summary>
    public const string Asked = "asked";

    /// <summary>State of a pairing: the hub has answered.</summary>
    public const string Answered = "answered";

    /// <summary>Custody of a camera: only holders of the home's key can open its clips.</summary>
    public const string OwnerHeld = "owner";

    /// <summary>Custody of a camera: the vault can, too.</summary>
    public const string ProviderHeld = "provider";

    /// <summary>Refusal of a record, and of the vault's key, for a camera that the server knows as <see cref="OwnerHeld"/>.</summary>
    public const string HeldByOwner = "sources-camera-owner-held";

    /// <summary>Refusal of a clip that the server has already, otherwise than it is offered.</summary>
    public const string ClipDiffers = "sources-clip-differs";

    /// <summary>Refusal of whatever belongs to an order that is no more.</summary>
    public const string OrderOver = "footage-order-over";

    /// <summary>Refusal of a piece of an answer for which there is no room yet.</summary>
    public const string OrderWaits = "footage-order-waits";

    /// <summary>Strict for what both sides send; a hub that reads answers of a newer server passes over members that it does not know.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}

/// <summary>Public keys of a holder, each SubjectPublicKeyInfo; see <see cref="Holder.Parse"/>.</summary>
public sealed record WireHolder(byte[] Sign, byte[] Seal);

/// <summary><c>POST /api/v1/hub/pairings</c>: the hub's public keys.</summary>
public sealed record PairingRequest(byte[] Sign, byte[] Seal);

/// <param name="Name">Four characters: the first of the code that the hub shows.</param>
/// <param name="Home">Id of the home that this becomes.</param>
/// <param name="Poll">Secret for asking about this pairing: <c>Authorization: Bearer</c>.</param>
/// <param name="Until">Then it ends.</param>
public sealed record PairingOpened(string Name, string Home, string Poll, DateTimeOffset Until);

/// <summary><c>GET /api/v1/hub/pairings/{name}</c>.</summary>
/// <param name="State"><see cref="HubWire.Waiting"/>, <see cref="HubWire.Asked"/> or <see cref="HubWire.Answered"/>.</param>
/// <param name="Owner">Set once somebody asked.</param>
/// <param name="Tag">Set once somebody asked; 32 bytes.</param>
public sealed record PairingStanding(string State, WireHolder? Owner = null, byte[]? Tag = null);

/// <summary><c>POST /api/v1/hub/pairings/{name}</c>: all three, or <paramref name="Refuse"/> alone.</summary>
/// <param name="Statement">The signed first statement of the home.</param>
/// <param name="Tag">The hub's tag; 32 bytes.</param>
/// <param name="HomeKey">The signed record of the key of generation 0.</param>
/// <param name="Refuse">The owner's tag was false: this pairing is over.</param>
public sealed record PairingAnswer(string? Statement = null, byte[]? Tag = null, string? HomeKey = null, bool Refuse = false);

/// <param name="Token">The hub's bearer token; null where it refused. Sent again with the same answer, it is a new one and the one before is over.</param>
public sealed record PairingDone(string? Token);

/// <summary><c>GET /api/v1/hub/inbox?statements=N&amp;settings=M&amp;seen=TEXT&amp;wait=S</c>.</summary>
/// <param name="Statements">After the first N; at most 64 at once.</param>
/// <param name="Settings">Changed after M, in order of change.</param>
/// <param name="SettingsUpTo">The next M.</param>
/// <param name="Deleted">Clips that an owner deleted, until the hub has answered each with <c>DELETE</c>; at most 200 at once.</param>
/// <param name="Live">Live views that somebody watches.</param>
/// <param name="Cameras">As the server has them.</param>
/// <param name="Profile">The owner's profile, where it changed after M.</param>
/// <param name="Pins">Another number than before: ask for <see cref="PinsView"/>.</param>
/// <param name="Orders">Ids of orders that the owner's page waits for; a server from before there were any says none.</param>
/// <param name="Seen">Stands for deleted, live, orders, cameras and pins: with it the next question waits until one of them has changed.</param>
public sealed record InboxView(
    IReadOnlyList<string> Statements, IReadOnlyList<InboxSettings> Settings, long SettingsUpTo, IReadOnlyList<string> Deleted,
    IReadOnlyList<InboxLive> Live, IReadOnlyList<InboxCamera> Cameras, string Seen, BoxView? Profile = null, long Pins = 0, IReadOnlyList<string>? Orders = null);

/// <param name="Number">Of the settings of this camera, 1 and up, as the owner's device counts.</param>
/// <param name="Change">Of all settings of the home, as the server counts.</param>
/// <param name="Box">Purpose <c>settings/CAMERA</c>.</param>
public sealed record InboxSettings(string Camera, int Number, long Change, byte[] Box);

/// <param name="Next">Number of the box that is wanted next, 0 for a view that begins.</param>
public sealed record InboxLive(string Live, string Camera, int Next);

/// <param name="Cell">See <see cref="CoarseCell"/>.</param>
/// <param name="Custody">What an owner chose: <see cref="HubWire.OwnerHeld"/> or <see cref="HubWire.ProviderHeld"/>. The server's word: act on it only where signed settings say the same.</param>
public sealed record InboxCamera(string Camera, string Cell, string Custody);

/// <summary><c>POST /api/v1/hub/home-keys</c>: signed records, each written for the newest chain.</summary>
public sealed record HomeKeysRequest(IReadOnlyList<string> Records);

/// <summary><c>PUT /api/v1/hub/cameras/{camera}</c>.</summary>
public sealed record CameraRequest(string Cell);

/// <summary><c>PUT /api/v1/hub/clips/{clip}</c>. Sizes are those of the sealed parts.</summary>
/// <param name="Day">UTC, on which the clip begins.</param>
/// <param name="Header">See <see cref="ClipSeal.Header"/>.</param>
/// <param name="KeepUntil">Last day on which it is kept, unless it is pinned.</param>
/// <param name="Record">Of a provider-held camera's clip: its key, sealed to the vault. Absent for every other.</param>
public sealed record ClipRequest(
    string Camera, string Day, byte[] Header, long Video, long Poster, long Card, string KeepUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WireRecord? Record = null);

/// <summary>A <see cref="FootageRecord"/> on its way to the server.</summary>
/// <param name="Record">Its id, drawn by the hub.</param>
/// <param name="Header">66 bytes.</param>
/// <param name="Body"><see cref="FootageRecord.BodyLength"/> bytes.</param>
public sealed record WireRecord(string Record, byte[] Header, byte[] Body);

/// <summary><c>GET /api/v1/hub/cameras/{camera}/vault-key</c>, for provider-held cameras: what footage records are sealed to, and for.</summary>
/// <param name="Account">The owner's account, which the record is bound to.</param>
/// <param name="Spki">SubjectPublicKeyInfo.</param>
public sealed record VaultKeyView(string Account, byte[] Spki);

/// <param name="Received">Durable bytes of each part: where to go on.</param>
/// <param name="Complete">Nothing more is wanted.</param>
public sealed record ClipStanding(PartSizes Received, bool Complete);

/// <summary>Bytes of the parts of a clip.</summary>
public sealed record PartSizes(long Video, long Poster, long Card);

/// <summary><c>PATCH /api/v1/hub/clips/{clip}/{part}?offset=N</c>; the same number stands in <see cref="HubWire.OffsetHeader"/>.</summary>
public sealed record PartStanding(long Received);

/// <summary><c>PUT /api/v1/hub/live/{live}/{number}</c>.</summary>
public sealed record LiveStanding(int Viewers);
