using System.Buffers.Binary;
using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>The parts of a clip; each is sealed by a key of its own.</summary>
public enum ClipPart
{
    /// <summary>Fragmented MP4, H.264 and perhaps AAC.</summary>
    Video,

    /// <summary>One JPEG picture.</summary>
    Poster,

    /// <summary>The signed <see cref="ClipCard"/>.</summary>
    Card,
}

/// <summary>
/// The key of one clip, fresh for each, wrapped under the home's key in the clip's header. Parts are AES-256-GCM in chunks of 64
/// KiB, numbered, the last one marked: any chunk can be opened by itself, so a player can seek, and nothing can be cut, moved or
/// exchanged. Layout: <c>docs/spec/footage.md</c> section 6. Whoever holds one disposes of it.
/// </summary>
public sealed class ClipSeal : IDisposable
{
    /// <summary>Bytes of plaintext in every chunk but the last.</summary>
    public const int ChunkLength = 65_536;

    /// <summary>Bytes of a whole chunk as it is stored.</summary>
    public const int SealedChunkLength = ChunkLength + Sealer.TagLength;

    /// <summary>Bytes of a header at most.</summary>
    public const int MaxHeader = 256;

    internal const int KeyLength = SaltedSeal.KeyLength;

    private const int WrapLength = 1 + 32 + SaltedSeal.KeyLength + Sealer.TagLength;

    private readonly byte[] fileKey;

    private readonly byte[] header;

    private ClipSeal(byte[] fileKey, byte[] header)
    {
        this.fileKey = fileKey;
        this.header = header;
    }

    /// <summary>Goes beside the parts; says home, clip and generation to everybody.</summary>
    public ReadOnlySpan<byte> Header => header;

    internal ReadOnlySpan<byte> Key => fileKey;

    private static ReadOnlySpan<byte> Magic => "writ.clip/v1\n"u8;

    /// <summary>A fresh key for a new clip.</summary>
    public static ClipSeal Make(HomeKey key, ClipId clip)
    {
        ArgumentNullException.ThrowIfNull(key);
        var fileKey = RandomNumberGenerator.GetBytes(SaltedSeal.KeyLength);
        var named = Named(key.Home, clip, key.Generation);
        return new ClipSeal(fileKey, [.. named, .. SaltedSeal.Seal(key.Secret, named, fileKey)]);
    }

    /// <summary>Which generation of the home's key opens the clip; null where these bytes are no header of this clip.</summary>
    public static int? Generation(ReadOnlySpan<byte> header, HomeId home, ClipId clip)
    {
        var named = Named(home, clip, 0);
        if (header.Length != named.Length + WrapLength || !header.StartsWith(named.AsSpan(0, named.Length - 4))) return null;
        return BinaryPrimitives.ReadInt32BigEndian(header[(named.Length - 4)..]) is >= 0 and var generation ? generation : null;
    }

    /// <summary>Refusal <c>footage-cannot-open</c>.</summary>
    public static Result<ClipSeal> Read(HomeKey key, ClipId clip, ReadOnlySpan<byte> header)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Generation(header, key.Home, clip) != key.Generation) return FootageRefusals.CannotOpen;
        return SaltedSeal.Open(key.Secret, header[..^WrapLength], header[^WrapLength..]).TryGet(out var fileKey, out _) && fileKey.Length == SaltedSeal.KeyLength
            ? new ClipSeal(fileKey, header.ToArray())
            : FootageRefusals.CannotOpen;
    }

    /// <summary>From the clip's own key; that the two belong together only an opened part shows.</summary>
    internal static ClipSeal Of(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> header) => new(fileKey.ToArray(), header.ToArray());

    /// <summary>How many bytes a part takes when it is sealed.</summary>
    public static long SealedLength(long plain) => plain + (Sealer.TagLength * Math.Max(1, (plain + ChunkLength - 1) / ChunkLength));

    /// <summary>How many bytes a part of this length opens to; null where no part has this length.</summary>
    public static long? PlainLength(long stored)
    {
        if (stored < Sealer.TagLength) return null;
        var plain = stored - (Sealer.TagLength * (((stored - 1) / SealedChunkLength) + 1));
        return plain >= 0 && SealedLength(plain) == stored ? plain : null;
    }

    /// <summary>Seals what is written to it, with bounded memory.</summary>
    public ClipPartWriter Write(ClipPart part, Stream output) => new(Cipher(part), output);

    /// <summary>Opens chunks of a part, any of them alone.</summary>
    public ClipPartReader Open(ClipPart part) => new(Cipher(part));

    public void Dispose() => CryptographicOperations.ZeroMemory(fileKey);

    private static byte[] Named(HomeId home, ClipId clip, int generation) => [.. Bytes.Of(Magic, home.Text, clip.Text), .. Bytes.Number(generation)];

    private AesGcm Cipher(ClipPart part)
    {
        Span<byte> key = stackalloc byte[SaltedSeal.KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, SHA256.HashData(header), Bytes.Of("writ.clip/v1/part"u8, Word(part)));
        var gcm = new AesGcm(key, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }

    private static string Word(ClipPart part) => part switch
    {
        ClipPart.Video => "video",
        ClipPart.Poster => "poster",
        ClipPart.Card => "card",
    };
}

/// <summary>Opens single chunks of one part. Not safe for threads.</summary>
public sealed class ClipPartReader : IDisposable
{
    private readonly AesGcm cipher;

    internal ClipPartReader(AesGcm cipher) => this.cipher = cipher;

    /// <summary>
    /// Plaintext of chunk <paramref name="number"/>, written to <paramref name="plain"/>; its length. Refusal <c>footage-cannot-open</c>: another
    /// chunk, part or clip, changed bytes, or not the last where it is said to be.
    /// </summary>
    public Result<int> Chunk(long number, bool last, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        var length = sealedChunk.Length - Sealer.TagLength;
        if (length < 0 || length > ClipSeal.ChunkLength || (!last && length != ClipSeal.ChunkLength) || (length == 0 && number > 0)) return FootageRefusals.CannotOpen;
        Span<byte> nonce = stackalloc byte[12];
        SealedFile.Nonce(nonce, number, last);
        try
        {
            cipher.Decrypt(nonce, sealedChunk[..length], sealedChunk[length..], plain[..length]);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            return FootageRefusals.CannotOpen;
        }
    }

    /// <summary>A whole part that fits in memory. Refusal <c>footage-cannot-open</c>.</summary>
    public Result<byte[]> All(ReadOnlySpan<byte> sealedPart)
    {
        var chunks = Math.Max(1, (sealedPart.Length + ClipSeal.SealedChunkLength - 1) / ClipSeal.SealedChunkLength);
        if (sealedPart.Length < chunks * Sealer.TagLength) return FootageRefusals.CannotOpen;
        var plain = new byte[sealedPart.Length - (chunks * Sealer.TagLength)];
        for (var i = 0; i < chunks; i++)
        {
            var at = i * ClipSeal.SealedChunkLength;
            var chunk = sealedPart[at..Math.Min(at + ClipSeal.SealedChunkLength, sealedPart.Length)];
            if (Chunk(i, i == chunks - 1, chunk, plain.AsSpan(i * ClipSeal.ChunkLength)) is { Ok: false, Refusal: var refusal }) return refusal;
        }

        return plain;
    }

    public void Dispose() => cipher.Dispose();
}
