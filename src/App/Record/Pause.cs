namespace Writ.App.Record;

/// <summary>Between two rounds of a loop: short while there is something to do, longer while there is not, and with each round that fails.</summary>
internal sealed class Pause
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly TimeSpan shortest;
    private TimeSpan next;

    /// <param name="shortest">While there is something to do.</param>
    public Pause(TimeSpan shortest) => this.shortest = next = shortest;

    /// <summary>After a round that went well.</summary>
    /// <param name="idle">There was nothing to do.</param>
    public void Reset(bool idle) => next = !idle ? shortest : next * 2 < LongestIdle ? next * 2 : LongestIdle;

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
