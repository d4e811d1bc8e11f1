using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Requests;

/// <summary>What a number of <see cref="LimitsDocument"/> counts.</summary>
public enum LimitUnit
{
    Seconds,
    Days,
    Years,
    SquareMetres,
    Dwellings,
    DwellingHours,

    /// <summary>Of one.</summary>
    Thousandths,

    /// <summary>Whatever the name says.</summary>
    Count,
}

/// <summary>The numbers in force at this server, whether they are the usual ones or the operator's stricter ones (<c>writ.limits/v1</c>): canonical JSON. docs/spec/requests.md</summary>
public sealed record LimitsDocument(IReadOnlyDictionary<string, long> Numbers)
{
    public const string Format = "writ.limits/v1";

    /// <summary>Relative to the site's root.</summary>
    public const string Path = "requests/limits.json";

    public const int MostBytes = 16 * 1024;

    /// <summary>Every number there is, and what it counts: file and member of the operator's, in the order in which they are read to people.</summary>
    public static IReadOnlyList<(string Name, LimitUnit Unit)> Known { get; } =
    [
        ("limits.leastSquareMetres", LimitUnit.SquareMetres), ("limits.mostSquareMetres", LimitUnit.SquareMetres), ("limits.leastRoundness", LimitUnit.Thousandths),
        ("limits.leastDwellings", LimitUnit.Dwellings), ("limits.shortestWindow", LimitUnit.Seconds), ("limits.longestWindow", LimitUnit.Seconds),
        ("limits.oldestIncident", LimitUnit.Seconds), ("limits.open", LimitUnit.Seconds), ("limits.postsPerCase", LimitUnit.Count),
        ("limits.dwellingHoursPerMonth", LimitUnit.DwellingHours), ("limits.rhythm", LimitUnit.Seconds),
        ("grants.mostDays", LimitUnit.Days), ("grants.deletionDays", LimitUnit.Days), ("grants.mostLiving", LimitUnit.Count),
        ("officers.invitationDays", LimitUnit.Days), ("officers.idleDays", LimitUnit.Days),
        ("oversight.epsilonOver", LimitUnit.Count), ("oversight.epsilonUnder", LimitUnit.Count), ("oversight.threshold", LimitUnit.Count), ("oversight.followDays", LimitUnit.Days),
        ("oversight.keepWordsDays", LimitUnit.Days), ("oversight.mostPressureADay", LimitUnit.Count),
        ("feed.leastAge", LimitUnit.Years), ("feed.leastBehaviour", LimitUnit.Count), ("feed.leastDetails", LimitUnit.Count), ("feed.flagsHide", LimitUnit.Count),
        ("feed.postLasts", LimitUnit.Seconds), ("feed.appealLasts", LimitUnit.Seconds), ("feed.askLasts", LimitUnit.Seconds), ("feed.oldestAsk", LimitUnit.Seconds),
        ("feed.longestAsk", LimitUnit.Seconds), ("feed.pushPause", LimitUnit.Seconds), ("feed.looksLast", LimitUnit.Seconds),
    ];

    public byte[] ToBytes() => CanonicalJson.Write(new JsonObject
    {
        ["format"] = Format,
        ["numbers"] = new JsonObject(Numbers.Select(n => KeyValuePair.Create(n.Key, (JsonNode?)JsonValue.Create(n.Value)))),
    });

    /// <summary>Bytes from outside; refusal <c>ledger-limits-malformed</c> for whatever is not as the specification says.</summary>
    public static Result<LimitsDocument> Parse(ReadOnlySpan<byte> bytes) =>
        CanonicalJson.ParseStrict(bytes, MostBytes).TryGet(out var node, out _) && node is JsonObject json && Read(json) is { } document && document.ToBytes().AsSpan().SequenceEqual(bytes)
            ? document : Malformed;

    private static Refusal Malformed { get; } = new(
        "ledger-limits-malformed", "The published file of limits is not as its specification says; take it again, or use a newer program.");

    private static LimitsDocument? Read(JsonObject json)
    {
        if (json["numbers"] is not JsonObject numbers || json["format"] is not JsonValue format || !format.TryGetValue<string>(out var said) || said != Format) return null;
        var read = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in numbers)
        {
            // Names that a newer program writes are none of this one's business; its numbers are.
            if (value is not JsonValue number || !number.TryGetValue<long>(out var whole) || whole is < 0 or > (1L << 53) - 1) return null;
            read[name] = whole;
        }

        return new LimitsDocument(read);
    }
}
