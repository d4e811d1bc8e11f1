using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>What the authenticated header of an opened file says.</summary>
/// <param name="Context">The purpose the sealer gave, 1 to 1,024 bytes of UTF-8.</param>
/// <param name="Recipients">Thumbprints of all keys that the file is sealed to.</param>
/// <param name="Length">Bytes of plaintext written.</param>
public sealed record SealedFileInfo(string Context, IReadOnlyList<string> Recipients, long Length);

/// <summary>
/// A file sealed to one or more public keys: magic <c>writ.production/v1</c>, one wrapped key per recipient, AES-256-GCM in
/// chunks of 64 KiB with a counter and a mark on the last. Nothing can be cut, moved, added or exchanged. Memory is
/// bounded whatever the size. Layout: <c>docs/spec/sealing.md</c>.
/// </summary>
public static class SealedFile
{
    public const int MaxRecipients = 32;

    /// <summary>Bytes of plaintext in every chunk but the last.</summary>
    public const int ChunkLength = 65536;

    public static void Seal(Stream plain, Stream sealedOut, IReadOnlyList<PublicKey> recipients, string context)
    {
        ArgumentNullException.ThrowIfNull(plain);
        using var writer = new SealedFileWriter(sealedOut, recipients, context);
        plain.CopyTo(writer, ChunkLength);
        writer.Complete();
    }

    /// <summary>What the header says, unauthenticated, with no key; the length is that of nothing. Refusal <c>sealing-not-a-sealed-file</c>.</summary>
    public static Result<SealedFileInfo> Look(Stream sealedIn)
    {
        ArgumentNullException.ThrowIfNull(sealedIn);
        return SealedFileHeader.Read(sealedIn).Map(header => new SealedFileInfo(header.Context, header.Recipients, 0));
    }

    /// <summary>
    /// Writes the plaintext chunk by chunk, each after it was authenticated. On a refusal (<c>sealing-not-a-sealed-file</c>,
    /// <c>sealing-not-a-recipient</c>, <c>sealing-file-changed</c>) the caller throws away what was written so far.
    /// </summary>
    public static Result<SealedFileInfo> Open(Stream sealedIn, PrivateKey key, Stream plainOut)
    {
        ArgumentNullException.ThrowIfNull(sealedIn);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(plainOut);
        if (!SealedFileHeader.Read(sealedIn).TryGet(out var header, out var refusal)) return refusal;
        if (!header.Unwrap(key).TryGet(out var fileKey, out refusal)) return refusal;
        try
        {
            Span<byte> mac = stackalloc byte[SealedFileHeader.MacLength];
            if (sealedIn.ReadAtLeast(mac, mac.Length, throwOnEndOfStream: false) < mac.Length
                || !CryptographicOperations.FixedTimeEquals(mac, header.Mac(fileKey)))
                return SealingRefusals.FileChanged;
            using var body = header.BodyCipher(fileKey);
            return Chunks(sealedIn, body, plainOut) is { } length
                ? new SealedFileInfo(header.Context, header.Recipients, length)
                : SealingRefusals.FileChanged;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    internal static void Nonce(Span<byte> nonce, long counter, bool last)
    {
        nonce.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(nonce[3..11], counter);
        nonce[11] = last ? (byte)1 : (byte)0;
    }

    /// <summary>Bytes of plaintext, or null when anything is wrong.</summary>
    private static long? Chunks(Stream input, AesGcm cipher, Stream output)
    {
        const int sealedLength = ChunkLength + Sealer.TagLength;
        // One byte more than a chunk tells whether another follows.
        var buffer = new byte[sealedLength + 1];
        var plain = new byte[ChunkLength];
        Span<byte> nonce = stackalloc byte[12];
        try
        {
            long total = 0;
            var held = 0;
            for (long counter = 0; ; counter++)
            {
                var length = held + input.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
                var last = length <= sealedLength;
                var size = Math.Min(length, sealedLength) - Sealer.TagLength;
                // Only a file of nothing has a last chunk of nothing: one plaintext, one sealed length.
                if (size < 0 || (size == 0 && counter > 0)) return null;
                Nonce(nonce, counter, last);
                try
                {
                    cipher.Decrypt(nonce, buffer.AsSpan(0, size), buffer.AsSpan(size, Sealer.TagLength), plain.AsSpan(0, size));
                }
                catch (AuthenticationTagMismatchException)
                {
                    return null;
                }

                output.Write(plain, 0, size);
                total += size;
                if (last) return total;
                buffer[0] = buffer[sealedLength];
                held = 1;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
