using System.Text.Json;
using System.Threading.Channels;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Recording;

namespace Writ.Hub.Live;

/// <summary>One live view from this side: what comes is put in a short queue; what does not fit is dropped up to the next key frame.</summary>
/// <param name="next">Number of the box that is wanted first.</param>
internal sealed class Viewing(LiveId live, CameraId camera, int next)
{
    // A second or two of fragments.
    private const int MostWaiting = 12;

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
