namespace Writ.App.Record;

/// <summary>Between two rounds of a loop: short as a rule, longer with each round that fails.</summary>
internal sealed class Pause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private TimeSpan next = Shortest;

    public void Reset() => next = Shortest;

    public void Longer() => next = next * 2 < Longest ? next * 2 : Longest;

    public async Task Take(CancellationToken stop)
    {
        try
        {
            await Task.Delay(next, stop);
        }
        catch (OperationCanceledException)
        {
            // Stopping is what it was waiting for.
        }
    }
}
