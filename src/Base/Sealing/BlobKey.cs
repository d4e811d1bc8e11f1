using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals blobs (instrument files and the like) at rest under one 32-byte key, each for its own id. Layout: <see cref="SaltedSeal"/>.
/// </summary>
public sealed class BlobKey : IDisposable
{
    private readonly byte[] key;

    /// <param name="key32">Copied; the caller wipes its own.</param>
    public BlobKey(ReadOnlySpan<byte> key32)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key32.Length, SaltedSeal.KeyLength);
        key = key32.ToArray();
    }

    /// <summary>Reads the key file, or makes it (mode 0600, durable) if there is none. Refusal <c>sealing-bad-blob-key</c>.</summary>
    public static Result<BlobKey> OpenOrCreate(string path)
    {
        if (!File.Exists(path)) SecretFile.Write(path, RandomNumberGenerator.GetBytes(SaltedSeal.KeyLength));
        var bytes = SecretFile.Read(path, SaltedSeal.KeyLength);
        if (bytes is null) return SealingRefusals.BlobKey;
        var opened = new BlobKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return opened;
    }

    /// <summary>Reads a key file that must be there and right; throws otherwise.</summary>
    public static BlobKey Load(string path)
    {
        var bytes = SecretFile.Read(path, SaltedSeal.KeyLength) ?? throw new InvalidDataException(SealingRefusals.BlobKey.Sentence);
        var loaded = new BlobKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return loaded;
    }

    public byte[] Seal(BlobId blob, ReadOnlySpan<byte> plaintext) => SaltedSeal.Seal(key, Context(blob), plaintext);

    /// <summary>Refusal <c>sealing-cannot-open</c>: another key, another blob's bytes, or changed bytes.</summary>
    public Result<byte[]> Open(BlobId blob, ReadOnlySpan<byte> sealedBytes) => SaltedSeal.Open(key, Context(blob), sealedBytes);

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    private static byte[] Context(BlobId blob) => [.. "writ.blob/v1"u8, .. Encoding.ASCII.GetBytes(blob.Text)];
}
