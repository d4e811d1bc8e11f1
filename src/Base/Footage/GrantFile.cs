using System.Buffers.Binary;
using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>
/// The file of a grant: sealed in the owner's page under a key of its own, which is wrapped to each key of the officer. Layout:
/// <c>docs/spec/grant.md</c>. Browsers do this; here it is for tests, samples and <c>writ</c> itself.
/// </summary>
public static class GrantFile
{
    /// <summary>Bytes of a wrapped key.</summary>
    public const int WrapLength = P256.PointLength + KeyLength + Sealer.TagLength;

    internal const int KeyLength = 32;

    private const int ChunkLength = 65_536;

    private static ReadOnlySpan<byte> Magic => "writ.grant/v1\n"u8;

    /// <summary>Bytes before the first chunk, always.</summary>
    public static int HeaderLength { get; } = Magic.Length + 2 + GrantId.Prefix.Length + 17 + KeyLength;

    /// <summary>Whether these bytes begin a file of this grant. All that a server can see of one.</summary>
    public static bool Begins(GrantId grant, ReadOnlySpan<byte> head) =>
        head.Length >= HeaderLength && head.StartsWith(Bytes.Of(Magic, grant.Text));

    /// <param name="key">32 random bytes, of this file alone.</param>
    public static byte[] Seal(GrantId grant, ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain)
    {
        var header = Header(grant, key);
        using var cipher = Cipher(header, key);
        using var file = new MemoryStream(header.Length + plain.Length + ((plain.Length / ChunkLength) + 1) * Sealer.TagLength);
        file.Write(header);
        for (long counter = 0; ; counter++)
        {
            var part = plain[..Math.Min(ChunkLength, plain.Length)];
            plain = plain[part.Length..];
            var chunk = new byte[part.Length + Sealer.TagLength];
            cipher.Encrypt(Nonce(counter, plain.IsEmpty), part, chunk.AsSpan(0, part.Length), chunk.AsSpan(part.Length));
            file.Write(chunk);
            if (plain.IsEmpty) return file.ToArray();
        }
    }

    /// <summary>Refusal <c>footage-bad-grant</c>.</summary>
    public static Result<byte[]> Open(GrantId grant, ReadOnlySpan<byte> key, ReadOnlySpan<byte> file)
    {
        if (key.Length != KeyLength || file.Length < HeaderLength + Sealer.TagLength) return FootageRefusals.Grant;
        var header = Header(grant, key);
        if (!CryptographicOperations.FixedTimeEquals(header, file[..HeaderLength])) return FootageRefusals.Grant;
        using var cipher = Cipher(header, key);
        using var plain = new MemoryStream(file.Length);
        var rest = file[HeaderLength..];
        try
        {
            for (long counter = 0; ; counter++)
            {
                var chunk = rest[..Math.Min(ChunkLength + Sealer.TagLength, rest.Length)];
                rest = rest[chunk.Length..];
                if (chunk.Length < Sealer.TagLength || (chunk.Length == Sealer.TagLength && counter > 0)) return FootageRefusals.Grant;
                var part = new byte[chunk.Length - Sealer.TagLength];
                cipher.Decrypt(Nonce(counter, rest.IsEmpty), chunk[..part.Length], chunk[part.Length..], part);
                plain.Write(part);
                if (rest.IsEmpty) return plain.ToArray();
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            return FootageRefusals.Grant;
        }
    }

    /// <summary>The key, to one key of the officer.</summary>
    public static byte[] Wrap(GrantId grant, ReadOnlySpan<byte> key, PublicKey recipient)
    {
        using var ephemeral = PrivateKey.Generate();
        return Wrap(grant, key, recipient, ephemeral);
    }

    internal static byte[] Wrap(GrantId grant, ReadOnlySpan<byte> key, PublicKey recipient, PrivateKey ephemeral)
    {
        var wrap = new byte[WrapLength];
        ephemeral.Public.Point.CopyTo(wrap);
        using var gcm = Wrapping(grant, ephemeral.Agree(recipient.Point), ephemeral.Public.Point, recipient.Point);
        var body = wrap.AsSpan(P256.PointLength);
        gcm.Encrypt(new byte[12], key, body[..KeyLength], body[KeyLength..]);
        return wrap;
    }

    /// <summary>Refusal <c>footage-bad-grant</c>. The caller wipes the key.</summary>
    public static Result<byte[]> Unwrap(GrantId grant, ReadOnlySpan<byte> wrap, PrivateKey own)
    {
        ArgumentNullException.ThrowIfNull(own);
        if (!IsWrap(wrap)) return FootageRefusals.Grant;
        var point = wrap[..P256.PointLength];
        var body = wrap[P256.PointLength..];
        var key = new byte[KeyLength];
        using var gcm = Wrapping(grant, own.Agree(point), point, own.Public.Point);
        try
        {
            gcm.Decrypt(new byte[12], body[..KeyLength], body[KeyLength..], key);
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return FootageRefusals.Grant;
        }
    }

    /// <summary>Length, and a point where one has to be.</summary>
    public static bool IsWrap(ReadOnlySpan<byte> wrap) => wrap.Length == WrapLength && P256.IsPoint(wrap[..P256.PointLength]);

    /// <summary>What it commits to: one file opens under one key only, so every key of the officer opens the same.</summary>
    private static byte[] Header(GrantId grant, ReadOnlySpan<byte> key)
    {
        Span<byte> commitment = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, commitment, [], Bytes.Of("writ.grant/v1/commit"u8, grant.Text));
        return [.. Bytes.Of(Magic, grant.Text), .. commitment];
    }

    private static AesGcm Cipher(byte[] header, ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, body, SHA256.HashData(header), "writ.grant/v1/body"u8);
        var cipher = new AesGcm(body, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(body);
        return cipher;
    }

    private static AesGcm Wrapping(GrantId grant, byte[] shared, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> recipient)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, [.. ephemeral, .. recipient], Bytes.Of("writ.grant/v1/key"u8, grant.Text));
        CryptographicOperations.ZeroMemory(shared);
        var gcm = new AesGcm(key, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }

    private static byte[] Nonce(long counter, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), counter);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}
