using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals what is written to it (<see cref="SealedFile"/>). Disposing without <see cref="Complete"/> leaves a file that
/// every reader refuses as cut short: a sealer that failed half-way cannot look finished.
/// </summary>
public sealed class SealedFileWriter : WriteOnlyStream
{
    private readonly Stream output;
    private readonly AesGcm cipher;
    private readonly byte[] plain = new byte[SealedFile.ChunkLength];
    private readonly byte[] chunk = new byte[SealedFile.ChunkLength + Sealer.TagLength];
    private int held;
    private long counter;
    private bool complete;

    /// <param name="output">Stays open; the header is written at once.</param>
    /// <param name="recipients">1 to 32 different keys.</param>
    /// <param name="context">1 to 1,024 bytes in UTF-8; anyone who has the file can read it.</param>
    public SealedFileWriter(Stream output, IReadOnlyList<PublicKey> recipients, string context)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(context);
        this.output = output;
        using var ephemeral = PrivateKey.Generate();
        var fileKey = RandomNumberGenerator.GetBytes(32);
        cipher = Begin(ephemeral, fileKey, recipients, context);
        CryptographicOperations.ZeroMemory(fileKey);
    }

    internal SealedFileWriter(Stream output, PrivateKey ephemeral, byte[] fileKey, IReadOnlyList<PublicKey> recipients, string context)
    {
        this.output = output;
        cipher = Begin(ephemeral, fileKey, recipients, context);
    }

    public override bool CanWrite => !complete;

    /// <summary>Writes the last chunk. Nothing can be written after it.</summary>
    public void Complete()
    {
        if (complete) return;
        WriteChunk(last: true);
        complete = true;
        output.Flush();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (complete) throw new InvalidOperationException("The sealed file is complete");
        while (buffer.Length > 0)
        {
            // A full chunk is held back until it is known not to be the last.
            if (held == plain.Length) WriteChunk(last: false);
            var part = Math.Min(buffer.Length, plain.Length - held);
            buffer[..part].CopyTo(plain.AsSpan(held));
            held += part;
            buffer = buffer[part..];
        }
    }

    public override void Flush()
    {
        // A chunk goes out when it is full; there is nothing to hurry.
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(plain);
        if (disposing) cipher.Dispose();
        complete = true;
        base.Dispose(disposing);
    }

    private AesGcm Begin(PrivateKey ephemeral, byte[] fileKey, IReadOnlyList<PublicKey> recipients, string context)
    {
        var header = SealedFileHeader.Make(ephemeral, fileKey, recipients, context);
        output.Write(header.Bytes);
        output.Write(header.Mac(fileKey));
        return header.BodyCipher(fileKey);
    }

    private void WriteChunk(bool last)
    {
        Span<byte> nonce = stackalloc byte[12];
        SealedFile.Nonce(nonce, counter, last);
        cipher.Encrypt(nonce, plain.AsSpan(0, held), chunk.AsSpan(0, held), chunk.AsSpan(held, Sealer.TagLength));
        output.Write(chunk, 0, held + Sealer.TagLength);
        counter++;
        held = 0;
    }
}
