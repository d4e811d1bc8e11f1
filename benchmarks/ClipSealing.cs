using System.Diagnostics;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// Sealing a clip as the hub does: chunks of 64 KiB, numbered, with the plaintext's SHA-256; and opening it. Beside AES-256-GCM by itself over
/// the same buffers, with nothing else.
/// </summary>
internal sealed class ClipSealing : IBench
{
    private const int Megabytes = 128;

    private readonly byte[] piece = RandomNumberGenerator.GetBytes(48_000);

    public string Name => "clip-sealing";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        using var key = HomeKey.Make(HomeId.New(), 0);
        using var seal = ClipSeal.Make(key, ClipId.New());
        var stored = Sealed(seal);
        var sealing = await Rounds.Alternate(7, () => Task.FromResult(Rate(() => Seal(seal, Stream.Null))), () => Task.FromResult(Rate(Bare)));
        var opening = await Rounds.Alternate(7, () => Task.FromResult(Rate(() => Open(seal, stored))), () => Task.FromResult(Rate(Bare)));
        return
        [
            Of("seal a clip, its SHA-256 included", sealing),
            Of("open a clip, chunk by chunk", opening),
        ];

        Row Of(string what, Rounds rounds) => new(
            Name, what, $"{Text.Number(rounds.Ours, "0")} MB/s", $"{Text.Number(rounds.Peer, "0")} MB/s AES-256-GCM alone", rounds.RatioText, "-");
    }

    private static double Rate(Action all)
    {
        var from = Stopwatch.GetTimestamp();
        all();
        return Megabytes / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private byte[] Sealed(ClipSeal seal)
    {
        using var output = new MemoryStream();
        Seal(seal, output);
        return output.ToArray();
    }

    private void Seal(ClipSeal seal, Stream output)
    {
        using var writer = seal.Write(ClipPart.Video, output);
        while (writer.Length + piece.Length < Megabytes * 1_000_000L) writer.Write(piece);
        writer.Complete();
    }

    private static void Open(ClipSeal seal, byte[] stored)
    {
        using var reader = seal.Open(ClipPart.Video);
        var plain = new byte[ClipSeal.ChunkLength];
        var last = (stored.Length - 1) / ClipSeal.SealedChunkLength;
        for (var i = 0; i <= last; i++)
        {
            var chunk = stored.AsSpan(i * ClipSeal.SealedChunkLength, Math.Min(ClipSeal.SealedChunkLength, stored.Length - (i * ClipSeal.SealedChunkLength)));
            if (!reader.Chunk(i, i == last, chunk, plain).Ok) throw new InvalidOperationException("It must open");
        }
    }

    private void Bare()
    {
        using var gcm = new AesGcm(RandomNumberGenerator.GetBytes(32), 16);
        var (plain, cipher, tag, nonce) = (new byte[ClipSeal.ChunkLength], new byte[ClipSeal.ChunkLength], new byte[16], new byte[12]);
        for (var done = 0L; done < Megabytes * 1_000_000L; done += plain.Length) gcm.Encrypt(nonce, plain, cipher, tag);
    }
}
