namespace Writ.Hub.Cameras;

/// <summary>How patient the hub is with cameras, and how much it holds.</summary>
internal sealed record HubTimings
{
    public static HubTimings Default { get; } = new();

    /// <summary>Longest silence of a stream before it is given up and asked for anew.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>First wait before a camera that was lost is asked again; doubled each time.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between tries with a wrong password: cameras lock out whoever tries often.</summary>
    public TimeSpan PasswordWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A run this long was a good one: the next wait is the first again.</summary>
    public TimeSpan GoodRun { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between key frames, for motion to be looked for in them alone.</summary>
    public TimeSpan KeyframesOftenEnough { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Between key frames, for clips to be cut from what the camera sends; beyond, it is encoded anew.</summary>
    public TimeSpan KeyframesAtAll { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Memory for one camera's pre-roll.</summary>
    public long RingBytes { get; init; } = 64L << 20;
}
