using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Facts;

/// <summary>Reads members one by one, remembers what was wrong, and at the end knows whether a member was left over.</summary>
internal sealed class FactReader(JsonObject json)
{
    private const int MaxText = 4000;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private string? wrong;

    public static Refusal Malformed(string what) => new("ledger-fact-malformed", $"An open fact is not as its kind asks: {what}.");

    /// <summary>Null if every member was right and none was left over.</summary>
    public string? Wrong() => wrong ?? json.Select(member => member.Key).FirstOrDefault(name => !taken.Contains(name));

    /// <summary>Of the members read until now.</summary>
    public bool AllRight => wrong is null;

    /// <summary>What each member alone does not tell.</summary>
    public void Refuse(string name) => wrong ??= name;

    public string Text(string name) => Is(name, Raw(name) is { Length: > 0 and <= MaxText } text && !text.Any(char.IsControl) ? text : null) ?? "";

    public string Exactly(string name, string value) => Is(name, Raw(name) == value ? value : null) ?? "";

    public string Hash(string name) => Is(name, Strict.IsHex(Raw(name), 32) ? Raw(name) : null) ?? "";

    /// <summary>A hash in hex, or a hyphen for none.</summary>
    public string HashOrNone(string name) => Raw(name) == "-" ? "-" : Hash(name);

    /// <summary>Canonical base64 of at most as many bytes as fit in a text.</summary>
    public string Base64(string name) => Is(name, Raw(name) is { Length: > 0 and <= MaxText } text && Strict.Base64(text) is not null ? text : null) ?? "";

    public string OneOf(string name, IReadOnlyList<string> words) => Is(name, Raw(name) is { } word && words.Contains(word) ? word : null) ?? "";

    public string Country(string name) => Is(name, Raw(name) is { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : null) ?? "";

    public string Period(string name) => Is(name, Base.Period.TryParse(Raw(name), out var period) && period.Text == Raw(name) ? Raw(name) : null) ?? "";

    public string VerifierKey(string name) =>
        Is(name, Raw(name) is { } vkey && Log.VerifierKey.Parse(vkey) is { Ok: true } key && key.Value.ToString() == vkey ? vkey : null) ?? "";

    public string OneOf(string name, IReadOnlyCollection<string> words) => Is(name, Raw(name) is { } word && words.Contains(word) ? word : null) ?? "";

    public DateOnly Day(string name) => Strict.Day(Raw(name)) ?? Fail<DateOnly>(name);

    public string Url(string name) => Is(name, Raw(name) is { } url && WebAddresses.Fits(url) ? url : null) ?? "";

    public OutsideId Outside(string name) => OutsideId.TryParse(Raw(name), out var id) ? id : Fail<OutsideId>(name);

    public RequestId Request(string name) => RequestId.TryParse(Raw(name), out var id) ? id : Fail<RequestId>(name);

    public DateTimeOffset After(string name, DateTimeOffset at) => Strict.Timestamp(Raw(name)) is { } later && later > at ? later : Fail<DateTimeOffset>(name);

    /// <summary>Segments of plain letters, digits, dots and hyphens; no way up or out.</summary>
    public string SitePath(string name) => Is(name, Raw(name) is { } path && SitePaths.Fits(path) ? path : null) ?? "";

    public AgencyId Agency() => AgencyId.TryParse(Raw("agency"), out var id) ? id : Fail<AgencyId>("agency");

    public AuditorId Auditor() => AuditorId.TryParse(Raw("auditor"), out var id) ? id : Fail<AuditorId>("auditor");

    /// <summary>A P-256 key as SubjectPublicKeyInfo, base64.</summary>
    public string SealingKey(string name) =>
        Is(name, Strict.Base64(Raw(name), 91) is { } spki && Base.Sealing.PublicKey.Parse(spki).Ok ? Raw(name) : null) ?? "";

    public DateTimeOffset Time(string name, DateTimeOffset? after = null, DateTimeOffset? most = null) =>
        Strict.Timestamp(Raw(name)) is { } time && !(time <= after) && !(time > most) ? time : Fail<DateTimeOffset>(name);

    public bool Flag(string name) =>
        Value(name) is { } value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? json[name]!.GetValue<bool>() : Fail<bool>(name);

    public long Number(string name, long least = 0, long most = 1L << 53) =>
        Value(name) is { } value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) && number >= least && number <= most
            ? number
            : Fail<long>(name);

    private JsonValue? Value(string name)
    {
        taken.Add(name);
        return json[name] as JsonValue;
    }

    private string? Raw(string name) => Value(name) is { } value && value.TryGetValue<string>(out var text) ? text : null;

    private string? Is(string name, string? text)
    {
        if (text is null) wrong ??= name;
        return text;
    }

    private T? Fail<T>(string name)
    {
        wrong ??= name;
        return default;
    }
}

/// <summary>Where published files may stand: <c>reports/2020-h2/v1.json</c>.</summary>
public static class SitePaths
{
    public static bool Fits(string path) =>
        path.Length <= 200 && path.Split('/').All(part =>
            part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'));
}

/// <summary>Where something stands in public: an https address in ASCII, without a user's name in it, of at most 500 characters.</summary>
public static partial class WebAddresses
{
    public static bool Fits(string address) =>
        address.Length <= 500 && Form().Match(address) is { Success: true } match
        && match.Groups["host"].Length <= 253 && (!match.Groups["port"].Success || Strict.Decimal(match.Groups["port"].Value.TrimStart('0').PadLeft(1, '0')) <= 65_535);

    // Said out to the letter, for programs differ in what they take for an address: two names at least, a port perhaps, then what is no space, quote, bracket < > { }, \\, ^, ` or |.
    [GeneratedRegex(@"\Ahttps://(?<host>[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+)(?::(?<port>[0-9]{1,5}))?(?:[/?#][!#-;=?-\[\]_a-z~]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
