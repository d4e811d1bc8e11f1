namespace Writ.Hub.Video;

/// <summary>
/// The last fragments of a stream, for what happened just before something moved. Bounded by bytes; what is older than asked for goes by whole
/// groups, each of which begins with a key frame.
/// </summary>
internal sealed class FragmentRing(TimeSpan keep, long mostBytes)
{
    private readonly LinkedList<Fragment> fragments = new();

    public long Bytes { get; private set; }

    public int Count => fragments.Count;

    public Fragment? Newest => fragments.Last?.Value;

    public void Add(Fragment fragment)
    {
        fragments.AddLast(fragment);
        Bytes += fragment.Length;
        while (Second() is { } second && (second.Start <= fragment.End - keep || Bytes > mostBytes)) DropBefore(second);

        // One group larger than all there is room for: its beginning goes, and a clip has to wait for the next key frame.
        while (Bytes > mostBytes && fragments.Count > 1) DropFirst();
    }

    /// <summary>From the last key frame at or before a moment (or else the first there is) to the newest; empty where no key frame is held.</summary>
    public IReadOnlyList<Fragment> From(TimeSpan moment)
    {
        var first = fragments.LastOrDefault(f => f.Keyframe && f.Start <= moment) ?? fragments.FirstOrDefault(f => f.Keyframe);
        return first is null ? [] : [.. fragments.SkipWhile(f => f != first)];
    }

    /// <summary>From the key frame that a moment's picture depends on, through that picture; empty where it is gone or not yet there.</summary>
    public IReadOnlyList<Fragment> GroupAt(TimeSpan moment)
    {
        if (Newest is not { } newest || newest.End <= moment) return [];
        if (fragments.LastOrDefault(f => f.Keyframe && f.Start <= moment) is not { } first) return [];
        return [.. fragments.SkipWhile(f => f != first).TakeWhile(f => f.Start <= moment)];
    }

    /// <summary>Forgets all that came before a fragment that it holds: a clip has it already.</summary>
    public void StartAt(Fragment fragment) => DropBefore(fragment);

    // The second group's key frame, if there is one.
    private Fragment? Second() => fragments.Skip(1).FirstOrDefault(f => f.Keyframe);

    private void DropBefore(Fragment fragment)
    {
        while (fragments.First!.Value != fragment) DropFirst();
    }

    private void DropFirst()
    {
        Bytes -= fragments.First!.Value.Length;
        fragments.RemoveFirst();
    }
}
