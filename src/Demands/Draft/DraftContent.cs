using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Draft;

/// <summary>
/// What a draft says, as it was typed: what is wrong is kept too, so that nothing has to be typed twice. What it amounts to as a
/// demand, <see cref="DraftReading"/> says.
/// </summary>
internal sealed record DraftContent
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Reference { get; init; } = string.Empty;

    public string Service { get; init; } = string.Empty;

    /// <summary>Id in the law's data files.</summary>
    public string Instrument { get; init; } = string.Empty;

    public string AuthorityName { get; init; } = string.Empty;

    public string AuthorityKind { get; init; } = string.Empty;

    public TypedDay Issued { get; init; } = TypedDay.None;

    public TypedDay Expires { get; init; } = TypedDay.None;

    /// <summary>yes, no, or empty while it is not answered.</summary>
    public string Gag { get; init; } = string.Empty;

    public IReadOnlyList<DraftItem> Items { get; init; } = [];

    public DraftFile? File { get; init; }

    /// <summary>Drawn at the beginning: the signed promise will hold it.</summary>
    public required string Nonce { get; init; }

    /// <summary>The version in which each part was last changed: by it a form from an older page is told from a newer one.</summary>
    public IReadOnlyDictionary<string, long> Changed { get; init; } = new Dictionary<string, long>();

    public static DraftContent Blank(string service) =>
        new() { Service = service, Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

    public static DraftContent Parse(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<DraftContent>(bytes, Json)!;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public DraftItem? Item(string key) => Items.FirstOrDefault(i => i.Key == key);

    /// <summary>The item in its place, or at the end where it is new.</summary>
    public DraftContent With(DraftItem item) => this with
    {
        Items = Item(item.Key) is null ? [.. Items, item] : [.. Items.Select(i => i.Key == item.Key ? item : i)],
    };

    public DraftContent Without(string key) => this with { Items = [.. Items.Where(i => i.Key != key)] };
}

/// <summary>A day as it was typed.</summary>
internal sealed record TypedDay(string Day, string Month, string Year)
{
    public static TypedDay None { get; } = new(string.Empty, string.Empty, string.Empty);

    [JsonIgnore]
    public bool Empty => Day.Length + Month.Length + Year.Length == 0;

    public static TypedDay Of(Posted posted, string name) => new(posted.Line(name + "-day"), posted.Line(name + "-month"), posted.Line(name + "-year"));

    /// <summary>Null where nothing was typed; false where it is no day.</summary>
    public bool TryRead(out DateOnly? day)
    {
        day = null;
        if (Empty) return true;
        if (Year.Length != 4 || !DateOnly.TryParseExact($"{Year}-{Month.PadLeft(2, '0')}-{Day.PadLeft(2, '0')}", "yyyy-MM-dd", out var read)) return false;
        day = read;
        return true;
    }

    public override string ToString() => TryRead(out var day) ? day is { } read ? WordsOf.Day(read) : string.Empty : $"{Day} {Month} {Year}".Trim();
}

/// <param name="Key">Its own while the draft lasts.</param>
/// <param name="Kind">Of the identifier.</param>
/// <param name="Value">The identifier.</param>
internal sealed record DraftItem(string Key, string Kind, string Value, string Category, TypedDay From, TypedDay To)
{
    private const string Prefix = "dit";

    public static DraftItem New() => new(IdText.New(Prefix), string.Empty, string.Empty, string.Empty, TypedDay.None, TypedDay.None);

    public static bool IsKey(string key) => IdText.Fits(Prefix, key);
}

/// <summary>The instrument's file, which lies sealed beside the draft.</summary>
/// <param name="Type">By its content.</param>
/// <param name="Sha256">As sent, lower-case hex.</param>
/// <param name="Locked">A PDF that says of itself that it is encrypted.</param>
internal sealed record DraftFile(string Name, string Type, int Size, string Sha256, bool Locked);
