using Writ.Base;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Recording;

/// <summary>Keeps clips in memory, as they were given.</summary>
internal sealed class MemorySink : IClipSink
{
    private readonly List<MemoryClip> clips = [];

    public IReadOnlyList<MemoryClip> Clips
    {
        get
        {
            lock (clips) return [.. clips];
        }
    }

    public IReadOnlyList<MemoryClip> Whole => [.. Clips.Where(c => c.End is not null)];

    /// <summary>Set: what to say instead of opening a clip.</summary>
    public Refusal? Full { get; set; }

    /// <summary>Set: no clip can be begun; those that are open go on.</summary>
    public Refusal? NoMore { get; set; }

    public int Asked { get; private set; }

    public Result<IClip> Begin(ClipStart start)
    {
        Asked++;
        if ((Full ?? NoMore) is { } full) return full;
        var clip = new MemoryClip(start, this);
        lock (clips) clips.Add(clip);
        return Result<IClip>.Of(clip);
    }
}

internal sealed class MemoryClip(ClipStart start, MemorySink sink) : IClip
{
    private readonly MemoryStream bytes = new(start.Stream.Segment.ToArray().Length);

    public ClipStart Start => start;

    public List<FragmentInfo> Fragments { get; } = [];

    public List<MotionMark> Marks { get; } = [];

    public byte[]? Jpeg { get; private set; }

    public ClipEnd? End { get; private set; }

    public string? Aborted { get; private set; }

    /// <summary>The whole clip as a file would hold it.</summary>
    public byte[] File => [.. start.Stream.Segment.Span, .. bytes.ToArray()];

    public Refusal? Write(ReadOnlyMemory<byte> fragment, FragmentInfo info)
    {
        Assert.Null(End);
        Assert.Null(Aborted);
        if (sink.Full is { } full) return full;
        bytes.Write(fragment.Span);
        Fragments.Add(info);
        return null;
    }

    public void Motion(MotionMark mark)
    {
        Assert.Null(End);
        Marks.Add(mark);
    }

    public Refusal? Poster(ReadOnlyMemory<byte> jpeg)
    {
        Assert.Null(Jpeg);
        Jpeg = jpeg.ToArray();
        return null;
    }

    public Refusal? Complete(ClipEnd end)
    {
        Assert.Null(End);
        End = end;
        return null;
    }

    public void Abort(string reason)
    {
        Assert.Null(Aborted);
        Aborted = reason;
    }
}
