using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Magic line, u16 length and context, ephemeral point, u8 count, then per recipient SHA-256 of its key and the wrapped file
/// key (32 bytes and a tag). The MAC after it is keyed by the file key, so all recipients get the same file or none.
/// </summary>
internal sealed class SealedFileHeader
{
    internal const int MacLength = 32;

    private const int KeyLength = 32;

    private const int ThumbprintLength = 32;

    private const int StanzaLength = ThumbprintLength + KeyLength + Sealer.TagLength;

    private const int MaxContext = 1024;

    private readonly byte[] bytes;

    private readonly int pointAt;

    private readonly List<string> recipients;

    private SealedFileHeader(byte[] bytes, string context)
    {
        this.bytes = bytes;
        Context = context;
        pointAt = Magic.Length + 2 + Encoding.UTF8.GetByteCount(context);
        recipients = [.. Enumerable.Range(0, bytes[pointAt + P256.PointLength])
            .Select(i => Convert.ToHexStringLower(bytes.AsSpan(StanzaAt(i), ThumbprintLength)))];
    }

    internal string Context { get; }

    internal IReadOnlyList<string> Recipients => recipients;

    internal ReadOnlySpan<byte> Bytes => bytes;

    private static ReadOnlySpan<byte> Magic => "writ.production/v1\n"u8;

    private static ReadOnlySpan<byte> Nonce => new byte[12];

    private static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Wraps one file key for every recipient. Wrong arguments are the caller's bug.</summary>
    internal static SealedFileHeader Make(PrivateKey ephemeral, ReadOnlySpan<byte> fileKey, IReadOnlyList<PublicKey> recipients, string context)
    {
        var text = Strict.GetBytes(context);
        ArgumentOutOfRangeException.ThrowIfZero(text.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxContext);
        ArgumentOutOfRangeException.ThrowIfZero(recipients.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recipients.Count, SealedFile.MaxRecipients);
        if (recipients.Distinct().Count() != recipients.Count) throw new ArgumentException("A recipient is named twice", nameof(recipients));
        using var output = new MemoryStream();
        output.Write(Magic);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)text.Length));
        output.Write(length);
        output.Write(text);
        output.Write(ephemeral.Public.Point);
        output.WriteByte(checked((byte)recipients.Count));
        Span<byte> wrapped = stackalloc byte[KeyLength + Sealer.TagLength];
        foreach (var recipient in recipients)
        {
            using var gcm = Wrapping(ephemeral.Agree(recipient.Point), ephemeral.Public.Point, recipient.Point, text);
            gcm.Encrypt(Nonce, fileKey, wrapped[..KeyLength], wrapped[KeyLength..]);
            output.Write(SHA256.HashData(recipient.Spki));
            output.Write(wrapped);
        }

        return new SealedFileHeader(output.ToArray(), context);
    }

    internal static Result<SealedFileHeader> Read(Stream input)
    {
        using var held = new MemoryStream();
        if (!Take(input, held, Magic.Length + 2) || !held.ToArray().AsSpan().StartsWith(Magic)) return SealingRefusals.NotSealedFile;
        var length = BinaryPrimitives.ReadUInt16BigEndian(held.ToArray().AsSpan(Magic.Length));
        if (length is 0 or > MaxContext || !Take(input, held, length + P256.PointLength + 1)) return SealingRefusals.NotSealedFile;
        var bytes = held.ToArray();
        var pointAt = Magic.Length + 2 + length;
        var count = bytes[^1];
        if (count is 0 or > SealedFile.MaxRecipients
            || !P256.IsPoint(bytes.AsSpan(pointAt, P256.PointLength))
            || !Take(input, held, count * StanzaLength))
            return SealingRefusals.NotSealedFile;
        try
        {
            return new SealedFileHeader(held.ToArray(), Strict.GetString(bytes, Magic.Length + 2, length));
        }
        catch (DecoderFallbackException)
        {
            return SealingRefusals.NotSealedFile;
        }
    }

    internal Result<byte[]> Unwrap(PrivateKey key)
    {
        var at = recipients.IndexOf(key.Public.Thumbprint);
        if (at < 0) return SealingRefusals.NotRecipient;
        var point = bytes.AsSpan(pointAt, P256.PointLength);
        var wrapped = bytes.AsSpan(StanzaAt(at) + ThumbprintLength, KeyLength + Sealer.TagLength);
        var fileKey = new byte[KeyLength];
        using var gcm = Wrapping(key.Agree(point), point, key.Public.Point, Strict.GetBytes(Context));
        try
        {
            gcm.Decrypt(Nonce, wrapped[..KeyLength], wrapped[KeyLength..], fileKey);
            return fileKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            return SealingRefusals.FileChanged;
        }
    }

    internal byte[] Mac(ReadOnlySpan<byte> fileKey)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, [], "writ.production/v1/header"u8);
        var mac = HMACSHA256.HashData(key, bytes);
        CryptographicOperations.ZeroMemory(key);
        return mac;
    }

    internal AesGcm BodyCipher(ReadOnlySpan<byte> fileKey)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, SHA256.HashData(bytes), "writ.production/v1/body"u8);
        var gcm = new AesGcm(key, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }

    private static AesGcm Wrapping(byte[] shared, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> recipient, byte[] context)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, [.. ephemeral, .. recipient], [.. "writ.production/v1/key"u8, .. context]);
        CryptographicOperations.ZeroMemory(shared);
        var gcm = new AesGcm(key, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }

    private static bool Take(Stream input, MemoryStream held, int count)
    {
        var part = new byte[count];
        var read = input.ReadAtLeast(part, count, throwOnEndOfStream: false);
        held.Write(part, 0, read);
        return read == count;
    }

    private int StanzaAt(int index) => pointAt + P256.PointLength + 1 + (index * StanzaLength);
}
