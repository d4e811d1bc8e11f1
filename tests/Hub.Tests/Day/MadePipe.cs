using Writ.Base;

namespace Writ.Hub.Tests.Day;

/// <summary>A pipe whose reader runs on the writer's thread: when a push returns, all that it set going is done.</summary>
internal sealed class MadePipe : ReadOnlyStream
{
    private ReadOnlyMemory<byte> rest;
    private Memory<byte> wanted;
    private TaskCompletionSource<int>? waiting;
    private bool ended;

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
