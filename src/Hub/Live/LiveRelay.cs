using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
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
    // A second or two of fragments.
    private const int MostWaiting = 12;

    private readonly ConcurrentDictionary<CameraId, StreamInit> streams = new();
    private readonly ConcurrentDictionary<LiveId, Viewing> viewings = new();

    public void Started(string cameraId, StreamInit stream) => streams[ids(cameraId)] = stream;

    public void Fragment(string cameraId, ReadOnlyMemory<byte> fragment, FragmentInfo info)
    {
        if (viewings.IsEmpty) return;
        var camera = ids(cameraId);
        foreach (var viewing in viewings.Values)
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

    private sealed class Viewing(LiveId live, CameraId camera, int next)
    {
        private const byte Key = 1;

        private const byte Between = 2;

        private const byte Continued = 3;

        private readonly Channel<byte[]> contents = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

        private bool wantsKey = true;

        public LiveId Live => live;

        public CameraId Camera => camera;

        public int Next => next;

        public ChannelReader<byte[]> Contents => contents.Reader;

        public void Offer(StreamInit stream, ReadOnlyMemory<byte> fragment, bool keyframe)
        {
            if (wantsKey && !keyframe) return;
            byte[] whole = keyframe ? [Key, .. Head(stream), .. stream.Segment.Span, .. fragment.Span] : [Between, .. fragment.Span];
            wantsKey = false;
            var most = HomeBox.MaxContent;
            if (!Put(whole.Length <= most ? whole : whole[..most])) return;
            for (var at = most; at < whole.Length; at += most - 1)
            {
                if (!Put([Continued, .. whole.AsSpan(at, Math.Min(most - 1, whole.Length - at))])) return;
            }
        }

        public void End() => contents.Writer.TryComplete();

        private bool Put(byte[] content)
        {
            if (contents.Writer.TryWrite(content)) return true;
            wantsKey = true;
            return false;
        }

        private static byte[] Head(StreamInit stream)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(new { codecs = stream.Codec, width = stream.Width, height = stream.Height, initial = stream.Segment.Length });
            return [(byte)(json.Length >> 8), (byte)json.Length, .. json];
        }
    }
}
