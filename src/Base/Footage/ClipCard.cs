using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>One fragment of a clip: where it is in time and in the plaintext, so that a player can seek.</summary>
/// <param name="At">Milliseconds since the clip began.</param>
/// <param name="Offset">Byte of the plaintext at which it begins.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct ClipFragment(int At, long Offset, int Length);

/// <summary>
/// What a clip is, signed by the hub and sealed with the clip: private and provable are no alternatives. A camera's cards are
/// numbered and each names the one before it, so an owner sees a clip that was left out, put in or shown twice.
/// </summary>
/// <param name="Home">The home.</param>
/// <param name="Camera">Which camera.</param>
/// <param name="Clip">Which clip.</param>
/// <param name="Number">0 and up for each camera, without a gap.</param>
/// <param name="Previous">SHA-256 of the signed card before it, hex; 64 zeros for the first.</param>
/// <param name="From">UTC by the hub's clock, to the millisecond.</param>
/// <param name="Milliseconds">Length in time.</param>
/// <param name="Codecs">As a browser's player wants it: <c>avc1.64001f</c> or <c>avc1.64001f,mp4a.40.2</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Initial">Bytes of the initialisation segment, which the video begins with.</param>
/// <param name="Fragments">In order, without a gap, to the end of the video.</param>
/// <param name="Video">SHA-256 of the video's plaintext, hex.</param>
/// <param name="Masks">SHA-256 of the settings under which the picture was masked, hex; 64 zeros: no mask.</param>
/// <param name="ClockChanged">The clock or the stream's own time had jumped before or when the clip began: by its times it may overlap the one before.</param>
public sealed record ClipCard(
    HomeId Home, CameraId Camera, ClipId Clip, int Number, string Previous, DateTimeOffset From, int Milliseconds, string Codecs, int Width, int Height,
    int Initial, IReadOnlyList<ClipFragment> Fragments, string Video, string Masks, bool ClockChanged)
{
    /// <summary>Fragments of one clip at most.</summary>
    public const int MostFragments = 2_048;

    /// <summary>Milliseconds of one clip at most.</summary>
    public const int MostMilliseconds = 600_000;

    private const string Kind = "clip";

    private const int MostPixels = 16_384;

    private const int MostBytes = 1 << 30;

    /// <summary>Bytes of the video's plaintext.</summary>
    public long VideoLength => Fragments.Count == 0 ? Initial : Fragments[^1].Offset + Fragments[^1].Length;

    /// <summary>Signed; canonical JSON. Throws on a card that <see cref="Read"/> would refuse.</summary>
    public byte[] Sign(HolderKeys hub)
    {
        if (!Consistent()) throw new InvalidOperationException("The card contradicts itself");
        return SignedText.Sign(hub, Kind, new JsonObject
        {
            ["camera"] = Camera.Text,
            ["clip"] = Clip.Text,
            ["clockChanged"] = ClockChanged,
            ["codecs"] = Codecs,
            ["fragments"] = new JsonArray([.. Fragments.Select(f => new JsonObject { ["at"] = f.At, ["length"] = f.Length, ["offset"] = f.Offset })]),
            ["from"] = PayloadReader.Write(From),
            ["height"] = Height,
            ["home"] = Home.Text,
            ["initial"] = Initial,
            ["masks"] = Masks,
            ["milliseconds"] = Milliseconds,
            ["number"] = Number,
            ["previous"] = Previous,
            ["video"] = Video,
            ["width"] = Width,
        }).Write();
    }

    /// <summary>Refusals <c>footage-not-signed</c>: not by this hub; <c>footage-bad-card</c>: contradicts itself.</summary>
    public static Result<ClipCard> Read(byte[] signed, Holder hub)
    {
        if (!SignedText.Read(signed, Kind).TryGet(out var text, out var refusal)) return refusal;
        if (!text.IsBy(hub)) return FootageRefusals.NotSigned;
        var json = new PayloadReader(text.Payload);
        var card = new ClipCard(
            json.Parsed("home", t => (HomeId.TryParse(t, out var id), id)),
            json.Parsed("camera", t => (CameraId.TryParse(t, out var id), id)),
            json.Parsed("clip", t => (ClipId.TryParse(t, out var id), id)),
            (int)json.Number("number", 0, int.MaxValue),
            json.Hash("previous"),
            json.At("from"),
            (int)json.Number("milliseconds", 1, MostMilliseconds),
            json.Text("codecs", 60),
            (int)json.Number("width", 16, MostPixels),
            (int)json.Number("height", 16, MostPixels),
            (int)json.Number("initial", 1, MostBytes),
            json.Objects("fragments", MostFragments, one => new ClipFragment(
                (int)one.Number("at", 0, MostMilliseconds), one.Number("offset", 1, MostBytes), (int)one.Number("length", 1, MostBytes))),
            json.Hash("video"),
            json.Hash("masks"),
            json.Flag("clockChanged"));
        return json.Ok && card.Consistent() ? card : FootageRefusals.Card;
    }

    private bool Consistent()
    {
        if (Fragments.Count is 0 or > MostFragments || Milliseconds is < 1 or > MostMilliseconds || Fragments[0].At != 0) return false;
        if (Codecs.Split(',') is not [{ Length: 11 } video, .. var audio] || !video.StartsWith("avc1.", StringComparison.Ordinal)
            || video.AsSpan(5).IndexOfAnyExcept("0123456789abcdef") >= 0 || audio is not ([] or ["mp4a.40.2"]))
            return false;
        if ((Number == 0) != (Previous.Trim('0').Length == 0)) return false;
        long end = Initial;
        var at = -1;
        foreach (var fragment in Fragments)
        {
            if (fragment.Offset != end || fragment.At <= at || fragment.At >= Milliseconds) return false;
            (end, at) = (fragment.Offset + fragment.Length, fragment.At);
        }

        return end <= MostBytes;
    }
}
