using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Ledger.Requests;

/// <summary>
/// Every open request of one coarse cell (<c>writ.region/v1</c>), the same bytes for whoever asks: JSON, filled up with blanks to one of few sizes, so
/// that the length of an answer tells an onlooker next to nothing. docs/spec/requests.md
/// </summary>
public static class RegionFile
{
    public const string Format = "writ.region/v1";

    private const int SmallestBytes = 16 * 1024;

    private const int Sizes = 7;

    /// <summary>64 MiB; no file is larger.</summary>
    public const int MostBytes = SmallestBytes << (2 * (Sizes - 1));

    /// <summary>Where its file stands, relative to the site's root.</summary>
    public static string PathOf(CoarseCell cell) => $"requests/regions/{cell.Text}.json";

    /// <summary>Requests in order of their ids; throws where they do not fit the largest size.</summary>
    public static byte[] Write(CoarseCell cell, IEnumerable<RequestDocument> open)
    {
        var json = new JsonObject
        {
            ["format"] = Format, ["region"] = cell.Text, ["requests"] = new JsonArray([.. open.OrderBy(d => d.Id.Text, StringComparer.Ordinal).Select(d => d.ToJson())]),
        };
        return Padded(json);
    }

    /// <summary>As canonical JSON, filled up with blanks to the next size.</summary>
    internal static byte[] Padded(JsonObject json)
    {
        var written = CanonicalJson.Write(json);
        var file = new byte[SizeFor(written.Length)];
        file.AsSpan().Fill((byte)' ');
        written.CopyTo(file, 0);
        file[^1] = (byte)'\n';
        return file;
    }

    /// <summary>The size, in bytes, of a file with so many bytes of JSON: 16 KiB and each time four times as much.</summary>
    public static int SizeFor(int json)
    {
        for (var size = SmallestBytes; size <= MostBytes; size *= 4)
        {
            if (json < size) return size;
        }

        throw new ArgumentOutOfRangeException(nameof(json), "More open requests than a region's file holds");
    }

    internal static bool IsPadded(ReadOnlySpan<byte> file) =>
        file.Length is >= SmallestBytes and <= MostBytes && SizeFor(file.Length - 1) == file.Length && file[^1] == (byte)'\n';

    /// <summary>What a home fetched; it asked for this cell and takes no other. Refusal <c>ledger-region-malformed</c>.</summary>
    public static Result<IReadOnlyList<RequestDocument>> Read(ReadOnlySpan<byte> file, CoarseCell cell)
    {
        if (!IsPadded(file)) return Malformed;
        try
        {
            if (JsonNode.Parse(Encoding.UTF8.GetString(file), documentOptions: new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false }) is not JsonObject { Count: 3 } json
                || (string?)json["format"] != Format || (string?)json["region"] != cell.Text || json["requests"] is not JsonArray requests) return Malformed;
            var open = new List<RequestDocument>(requests.Count);
            foreach (var request in requests)
            {
                if (request is not JsonObject one || !RequestDocument.Parse(one).TryGet(out var document, out _) || document.Refused is not null) return Malformed;
                open.Add(document);
            }

            return Result<IReadOnlyList<RequestDocument>>.Of(open);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return Malformed;
        }
    }

    private static Refusal Malformed { get; } = new(
        "ledger-region-malformed", "The file of open requests is not as its specification says; it is asked for again at the next turn.");
}
