using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals blobs (instrument files and the like) at rest under one 32-byte key. Each blob gets its own key
/// (HKDF of the key, a fresh salt and the blob's id), so there is no bound on how many. Layout: version 1, salt of 32
/// bytes, ciphertext, tag of 16 bytes.
/// </summary>
public sealed class BlobKey : IDisposable
{
    private const int Length = 32;

    private const int SaltLength = 32;

    private const byte Version = 1;

    private readonly byte[] key;

    /// <param name="key32">Copied; the caller wipes its own.</param>
    public BlobKey(ReadOnlySpan<byte> key32)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key32.Length, Length);
        key = key32.ToArray();
    }

    private static ReadOnlySpan<byte> Nonce => new byte[12];

    /// <summary>Reads the key file, or makes it (mode 0600, durable) if there is none. Refusal <c>sealing-bad-blob-key</c>.</summary>
    public static Result<BlobKey> OpenOrCreate(string path)
    {
        if (!File.Exists(path)) SecretFile.Write(path, RandomNumberGenerator.GetBytes(Length));
        var bytes = SecretFile.Read(path, Length);
        if (bytes is null) return SealingRefusals.BlobKey;
        var opened = new BlobKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return opened;
    }

    /// <summary>Reads a key file that must be there and right; throws otherwise.</summary>
    public static BlobKey Load(string path)
    {
        var bytes = SecretFile.Read(path, Length) ?? throw new InvalidDataException(SealingRefusals.BlobKey.Sentence);
        var loaded = new BlobKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return loaded;
    }

    public byte[] Seal(BlobId blob, ReadOnlySpan<byte> plaintext)
    {
        var output = new byte[1 + SaltLength + plaintext.Length + Sealer.TagLength];
        output[0] = Version;
        var salt = output.AsSpan(1, SaltLength);
        RandomNumberGenerator.Fill(salt);
        using var gcm = Cipher(blob, salt);
        var body = output.AsSpan(1 + SaltLength);
        gcm.Encrypt(Nonce, plaintext, body[..plaintext.Length], body[plaintext.Length..], Context(blob));
        return output;
    }

    /// <summary>Refusal <c>sealing-cannot-open</c>: another key, another blob's bytes, or changed bytes.</summary>
    public Result<byte[]> Open(BlobId blob, ReadOnlySpan<byte> sealedBytes)
    {
        var length = sealedBytes.Length - 1 - SaltLength - Sealer.TagLength;
        if (length < 0 || sealedBytes[0] != Version) return SealingRefusals.CannotOpen;
        var body = sealedBytes[(1 + SaltLength)..];
        var plaintext = new byte[length];
        using var gcm = Cipher(blob, sealedBytes.Slice(1, SaltLength));
        try
        {
            gcm.Decrypt(Nonce, body[..length], body[length..], plaintext, Context(blob));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return SealingRefusals.CannotOpen;
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    private static byte[] Context(BlobId blob) => [.. "writ.blob/v1"u8, .. Encoding.ASCII.GetBytes(blob.Text)];

    private AesGcm Cipher(BlobId blob, ReadOnlySpan<byte> salt)
    {
        Span<byte> own = stackalloc byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, salt, Context(blob));
        var gcm = new AesGcm(own, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(own);
        return gcm;
    }
}
