using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals what a row of the database must not show: addresses, letters, mails. Each row has a key of its own (HKDF-SHA256 of the key, a
/// fresh salt and the row's name), and bytes of one row do not open as those of another. Layout: version 1, salt of 32 bytes, ciphertext
/// of AES-256-GCM, tag of 16 bytes.
/// </summary>
public sealed class RowKey
{
    private const int Length = 32;

    private const int SaltLength = 32;

    private const byte Version = 1;

    private readonly byte[] key = new byte[Length];

    /// <param name="key32">32 bytes, of which this key is derived.</param>
    /// <param name="purpose">What rows it is for; another purpose is another key.</param>
    public RowKey(ReadOnlySpan<byte> key32, string purpose)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key32.Length, Length);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key32, key, [], Encoding.UTF8.GetBytes($"writ.row/v1/{purpose}"));
    }

    public byte[] Seal(string row, ReadOnlySpan<byte> plaintext)
    {
        var output = new byte[1 + SaltLength + plaintext.Length + Sealer.TagLength];
        output[0] = Version;
        var salt = output.AsSpan(1, SaltLength);
        RandomNumberGenerator.Fill(salt);
        using var gcm = Cipher(row, salt);
        var body = output.AsSpan(1 + SaltLength);
        gcm.Encrypt(Nonce, plaintext, body[..plaintext.Length], body[plaintext.Length..], Context(row));
        return output;
    }

    /// <summary>Refusal <c>sealing-cannot-open</c>: another key, another row's bytes, or changed bytes.</summary>
    public Result<byte[]> Open(string row, ReadOnlySpan<byte> sealedBytes)
    {
        var length = sealedBytes.Length - 1 - SaltLength - Sealer.TagLength;
        if (length < 0 || sealedBytes[0] != Version) return SealingRefusals.CannotOpen;
        var body = sealedBytes[(1 + SaltLength)..];
        var plaintext = new byte[length];
        using var gcm = Cipher(row, sealedBytes.Slice(1, SaltLength));
        try
        {
            gcm.Decrypt(Nonce, body[..length], body[length..], plaintext, Context(row));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return SealingRefusals.CannotOpen;
        }
    }

    /// <summary>A name by which a row is found and from which nobody learns what it stands for: HMAC-SHA256, lower-case hex.</summary>
    public string NameOf(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"writ.name/v1\0{text}")));

    // A key for each salt, so the nonce never meets a key twice.
    private static ReadOnlySpan<byte> Nonce => new byte[12];

    private static byte[] Context(string row) => Encoding.UTF8.GetBytes($"writ.row/v1\0{row}");

    private AesGcm Cipher(string row, ReadOnlySpan<byte> salt)
    {
        Span<byte> own = stackalloc byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, salt, Context(row));
        var gcm = new AesGcm(own, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(own);
        return gcm;
    }
}
