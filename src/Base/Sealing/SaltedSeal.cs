using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>
/// What <see cref="BlobKey"/> and <see cref="RowKey"/> share: each sealing has a key of its own (HKDF-SHA256 of the key, a fresh salt and the context), so
/// there is no bound on how many, and what was sealed in one context does not open in another. Layout: version 1, salt of 32 bytes,
/// ciphertext of AES-256-GCM with the context as associated data, tag of 16 bytes.
/// </summary>
internal static class SaltedSeal
{
    public const int KeyLength = 32;

    private const int SaltLength = 32;

    private const byte Version = 1;

    // A key for each salt, so the nonce never meets a key twice.
    private static ReadOnlySpan<byte> Nonce => new byte[12];

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plaintext)
    {
        var output = new byte[1 + SaltLength + plaintext.Length + Sealer.TagLength];
        output[0] = Version;
        var salt = output.AsSpan(1, SaltLength);
        RandomNumberGenerator.Fill(salt);
        using var gcm = Cipher(key, salt, context);
        var body = output.AsSpan(1 + SaltLength);
        gcm.Encrypt(Nonce, plaintext, body[..plaintext.Length], body[plaintext.Length..], context);
        return output;
    }

    /// <summary>Refusal <c>sealing-cannot-open</c>: another key, another context, or changed bytes.</summary>
    public static Result<byte[]> Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes)
    {
        var length = sealedBytes.Length - 1 - SaltLength - Sealer.TagLength;
        if (length < 0 || sealedBytes[0] != Version) return SealingRefusals.CannotOpen;
        var body = sealedBytes[(1 + SaltLength)..];
        var plaintext = new byte[length];
        using var gcm = Cipher(key, sealedBytes.Slice(1, SaltLength), context);
        try
        {
            gcm.Decrypt(Nonce, body[..length], body[length..], plaintext, context);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return SealingRefusals.CannotOpen;
        }
    }

    private static AesGcm Cipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> context)
    {
        Span<byte> own = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, salt, context);
        var gcm = new AesGcm(own, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(own);
        return gcm;
    }
}
