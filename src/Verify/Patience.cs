using System.Globalization;

namespace Writ.Verify;

/// <summary>One file kept us waiting for too long.</summary>
internal sealed class ImpatientException(TimeSpan timeout) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"it kept us waiting for more than {timeout.TotalSeconds:0} seconds (--timeout gives more)"));

/// <summary>
/// How long one file may still keep us waiting. Only waiting counts: what the verifier itself needs between two reads does
/// not, so a long report is not cut off for being checked well, and a trickle of bytes does not last for ever.
/// </summary>
internal sealed class Patience(TimeSpan timeout, TimeProvider clock)
{
    private TimeSpan waited;

    public async Task<T> Wait<T>(Func<CancellationToken, Task<T>> wait)
    {
        if (waited >= timeout) throw new ImpatientException(timeout);
        using var cut = new CancellationTokenSource(timeout - waited, clock);
        var start = clock.GetTimestamp();
        try
        {
            return await wait(cut.Token);
        }
        catch (Exception e) when (cut.IsCancellationRequested && e is (OperationCanceledException or IOException or HttpRequestException))
        {
            throw new ImpatientException(timeout);
        }
        finally
        {
            waited += clock.GetElapsedTime(start);
        }
    }
}

/// <summary>A body that is waited for no longer than patience lasts, however it is read.</summary>
internal sealed class PatientStream(Stream inner, Patience patience) : ForwardStream(inner)
{
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await patience.Wait(token => Inner.ReadAsync(buffer, token).AsTask());
}
