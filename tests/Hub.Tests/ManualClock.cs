namespace Writ.Hub.Tests;

/// <summary>Two clocks in one: time that passes, and the hour, which somebody may set.</summary>
internal sealed class ManualClock(DateTimeOffset? start = null) : TimeProvider
{
    private TimeSpan passed;

    private DateTimeOffset hour = start ?? new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => passed.Ticks;

    public override DateTimeOffset GetUtcNow() => hour;

    public void Pass(TimeSpan time)
    {
        passed += time;
        hour += time;
    }

    public void Set(TimeSpan by) => hour += by;
}
