using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>The real hub, the real server, and an owner who holds the keys.</summary>
public sealed class HubJourneyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly HolderKeys owner = HolderKeys.Generate();

    public void Dispose()
    {
        owner.Dispose();
        Leftovers.Delete(folder);
    }

    [Fact]
    public async Task A_hub_is_paired_records_is_killed_goes_on_and_no_clip_is_lost_or_comes_twice()
    {
        await using var server = await WritServer.Start();

        // The hub is another machine with a clock of its own.
        server.Time.Now = TimeProvider.System.GetUtcNow();
        using var seat = await Seat.Of(server, 0);
        string home;
        using (var hub = Hub(server))
        {
            home = await Pair(hub, seat);
            await Clips(seat, home, hub, least: 2);
            hub.Kill();
        }

        using var again = Hub(server);
        var clips = await Clips(seat, home, again, least: 5);
        var (cards, chain) = await Open(seat, home, clips);

        Assert.Equal(Enumerable.Range(0, cards.Count), cards.Select(c => c.Card.Number));
        Assert.Equal(cards.Count, cards.Select(c => c.Card.Clip).Distinct().Count());
        for (var i = 1; i < cards.Count; i++) Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(cards[i - 1].Signed)), cards[i].Card.Previous);
        var shown = Path.Combine(folder, "clip.mp4");
        File.WriteAllBytes(shown, await Video(seat, home, chain, clips.Single(c => c.Clip == cards[^1].Card.Clip.Text)));
        Assert.Contains("320", await Probe(shown), StringComparison.Ordinal);
    }

    // Something moves all the time, so that clips follow each other.
    private HubProcess Hub(WritServer server) => new(server, folder, """ "id": "street", "name": "Street", "every": 4, "moving": 4, "longest": 10, "postRoll": 2 """);

    private async Task<string> Pair(HubProcess hub, Seat seat)
    {
        var code = PairingCode.Parse((await hub.Says("Pairing code: "))["Pairing code: ".Length..].Split(' ')[0]).Value;
        var found = (await seat.Get($"/my/cameras/pairings/{code.Name}")).As<PairingFound>();
        var (home, hubKeys) = (HomeId.FromTrusted(found.Home), Holder.Parse(found.Hub.Sign, found.Hub.Seal).Value);
        var claim = new PairingClaim(owner.Holder.Sign.Spki.ToArray(), owner.Holder.Seal.Spki.ToArray(), code.OwnerTag(home, hubKeys, owner.Holder));
        Assert.InRange((await seat.Post($"/my/cameras/pairings/{code.Name}", claim)).Status, 200, 204);
        while (true)
        {
            var answer = (await seat.Get($"/my/cameras/pairings/{code.Name}/answer?wait=10")).As<PairingReply>();
            if (answer.Tag is not { } tag) continue;
            Assert.True(PairingCode.Same(tag, code.HubTag(home, hubKeys, owner.Holder)));
            return found.Home;
        }
    }

    private static async Task<IReadOnlyList<ClipView>> Clips(Seat seat, string home, HubProcess hub, int least)
    {
        for (var tries = 0; ; tries++)
        {
            var page = (await seat.Get($"/my/cameras/{home}/export")).As<ClipPage>();
            if (page.Clips.Count >= least) return page.Clips;
            Assert.True(tries < 1_200, $"{page.Clips.Count} clips came, then none:\n{hub.Said()}");
            await Task.Delay(200);
        }
    }

    private async Task<(List<(ClipCard Card, byte[] Signed)> Cards, HomeChain Chain)> Open(Seat seat, string home, IReadOnlyList<ClipView> clips)
    {
        var state = (await seat.Get($"/my/cameras/{home}/state")).As<HomeStateView>();
        var chain = HomeChain.Read([.. state.Statements.Select(Encoding.UTF8.GetBytes)]).Value;
        var cards = new List<(ClipCard Card, byte[] Signed)>();
        foreach (var clip in clips)
        {
            var signed = await Part(seat, home, chain, clip, ClipPart.Card);
            cards.Add((ClipCard.Read(signed, chain.Hub).Value, signed));
        }

        return ([.. cards.OrderBy(c => c.Card.Number)], chain);
    }

    private Task<byte[]> Video(Seat seat, string home, HomeChain chain, ClipView clip) => Part(seat, home, chain, clip, ClipPart.Video);

    private async Task<byte[]> Part(Seat seat, string home, HomeChain chain, ClipView clip, ClipPart part)
    {
        var state = (await seat.Get($"/my/cameras/{home}/state")).As<HomeStateView>();
        using var key = HomeKey.Open(Encoding.UTF8.GetBytes(state.Keys[^1].Record), chain, owner).Value;
        using var seal = ClipSeal.Read(key, ClipId.FromTrusted(clip.Clip), clip.Header).Value;
        using var reader = seal.Open(part);
        var (_, stored) = await seat.Fetch($"/my/cameras/{home}/clips/{clip.Clip}/{part.ToString().ToLowerInvariant()}");
        return reader.All(stored).Value;
    }

    private static async Task<string> Probe(string file)
    {
        var start = new ProcessStartInfo("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", file]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
