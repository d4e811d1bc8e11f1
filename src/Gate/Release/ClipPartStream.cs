using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Gate.Release;

/// <summary>A clip does not open, or its bytes ended or changed while they were read: no state of the disk of the writer.</summary>
internal sealed class FootageLostException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The plaintext of one part, opened chunk by chunk as it is read; never more than one is held, and that is wiped.</summary>
internal sealed class ClipPartStream : ReadOnlyStream
{
    private readonly Stream stored;
    private readonly ClipPartReader reader;
    private readonly byte[] chunk = new byte[ClipSeal.SealedChunkLength];
    private readonly byte[] plain = new byte[ClipSeal.ChunkLength];
    private readonly long chunks;
    private int held;
    private int taken;
    private long number;
    private long position;

    /// <param name="stored">Its own from here on.</param>
    public ClipPartStream(ClipSeal seal, ClipPart part, Stream stored)
    {
        this.stored = stored;
        reader = seal.Open(part);
        if (ClipSeal.PlainLength(stored.Length) is not { } length)
        {
            Dispose();
            throw new FootageLostException("No sealed part has this length");
        }

        Length = length;
        chunks = Math.Max(1, (length + ClipSeal.ChunkLength - 1) / ClipSeal.ChunkLength);
    }

    // Length and position can be asked, which is what whoever copies it wants to know.
    public override bool CanSeek => true;

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (taken == held && !Next()) return 0;
        var some = Math.Min(buffer.Length, held - taken);
        plain.AsSpan(taken, some).CopyTo(buffer);
        taken += some;
        position += some;
        return some;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(plain);
        reader.Dispose();
        stored.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The last chunk is opened also where it is empty: a part without one is no whole part.</summary>
    private bool Next()
    {
        if (number == chunks) return false;
        int got;
        try
        {
            got = stored.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new FootageLostException("A part cannot be read", e);
        }

        if (!reader.Chunk(number, number == chunks - 1, chunk.AsSpan(0, got), plain).TryGet(out held, out var refusal)) throw new FootageLostException(refusal.Sentence);
        taken = 0;
        number++;
        return held > 0;
    }
}
