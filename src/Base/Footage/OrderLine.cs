namespace Writ.Base.Footage;

/// <summary>One order: its box, and the few pieces of the answer that the page has not fetched yet. Any thread.</summary>
internal sealed class OrderLine(byte[] box, TimeProvider time)
{
    private const int MostPieces = 16;

    private readonly Lock gate = new();

    private readonly Queue<byte[]> pieces = [];

    private int first;

    private int asking;

    private bool over;

    private DateTimeOffset asked = time.GetUtcNow();

    private TaskCompletionSource changed = New();

    internal byte[] Box => box;

    internal DateTimeOffset Since { get; } = time.GetUtcNow();

    internal bool IsOver(DateTimeOffset now, TimeSpan lives, TimeSpan patience)
    {
        lock (gate) return over || now - Since > lives || (asking == 0 && now - asked > patience);
    }

    internal void End()
    {
        lock (gate)
        {
            over = true;
            pieces.Clear();
            Wake();
        }
    }

    internal Task<Result<bool>> Put(int number, byte[] piece, TimeSpan wait, CancellationToken cancel) => Until<bool>(
        wait,
        () =>
        {
            var next = first + pieces.Count;
            if (number == next - 1 && pieces.Count > 0 && pieces.Last().AsSpan().SequenceEqual(piece)) return true;
            if (number != next) return FootageRefusals.OrderNumber;
            if (pieces.Count >= MostPieces) return null;
            pieces.Enqueue(piece);
            Wake();
            return true;
        },
        FootageRefusals.OrderWaits,
        cancel);

    internal async Task<Result<byte[]?>> Get(int number, TimeSpan wait, CancellationToken cancel)
    {
        lock (gate) asking++;
        try
        {
            return await Until<byte[]?>(
                wait,
                () =>
                {
                    if (number < first || number > first + pieces.Count) return FootageRefusals.OrderNumber;
                    if (first < number) Wake();
                    for (; first < number; first++) pieces.Dequeue();
                    return pieces.TryPeek(out var piece) ? (Result<byte[]?>?)Result<byte[]?>.Of(piece) : null;
                },
                Result<byte[]?>.Of(null),
                cancel);
        }
        finally
        {
            lock (gate) (asking, asked) = (asking - 1, time.GetUtcNow());
        }
    }

    /// <summary>Looks until there is an answer; <paramref name="otherwise"/> where there is none in time.</summary>
    private async Task<Result<T>> Until<T>(TimeSpan wait, Func<Result<T>?> look, Result<T> otherwise, CancellationToken cancel)
    {
        var ends = wait > TimeSpan.Zero ? Task.Delay(wait, time, cancel) : Task.CompletedTask;
        while (true)
        {
            Task woken;
            lock (gate)
            {
                if (over) return FootageRefusals.OrderOver;
                woken = changed.Task;
                if (look() is { } found) return found;

                // A look can itself have woken the others.
                woken = changed.Task;
            }

            if (ends.IsCompleted) return otherwise;
            await Task.WhenAny(woken, ends);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private void Wake()
    {
        var before = changed;
        changed = New();
        before.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
