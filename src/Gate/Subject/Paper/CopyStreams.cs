using System.Security.Cryptography;
using Writ.Base;

namespace Writ.Gate.Subject.Paper;

/// <summary>Written to without blocking a thread.</summary>
internal abstract class UnblockedStream : WriteOnlyStream
{
    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}

/// <summary>Hashes and counts what is written through it.</summary>
internal sealed class MeasuredStream(Stream inner) : UnblockedStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long size;

    public CopyFile Done(string name) => new(name, Convert.ToHexStringLower(hash.GetHashAndReset()), size);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        size += buffer.Length;
        await inner.WriteAsync(buffer, cancellationToken);
    }

    /// <summary>Nothing of ours blocks a thread.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>
/// Before an answer, which takes nothing that blocks: the ZIP writer still writes the end of each file that way, some bytes at a time.
/// They wait here for the next write or flush.
/// </summary>
internal sealed class PatientStream(Stream answer) : UnblockedStream
{
    // An end is a few dozen bytes; the last of what is compressed some kilobytes.
    private const int MostWaiting = 1 << 20;

    private readonly MemoryStream waiting = new(1 << 16);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        waiting.Write(buffer);
        if (waiting.Length > MostWaiting) throw new InvalidOperationException("More was written without waiting than an end of a file holds");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Waiting(cancellationToken);
        await answer.WriteAsync(buffer, cancellationToken);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await Waiting(cancellationToken);
        await answer.FlushAsync(cancellationToken);
    }

    private async ValueTask Waiting(CancellationToken cancel)
    {
        if (waiting.Length == 0) return;
        await answer.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), cancel);
        CryptographicOperations.ZeroMemory(waiting.GetBuffer().AsSpan(0, (int)waiting.Length));
        waiting.SetLength(0);
    }
}
