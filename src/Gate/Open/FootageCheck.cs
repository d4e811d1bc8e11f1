using System.Globalization;
using System.Text;
using Writ.Base.Footage;

namespace Writ.Gate.Open;

/// <summary>
/// Whether opened clips are what the hub recorded: its signed card names the video's hash, and the home's signed list of key holders names the hub. It
/// needs nobody's word but the hub's; whose hub it is, only its owner can confirm, by the twelve characters.
/// </summary>
internal static class FootageCheck
{
    private const int MostChain = 16 * 1024 * 1024;

    /// <summary>A sentence for each clip, and one for each hub; empty where the files are no clips.</summary>
    public static IEnumerable<string> Of(ProductionItem item, string outDir)
    {
        if (item.Category != FootageRecord.Category) yield break;
        var chains = item.Files.Where(f => f.Path.EndsWith(".chain.jsonl", StringComparison.Ordinal) && f.Size <= MostChain)
            .Select(f => HomeChain.Read([.. File.ReadAllLines(Path.Combine(outDir, f.Path)).Select(Encoding.UTF8.GetBytes)])).Where(c => c.Ok).Select(c => c.Value).ToList();
        foreach (var chain in chains) yield return $"home {chain.Home}: its hub's characters are {chain.Hub.Mark}; the owner can confirm them";
        foreach (var video in item.Files.Where(f => f.Path.EndsWith(".mp4", StringComparison.Ordinal)))
        {
            var path = video.Path[..^".mp4".Length];
            yield return Card(item, chains, outDir, path) is not { } card ? $"NOT PROVEN {video.Path}: no card with it that a hub named here signed"
                : card.Video != video.Sha256 || !path.EndsWith(card.Clip.Text, StringComparison.Ordinal) ? $"NOT WHAT THE HUB RECORDED {video.Path}: its card speaks of other bytes"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"as the hub recorded it {video.Path}: {card.Camera}, card {card.Number}, from {card.From.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by the hub's clock, {card.Milliseconds / 1000.0:0.0} s");
        }
    }

    private static ClipCard? Card(ProductionItem item, List<HomeChain> chains, string outDir, string path)
    {
        if (item.Files.FirstOrDefault(f => f.Path == path + ".card.json") is not { Size: <= SignedText.MaxBytes } file) return null;
        var signed = File.ReadAllBytes(Path.Combine(outDir, file.Path));
        return chains.Select(chain => (chain.Home, Card: ClipCard.Read(signed, chain.Hub))).Where(c => c.Card.Ok && c.Card.Value.Home == c.Home).Select(c => c.Card.Value).FirstOrDefault();
    }
}
