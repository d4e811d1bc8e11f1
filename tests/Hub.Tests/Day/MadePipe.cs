namespace Writ.Hub.Tests.Day;

/// <summary>A pipe whose reader runs on the writer's thread: when a push returns, all that it set going is done.</summary>
internal sealed class MadePipe : Stream
{
    private ReadOnlyMemory<byte> rest;
    private Memory<byte> wanted;
    private TaskCompletionSource<int>? waiting;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Push(ReadOnlyMemory<byte> bytes)
    {
        rest = bytes;
        Serve();
    }

    public void End()
    {
        ended = true;
        Serve();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rest.Length > 0 || ended) return new ValueTask<int>(Take(buffer));
        wanted = buffer;
        waiting = new TaskCompletionSource<int>();
        return new ValueTask<int>(waiting.Task);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    private void Serve()
    {
        var reader = waiting;
        waiting = null;
        reader?.SetResult(Take(wanted));
    }

    private int Take(Memory<byte> buffer)
    {
        var some = Math.Min(buffer.Length, rest.Length);
        rest[..some].CopyTo(buffer);
        rest = rest[some..];
        return some;
    }
}
