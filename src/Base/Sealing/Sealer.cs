using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals one record to one public key, so that a writer needs no secret and the vault can give the key of this one
/// record and of no other. ECDH P-256, HKDF-SHA256 (RFC 5869), AES-256-GCM; <c>docs/spec/sealing.md</c>.
/// </summary>
public static class Sealer
{
    public const int ContentKeyLength = 32;

    internal const int TagLength = 16;

    internal const int HeaderLength = 1 + P256.PointLength;

    private const byte Version = 1;

    /// <summary>A content key serves one record only, so its nonce is fixed.</summary>
    private static ReadOnlySpan<byte> Nonce => new byte[12];

    public static SealedRecord Seal(
        PublicKey account, RecordId record, AccountId owner, DataCategory category, DateOnly on, ReadOnlySpan<byte> plaintext)
    {
        using var ephemeral = PrivateKey.Generate();
        return Seal(ephemeral, account, record, owner, category, on, plaintext);
    }

    /// <summary>Refusal <c>sealing-cannot-open</c>: wrong key, or header, body, account, record, category or date changed.</summary>
    public static Result<byte[]> Open(SealedRecord record, ReadOnlySpan<byte> contentKey)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (contentKey.Length != ContentKeyLength || record.Body.Length < TagLength || !IsHeader(record.Header)) return SealingRefusals.CannotOpen;
        var plaintext = new byte[record.Body.Length - TagLength];
        using var gcm = new AesGcm(contentKey, TagLength);
        try
        {
            gcm.Decrypt(Nonce, record.Body.AsSpan(0, plaintext.Length), record.Body.AsSpan(plaintext.Length), plaintext, Context(record));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return SealingRefusals.CannotOpen;
        }
    }

    /// <summary>
    /// The key of this record, from the account's private key, the header and the context; the body is not needed. With a
    /// lied context it is another key, that opens nothing. Refusal <c>sealing-bad-header</c>. The caller wipes it.
    /// </summary>
    public static Result<byte[]> ContentKey(PrivateKey account, SealedRecord headerAndContext)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(headerAndContext);
        if (!IsHeader(headerAndContext.Header)) return SealingRefusals.Header;
        var point = headerAndContext.Header.AsSpan(1);
        return Derive(account.Agree(point), point, account.Public.Point, Context(headerAndContext));
    }

    /// <summary>Whether these bytes are a header of a version we know, with a point on the curve.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> header) =>
        header.Length == HeaderLength && header[0] == Version && P256.IsPoint(header[1..]);

    internal static SealedRecord Seal(
        PrivateKey ephemeral, PublicKey account, RecordId record, AccountId owner, DataCategory category, DateOnly on, ReadOnlySpan<byte> plaintext)
    {
        byte[] header = [Version, .. ephemeral.Public.Point];
        var unsealed = new SealedRecord(record, owner, category, on, header, []);
        var context = Context(unsealed);
        var key = Derive(ephemeral.Agree(account.Point), ephemeral.Public.Point, account.Point, context);
        try
        {
            var body = new byte[plaintext.Length + TagLength];
            using var gcm = new AesGcm(key, TagLength);
            gcm.Encrypt(Nonce, plaintext, body.AsSpan(0, plaintext.Length), body.AsSpan(plaintext.Length), context);
            return unsealed with { Body = body };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Derive(byte[] shared, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> recipient, byte[] context)
    {
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, ContentKeyLength, [.. ephemeral, .. recipient], context);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>Label, then account, record, category and date, each with its length before it.</summary>
    private static byte[] Context(SealedRecord record)
    {
        using var bytes = new MemoryStream(128);
        bytes.Write("writ.sealed/v1"u8);
        Prefixed(bytes, record.Account.Text);
        Prefixed(bytes, record.Record.Text);
        Prefixed(bytes, record.Category.Text);
        Prefixed(bytes, record.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return bytes.ToArray();
    }

    private static void Prefixed(MemoryStream bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)utf8.Length));
        bytes.Write(length);
        bytes.Write(utf8);
    }
}
