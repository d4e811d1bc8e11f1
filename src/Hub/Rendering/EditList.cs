using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Hub.Masks;
using Writ.Hub.Orders;

namespace Writ.Hub.Rendering;

internal enum EditKind
{
    Blur,
    Black,

    /// <summary>Everything outside is black.</summary>
    Keep,
}

/// <param name="From">Milliseconds since the clip's first picture.</param>
/// <param name="To">Not included.</param>
internal sealed record EditShape(EditKind Kind, Shape Shape, int From, int To);

/// <summary>What is made of a clip, as the owner's page wrote it; everything in it holds but that the clip is there and long enough. <c>docs/spec/footage.md</c>, section 12.</summary>
/// <param name="Hash">SHA-256 of the list in canonical JSON, hex.</param>
internal sealed record EditList(ClipId Clip, string Label, string Grant, int From, int To, bool Audio, bool Faces, IReadOnlyList<EditShape> Shapes, string Hash)
{
    public const int MostMilliseconds = 300_000;

    private const int MostLabel = 60;

    private const int MostShapes = 128;

    private const int LeastCorners = 3;

    private const int MostCorners = 64;

    private const int MostAt = 86_400_000;

    public int Length => To - From;

    /// <summary>Refusal <c>hub-order-form</c>.</summary>
    public static Result<EditList> Read(JsonObject content)
    {
        var reader = new OrderReader(content);
        var list = new EditList(
            reader.Clip(), reader.Text("label", MostLabel), reader.Text("grant", 20), reader.Number("from", MostAt), reader.Number("to", MostAt),
            reader.Flag("audio"), reader.Flag("faces"), [.. reader.Objects("shapes", MostShapes).Select(Shape).OfType<EditShape>()], string.Empty);
        var whole = reader.Ok && list.From < list.To && list.Length <= MostMilliseconds && IdText.Fits("grt", list.Grant) && IsPlain(list.Label)
            && list.Shapes.Count == ((JsonArray)content["shapes"]!).Count;
        return whole ? list with { Hash = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(content))) } : OrderRefusals.Form;
    }

    /// <summary>Null where it is none.</summary>
    private static EditShape? Shape(JsonObject json)
    {
        var reader = new OrderReader(json);
        EditKind? kind = reader.Text("what", 5) switch
        {
            "blur" => EditKind.Blur,
            "black" => EditKind.Black,
            "keep" => EditKind.Keep,
            _ => null,
        };
        var (from, to) = (reader.Number("from", MostAt), reader.Number("to", MostAt));
        var corners = reader.Pairs("shape", LeastCorners, MostCorners, Masks.Shape.Whole);
        return reader.Ok && kind is { } what && from < to ? new EditShape(what, new Shape([.. corners.Select(c => new Place(c.X, c.Y))]), from, to) : null;
    }

    // It is burnt into pictures and read by a program: letters and signs, nothing that turns, hides or breaks.
    private static bool IsPlain(string label) => label.EnumerateRunes().All(rune => System.Text.Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && rune.Value != 0xFFFD);
}
