namespace Writ.App.Replay;

/// <summary>The past, at the speed of the machine. Goes forward only; the whole process shares it, the vault too.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void AdvanceTo(DateTimeOffset time)
    {
        for (var seen = Interlocked.Read(ref ticks); time.UtcTicks > seen; seen = Interlocked.Read(ref ticks))
            Interlocked.CompareExchange(ref ticks, time.UtcTicks, seen);
    }
}
