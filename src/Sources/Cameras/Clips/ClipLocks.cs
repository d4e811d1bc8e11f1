using Writ.Base;

namespace Writ.Sources.Cameras.Clips;

/// <summary>One writer at a time for the files of a clip.</summary>
internal sealed class ClipLocks
{
    private readonly Dictionary<(HomeId Home, ClipId Clip), Held> held = [];

    public async Task<IDisposable> Take(HomeId home, ClipId clip, CancellationToken cancel)
    {
        Held one;
        lock (held)
        {
            if (!held.TryGetValue((home, clip), out one!)) held.Add((home, clip), one = new Held());
            one.Users++;
        }

        try
        {
            await one.Turn.WaitAsync(cancel);
            return new Release(this, (home, clip), one);
        }
        catch
        {
            Leave((home, clip), one);
            throw;
        }
    }

    private void Leave((HomeId Home, ClipId Clip) key, Held one)
    {
        lock (held)
        {
            if (--one.Users > 0) return;
            held.Remove(key);
            one.Turn.Dispose();
        }
    }

    private sealed class Held
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Release(ClipLocks locks, (HomeId Home, ClipId Clip) key, Held one) : IDisposable
    {
        private bool done;

        public void Dispose()
        {
            if (done) return;
            done = true;
            one.Turn.Release();
            locks.Leave(key, one);
        }
    }
}
