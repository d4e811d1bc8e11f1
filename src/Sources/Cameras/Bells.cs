using System.Collections.Concurrent;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Sources.Cameras;

/// <summary>Wakes whoever waits for something to change, within this process. A lost ring costs a wait, never a message.</summary>
internal sealed class Bells(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    public static string Of(HomeId home) => home.Text;

    public static string Of(string pairing) => pairing;

    public void Ring(string bell)
    {
        if (waiting.TryRemove(bell, out var rung)) rung.TrySetResult();
    }

    /// <summary>Looks until there is an answer, at most <paramref name="seconds"/>; then whatever the last look gave.</summary>
    /// <param name="look">True with it: answer at once.</param>
    public async Task<T> Until<T>(string bell, int? seconds, Func<Task<(bool Enough, T Seen)>> look, CancellationToken cancel)
    {
        var (enough, seen) = await look();
        if (enough || seconds is null or <= 0) return seen;
        var ends = Task.Delay(TimeSpan.FromSeconds(Math.Min(seconds.Value, HubWire.MostWait)), time, cancel);
        while (true)
        {
            // Taken before the look: what changes after it rings this one.
            var rung = waiting.GetOrAdd(bell, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            (enough, seen) = await look();
            if (enough || ends.IsCompleted) return seen;
            await Task.WhenAny(rung, ends);
            cancel.ThrowIfCancellationRequested();
        }
    }
}
