using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Ledger.Requests;

/// <summary>What a passer-by, or a parent for a child, asks of the homes of a cell.</summary>
/// <param name="Id"><c>ask_</c> and 16 characters.</param>
/// <param name="Wore">One line, in their words.</param>
/// <param name="Wish"><c>blur</c> or <c>delete</c>.</param>
/// <param name="Who"><c>myself</c> or <c>child</c>.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Relay">A home's answer can be relayed to who asked.</param>
public sealed record AskLine(string Id, DateTimeOffset From, DateTimeOffset To, string Wore, string Wish, string Who, DateTimeOffset Until, bool Relay);

/// <summary>
/// Every open ask of one coarse cell (<c>writ.asks/v1</c>), the same bytes for whoever asks, filled up as files of regions are (<see cref="RegionFile"/>).
/// docs/spec/feed.md
/// </summary>
public static class AskFile
{
    public const string Format = "writ.asks/v1";

    private const int MostWore = 1000;

    /// <summary>Where its file stands, relative to the site's root.</summary>
    public static string PathOf(CoarseCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return $"requests/asks/{cell.Text}.json";
    }

    /// <summary>Asks in order of their ids; throws where they do not fit the largest size.</summary>
    public static byte[] Write(CoarseCell cell, IEnumerable<AskLine> open)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return RegionFile.Padded(new JsonObject
        {
            ["format"] = Format, ["region"] = cell.Text, ["asks"] = new JsonArray([.. open.OrderBy(a => a.Id, StringComparer.Ordinal).Select(Json)]),
        });
    }

    /// <summary>What a home fetched; it asked for this cell and takes no other. Refusal <c>ledger-asks-malformed</c>.</summary>
    public static Result<IReadOnlyList<AskLine>> Read(ReadOnlySpan<byte> file, CoarseCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (!RegionFile.IsPadded(file)) return Malformed;
        try
        {
            if (JsonNode.Parse(Encoding.UTF8.GetString(file), documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) is not JsonObject { Count: 3 } json
                || (string?)json["format"] != Format || (string?)json["region"] != cell.Text || json["asks"] is not JsonArray asks) return Malformed;
            var open = asks.Select(a => Line(a as JsonObject)).ToList();
            return open.Contains(null) ? Malformed : Result<IReadOnlyList<AskLine>>.Of([.. open.Select(a => a!)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return Malformed;
        }
    }

    private static JsonObject Json(AskLine ask) => new()
    {
        ["id"] = ask.Id, ["from"] = Strict.Timestamp(ask.From), ["to"] = Strict.Timestamp(ask.To), ["wore"] = ask.Wore, ["wish"] = ask.Wish, ["who"] = ask.Who,
        ["until"] = Strict.Timestamp(ask.Until), ["relay"] = ask.Relay,
    };

    private static AskLine? Line(JsonObject? json)
    {
        if (json is not { Count: 8 } || (string?)json["id"] is not { } id || !IdText.Fits("ask", id) || (string?)json["wore"] is not { Length: > 0 and <= MostWore } wore) return null;
        if ((string?)json["wish"] is not ("blur" or "delete") || (string?)json["who"] is not ("myself" or "child") || json["relay"] is not { } relay) return null;
        var (from, to, until) = (Time(json, "from"), Time(json, "to"), Time(json, "until"));
        return from < to ? new AskLine(id, from, to, wore, (string)json["wish"]!, (string)json["who"]!, until, (bool)relay) : null;
    }

    private static DateTimeOffset Time(JsonObject json, string member) => Strict.Timestamp((string?)json[member]) ?? throw new FormatException($"{member} is no time");

    private static Refusal Malformed { get; } = new(
        "ledger-asks-malformed", "The file of open asks is not as its specification says; it is asked for again at the next turn.");
}
