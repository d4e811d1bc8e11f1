using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>
/// What the files of an opened grant prove by themselves, one by one. Browsers do this, too; here it is for what was exported. Rules: <c>docs/spec/grant.md</c>
/// section 6. Whose hub it is, only its owner can confirm, by <see cref="Holder.Mark"/>; that the picture shows what happened, nobody.
/// </summary>
/// <param name="Hub">Named by the home's founding statement; null where that is none.</param>
/// <param name="ForGrant">Card and edit list name this grant.</param>
/// <param name="Video">The film is the one that the card names.</param>
/// <param name="Edits">The edit list is the one that the card names, and says the same piece of the same clip.</param>
/// <param name="Home">The founding statement holds, and is of the home that the card names.</param>
/// <param name="Signed">The hub that it names signed the card.</param>
public sealed record GrantProof(DerivedCard Card, Holder? Hub, bool ForGrant, bool Video, bool Edits, bool Home, bool Signed)
{
    public bool Whole => ForGrant && Video && Edits && Home && Signed;

    /// <summary>Refusals <c>footage-not-signed</c>, <c>footage-bad-grant</c> where the card is none.</summary>
    /// <param name="grant">Null: the one that the card names.</param>
    /// <param name="video">SHA-256 of the film.</param>
    /// <param name="home">The founding statement, as it came.</param>
    public static Result<GrantProof> Check(GrantId? grant, ReadOnlySpan<byte> video, ReadOnlySpan<byte> card, ReadOnlySpan<byte> edits, byte[] home)
    {
        if (!DerivedCard.Read(card).TryGet(out var read, out var refusal)) return refusal;
        var (said, signed) = read;
        var list = CanonicalJson.ParseStrict(edits, SignedText.MaxBytes).TryGet(out var node, out _) && node is JsonObject json ? json : [];
        var chain = HomeChain.Read([home]).TryGet(out var founded, out _) ? founded : null;
        return new GrantProof(
            said, chain?.Hub, said.Grant == (grant ?? said.Grant) && Text(list, "grant") == said.Grant.Text, said.Video == Convert.ToHexStringLower(video),
            said.Edits == Convert.ToHexStringLower(SHA256.HashData(edits)) && Text(list, "clip") == said.Clip.Text && Number(list, "from") == said.From && Number(list, "to") == said.To,
            chain?.Home == said.Home, chain is not null && signed.IsBy(chain.Hub));
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static long? Number(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
