using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>
/// Seals one part of a clip as it is written. Disposing without <see cref="Complete"/> leaves a part without a last chunk, which every
/// reader refuses. Its buffers are its own, and are wiped.
/// </summary>
public sealed class ClipPartWriter : IDisposable
{
    private readonly AesGcm cipher;
    private readonly Stream output;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] plain = new byte[ClipSeal.ChunkLength];
    private readonly byte[] chunk = new byte[ClipSeal.SealedChunkLength];
    private int held;
    private long chunks;
    private bool complete;

    internal ClipPartWriter(AesGcm cipher, Stream output)
    {
        this.cipher = cipher;
        this.output = output;
    }

    /// <summary>Bytes of plaintext so far.</summary>
    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (complete) throw new InvalidOperationException("The part is complete");
        hash.AppendData(bytes);
        Length += bytes.Length;
        while (bytes.Length > 0)
        {
            // A full chunk is held back until it is known not to be the last.
            if (held == plain.Length) WriteChunk(last: false);
            var some = Math.Min(bytes.Length, plain.Length - held);
            bytes[..some].CopyTo(plain.AsSpan(held));
            held += some;
            bytes = bytes[some..];
        }
    }

    /// <summary>Writes the last chunk; SHA-256 of the plaintext, hex.</summary>
    public string Complete()
    {
        if (complete) throw new InvalidOperationException("The part is complete");
        WriteChunk(last: true);
        complete = true;
        output.Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        complete = true;
        CryptographicOperations.ZeroMemory(plain);
        hash.Dispose();
        cipher.Dispose();
    }

    private void WriteChunk(bool last)
    {
        Span<byte> nonce = stackalloc byte[12];
        SealedFile.Nonce(nonce, chunks, last);
        cipher.Encrypt(nonce, plain.AsSpan(0, held), chunk.AsSpan(0, held), chunk.AsSpan(held, Sealer.TagLength));
        output.Write(chunk, 0, held + Sealer.TagLength);
        chunks++;
        held = 0;
    }
}
