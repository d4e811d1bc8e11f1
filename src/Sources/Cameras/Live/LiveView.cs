using Writ.Base;

namespace Writ.Sources.Cameras.Live;

/// <summary>What a viewer is told.</summary>
internal enum LiveWhat
{
    Box,

    /// <summary>Not there yet.</summary>
    NotYet,

    /// <summary>Not kept any more.</summary>
    Passed,
    Over,
}

/// <param name="Next">Number of the box that the hub brings next.</param>
internal sealed record LiveAnswer(LiveWhat What, byte[]? Box, int Next)
{
    public static LiveAnswer Over { get; } = new(LiveWhat.Over, null, 0);
}

/// <summary>One live view: a short run of sealed boxes in memory, and who asked for them last when. Whoever uses it holds the relay's lock.</summary>
internal sealed class LiveView(LiveId id, HomeId home, CameraId camera)
{
    private const int MostBoxes = 16;

    private const long MostBytes = 12 * 1024 * 1024;

    private const int MostViewers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Viewer> viewers = new(StringComparer.Ordinal);

    private readonly Queue<byte[]> newest = [];

    private byte[]? first;

    private long held;

    private TaskCompletionSource changed = New();

    public LiveId Id => id;

    public HomeId Home => home;

    public CameraId Camera => camera;

    public int Next { get; private set; }

    /// <summary>In memory now.</summary>
    public long Bytes => held + (Next > newest.Count ? first?.Length ?? 0 : 0);

    public bool Over { get; private set; }

    public int Viewers => viewers.Count;

    /// <summary>Completes when a box comes, and at the end.</summary>
    public Task Changed => changed.Task;

    public bool TryAdd(string viewer, DateTimeOffset now)
    {
        if (viewers.Count >= MostViewers) return false;
        viewers.Add(viewer, new Viewer(now));
        return true;
    }

    /// <summary>A viewer begins or ends to ask; false where they are none.</summary>
    public bool Asks(string viewer, DateTimeOffset now, int waiting)
    {
        if (!viewers.TryGetValue(viewer, out var known)) return false;
        known.At = now;
        known.Waiting += waiting;
        return true;
    }

    /// <summary>Forgets those who asked for nothing for a while; the last one ends it.</summary>
    public void Tidy(DateTimeOffset now)
    {
        foreach (var gone in viewers.Where(v => v.Value.Waiting == 0 && now - v.Value.At > Patience).Select(v => v.Key).ToList()) viewers.Remove(gone);
        if (viewers.Count == 0) End();
    }

    public void Put(byte[] box)
    {
        if (Next == 0) first = box;
        newest.Enqueue(box);
        held += box.Length;
        Next++;
        while (newest.Count > MostBoxes || (held > MostBytes && newest.Count > 1)) held -= newest.Dequeue().Length;
        Wake();
    }

    public LiveAnswer Get(int number)
    {
        if (Over) return LiveAnswer.Over;
        if (number >= Next) return new LiveAnswer(LiveWhat.NotYet, null, Next);
        if (number == 0) return new LiveAnswer(LiveWhat.Box, first, Next);
        var oldest = Next - newest.Count;
        return number < oldest ? new LiveAnswer(LiveWhat.Passed, null, Next) : new LiveAnswer(LiveWhat.Box, newest.ElementAt(number - oldest), Next);
    }

    public void End()
    {
        Over = true;
        newest.Clear();
        (first, held) = (null, 0);
        Wake();
    }

    private void Wake()
    {
        var before = changed;
        changed = New();
        before.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Viewer(DateTimeOffset at)
    {
        public DateTimeOffset At { get; set; } = at;

        public int Waiting { get; set; }
    }
}
