using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;

namespace Writ.Hub.Rendering;

/// <summary>A clip that this hub recorded: its card, and its video as it can be read again and again. What lies on a disk of it is sealed.</summary>
internal sealed class FoundClip : IDisposable
{
    private readonly ClipSeal seal;

    private readonly FileStream stored;

    private FoundClip(ClipCard card, byte[] signed, ClipSeal seal, FileStream stored)
    {
        (Card, this.seal, this.stored) = (card, seal, stored);
        Original = Convert.ToHexStringLower(SHA256.HashData(signed));
    }

    public ClipCard Card { get; }

    /// <summary>SHA-256 of the signed card, hex.</summary>
    public string Original { get; }

    /// <summary>Disposes of the stream where it is none. Refusal <c>hub-render-no-clip</c>.</summary>
    public static Result<FoundClip> Open(Keyring ring, ClipId clip, byte[] header, byte[] sealedCard, FileStream video)
    {
        var home = ring.Chain!.Home;
        if (ClipSeal.Generation(header, home, clip) is { } generation && ring.Of(generation) is { } key && ClipSeal.Read(key, clip, header).TryGet(out var seal, out _))
        {
            using var reader = seal.Open(ClipPart.Card);
            if (reader.All(sealedCard).TryGet(out var signed, out _) && ClipCard.Read(signed, ring.Own.Holder).TryGet(out var card, out _) && card.Clip == clip && card.Home == home
                && ClipSeal.SealedLength(card.VideoLength) == video.Length)
                return new FoundClip(card, signed, seal, video);
            seal.Dispose();
        }

        video.Dispose();
        return RenderRefusals.NoClip;
    }

    /// <summary>Whether the video is the one that the card was signed for, to the last byte.</summary>
    public async Task<bool> IsWholeAsync(CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return await ReadAsync(bytes =>
        {
            hash.AppendData(bytes.Span);
            return ValueTask.CompletedTask;
        }, stop) && Convert.ToHexStringLower(hash.GetHashAndReset()) == Card.Video;
    }

    /// <summary>Its plaintext, piece by piece, each of which is wiped behind; false where something does not open.</summary>
    public async Task<bool> ReadAsync(Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken stop)
    {
        using var reader = seal.Open(ClipPart.Video);
        var (chunk, plain) = (new byte[ClipSeal.SealedChunkLength], new byte[ClipSeal.ChunkLength]);
        var chunks = Math.Max(1, (stored.Length + chunk.Length - 1) / chunk.Length);
        stored.Position = 0;
        try
        {
            for (long i = 0; i < chunks; i++)
            {
                var got = await stored.ReadAtLeastAsync(chunk, (int)Math.Min(chunk.Length, stored.Length - stored.Position), throwOnEndOfStream: false, stop);
                if (!reader.Chunk(i, i == chunks - 1, chunk.AsSpan(0, got), plain).TryGet(out var length, out _)) return false;
                await take(plain.AsMemory(0, length));
            }

            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public void Dispose()
    {
        stored.Dispose();
        seal.Dispose();
    }
}
