using System.Collections.Concurrent;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;
using Writ.Hub.Sync;

namespace Writ.Hub.Live;

/// <summary>
/// Live view: while somebody watches, a camera's fragments go to the server as boxes of the home's key. Nobody watches: nothing is sealed and
/// nothing is sent. What comes too fast for the line is dropped up to the next key frame, so a viewer is late by little or not at all.
/// </summary>
internal sealed class LiveRelay(HubServer server, Keyring ring, Func<string, CameraId> ids) : ILiveFeed
{
    private readonly ConcurrentDictionary<CameraId, StreamInit> streams = new();
    private readonly ConcurrentDictionary<LiveId, Viewing> viewings = new();
    private readonly ConcurrentDictionary<LiveId, Viewing> atHome = new();

    public void Started(string cameraId, StreamInit stream) => streams[ids(cameraId)] = stream;

    public void Fragment(string cameraId, ReadOnlyMemory<byte> fragment, FragmentInfo info)
    {
        if (viewings.IsEmpty && atHome.IsEmpty) return;
        var camera = ids(cameraId);
        foreach (var viewing in viewings.Values.Concat(atHome.Values))
        {
            if (viewing.Camera == camera && streams.TryGetValue(camera, out var stream)) viewing.Offer(stream, fragment, info.Keyframe);
        }
    }

    public void Ended(string cameraId) => streams.TryRemove(ids(cameraId), out _);

    /// <summary>Somebody watches; again and again the same call is one view.</summary>
    public void Watch(LiveId live, CameraId camera, int next, CancellationToken stop)
    {
        var viewing = new Viewing(live, camera, next);
        if (viewings.TryAdd(live, viewing)) _ = Push(viewing, stop);
    }

    /// <summary>Somebody watches at home: what comes is theirs to fetch, and goes nowhere else.</summary>
    public void Join(Viewing viewing) => atHome[viewing.Live] = viewing;

    public void Leave(Viewing viewing)
    {
        viewing.End();
        atHome.TryRemove(viewing.Live, out _);
    }

    /// <summary>Views of which the server no longer speaks.</summary>
    public void EndAllBut(IReadOnlySet<LiveId> watched)
    {
        foreach (var (live, viewing) in viewings)
        {
            if (!watched.Contains(live)) viewing.End();
        }
    }

    private async Task Push(Viewing viewing, CancellationToken stop)
    {
        try
        {
            var number = viewing.Next;
            await foreach (var content in viewing.Contents.ReadAllAsync(stop))
            {
                var box = HomeBox.Seal(ring.Current(), $"live/{viewing.Live.Text}/{number}", content);
                if (await server.SendLive(viewing.Live, number, box, stop) is { Ok: false }) break;
                number++;
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
        finally
        {
            viewings.TryRemove(viewing.Live, out _);
        }
    }
}
