using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Sources.Cameras.Live;

/// <summary>
/// Hands sealed boxes from a hub to whoever of the household watches: in memory only, bounded, and only while somebody watches.
/// </summary>
internal sealed class LiveRelay : IDisposable
{
    private const int MostOfHome = 8;

    private const int MostViews = 256;

    private const long MostBytes = 512L * 1024 * 1024;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly Dictionary<LiveId, LiveView> views = [];

    private readonly Bells bells;

    private readonly TimeProvider time;

    private readonly ITimer timer;

    public LiveRelay(Bells bells, TimeProvider time)
    {
        (this.bells, this.time) = (bells, time);
        timer = time.CreateTimer(_ => Tidy(), null, Round, Round);
    }

    public void Dispose() => timer.Dispose();

    /// <summary>Joins the camera's view, or begins one. Refusal <c>sources-live-full</c>.</summary>
    public Result<LiveStarted> Watch(HomeId home, CameraId camera)
    {
        Tidy();
        var viewer = IdText.New("vwr");
        LiveView? view;
        lock (views)
        {
            view = views.Values.FirstOrDefault(v => v.Home == home && v.Camera == camera);
            if (view is null)
            {
                if (views.Count >= MostViews || views.Values.Count(v => v.Home == home) >= MostOfHome) return CameraRefusals.LiveFull;
                view = new LiveView(LiveId.New(), home, camera);
                views.Add(view.Id, view);
            }

            if (!view.TryAdd(viewer, time.GetUtcNow())) return CameraRefusals.LiveFull;
        }

        bells.Ring(Bells.Of(home));
        return new LiveStarted(view.Id.Text, viewer);
    }

    /// <summary>The box, at once or when it comes.</summary>
    public async Task<LiveAnswer> Get(HomeId home, LiveId id, string viewer, int number, int? seconds, CancellationToken cancel)
    {
        Tidy();
        LiveView? view;
        lock (views)
        {
            if (!views.TryGetValue(id, out view) || view.Home != home || !view.Asks(viewer, time.GetUtcNow(), waiting: 1)) return LiveAnswer.Over;
        }

        try
        {
            var ends = Task.Delay(TimeSpan.FromSeconds(Math.Clamp(seconds ?? 0, 0, HubWire.MostWait)), time, cancel);
            while (true)
            {
                LiveAnswer answer;
                Task changed;
                lock (views) (answer, changed) = (view.Get(number), view.Changed);
                if (answer.What != LiveWhat.NotYet || ends.IsCompleted) return answer;
                await Task.WhenAny(changed, ends);
                cancel.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            lock (views) view.Asks(viewer, time.GetUtcNow(), waiting: -1);
        }
    }

    /// <summary>The hub's next box; how many watch. Refusals <c>sources-live-over</c>, <c>sources-live-number</c>, <c>sources-live-full</c>.</summary>
    public (Result<LiveStanding> Answer, int Next) Put(HomeId home, LiveId id, int number, byte[] box)
    {
        Tidy();
        lock (views)
        {
            if (!views.TryGetValue(id, out var view) || view.Home != home) return (CameraRefusals.LiveOver, 0);
            if (number != view.Next) return (CameraRefusals.LiveNumber, view.Next);
            if (views.Values.Sum(v => v.Bytes) + box.Length > MostBytes) return (CameraRefusals.LiveFull, view.Next);
            view.Put(box);
            return (new LiveStanding(view.Viewers), view.Next);
        }
    }

    /// <summary>Views of a home that are watched now.</summary>
    public IReadOnlyList<InboxLive> Of(HomeId home)
    {
        Tidy();
        lock (views) return [.. views.Values.Where(v => v.Home == home).OrderBy(v => v.Id.Text, StringComparer.Ordinal).Select(v => new InboxLive(v.Id.Text, v.Camera.Text, v.Next))];
    }

    /// <summary>Ends one view, or all of a home.</summary>
    public void End(HomeId home, LiveId? id = null)
    {
        lock (views)
        {
            foreach (var view in views.Values.Where(v => v.Home == home && (id is null || v.Id == id)).ToList())
            {
                view.End();
                views.Remove(view.Id);
            }
        }

        bells.Ring(Bells.Of(home));
    }

    private void Tidy()
    {
        var now = time.GetUtcNow();
        List<LiveView> over = [];
        lock (views)
        {
            foreach (var view in views.Values) view.Tidy(now);
            over.AddRange(views.Values.Where(v => v.Over));
            foreach (var view in over) views.Remove(view.Id);
        }

        foreach (var view in over) bells.Ring(Bells.Of(view.Home));
    }
}
