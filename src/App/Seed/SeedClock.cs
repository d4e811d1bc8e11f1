namespace Writ.App.Seed;

/// <summary>
/// A clock for filling a sample folder: it starts some hours ago and jumps over what a person would wait for, so that a sample has a past and nothing in
/// it happens in the future.
/// </summary>
internal sealed class SeedClock(TimeProvider real) : TimeProvider
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(3);

    private long ahead;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() - Start + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    /// <summary>Never beyond the real time.</summary>
    public void Skip(TimeSpan time)
    {
        if (TimeSpan.FromTicks(Interlocked.Add(ref ahead, time.Ticks)) > Start) throw new InvalidOperationException("The sample's past is used up");
    }
}
