using Writ.Base;

namespace Writ.Hub.Serve;

/// <summary>Parts of the hub's work that go over and over, each by itself; longer pauses while one does not work.</summary>
internal sealed class Rounds(HubStanding standing, TimeProvider clock, Action<string> say)
{
    /// <summary>After what did not work, the first time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>The pause after the next failure.</summary>
    public static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Until stopped.</summary>
    /// <param name="part">Its name, by which its trouble is told from the others'.</param>
    /// <param name="between">The pause after what went well.</param>
    public async Task Again(string part, Func<Task<Refusal?>> round, TimeSpan between, CancellationToken stop)
    {
        var pause = Pause;
        try
        {
            while (true)
            {
                var refusal = await round();
                if (standing.Report(part, refusal)) say(refusal!.Sentence);
                pause = refusal is null ? Pause : Longer(pause);
                await Task.Delay(refusal is null ? between : pause, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub stops.
        }
    }
}
