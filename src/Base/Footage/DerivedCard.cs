using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>What the hub signs about a video that it made of a clip for one grant. Layout: <c>docs/spec/footage.md</c> section 12.</summary>
/// <param name="At">When it was made, UTC by the hub's clock.</param>
/// <param name="Edits">SHA-256 of the edit list in canonical JSON, hex.</param>
/// <param name="From">Milliseconds of the clip at which it begins.</param>
/// <param name="Number">Of the clip's own card.</param>
/// <param name="Original">SHA-256 of the clip's own signed card, hex.</param>
/// <param name="To">Milliseconds of the clip at which it ends, not included.</param>
/// <param name="Video">SHA-256 of the video, hex.</param>
public sealed record DerivedCard(
    HomeId Home, GrantId Grant, ClipId Clip, int Number, string Original, DateTimeOffset At, int From, int To, string Edits, int Milliseconds, string Video, int Width, int Height)
{
    private const string Kind = "derived";

    private const int MostPixels = 16_384;

    /// <summary>Signed; canonical JSON.</summary>
    public byte[] Sign(HolderKeys hub) => SignedText.Sign(hub, Kind, new JsonObject
    {
        ["at"] = PayloadReader.Write(At), ["clip"] = Clip.Text, ["edits"] = Edits, ["from"] = From, ["grant"] = Grant.Text, ["height"] = Height, ["home"] = Home.Text,
        ["milliseconds"] = Milliseconds, ["number"] = Number, ["original"] = Original, ["to"] = To, ["video"] = Video, ["width"] = Width,
    }).Write();

    /// <summary>Form only: believe nothing in it before <see cref="SignedText.IsBy"/>. Refusals <c>footage-not-signed</c>, <c>footage-bad-grant</c>.</summary>
    public static Result<(DerivedCard Card, SignedText Signed)> Read(ReadOnlySpan<byte> utf8)
    {
        if (!SignedText.Read(utf8, Kind).TryGet(out var text, out var refusal)) return refusal;
        var json = new PayloadReader(text.Payload);
        var card = new DerivedCard(
            json.Parsed("home", t => (HomeId.TryParse(t, out var id), id)),
            json.Parsed("grant", t => (GrantId.TryParse(t, out var id), id)),
            json.Parsed("clip", t => (ClipId.TryParse(t, out var id), id)),
            (int)json.Number("number", 0, int.MaxValue),
            json.Hash("original"),
            json.At("at"),
            (int)json.Number("from", 0, ClipCard.MostMilliseconds),
            (int)json.Number("to", 1, ClipCard.MostMilliseconds),
            json.Hash("edits"),
            (int)json.Number("milliseconds", 1, ClipCard.MostMilliseconds),
            json.Hash("video"),
            (int)json.Number("width", 1, MostPixels),
            (int)json.Number("height", 1, MostPixels));
        return json.Ok && card.From < card.To ? (card, text) : FootageRefusals.Grant;
    }
}
