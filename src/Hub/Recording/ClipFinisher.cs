namespace Writ.Hub.Recording;

/// <summary>Gives ended clips of one camera their poster and completes them, one after the other, while the camera is watched on.</summary>
internal sealed class ClipFinisher(Func<PosterFrom, CancellationToken, Task<byte[]?>> poster)
{
    private readonly CancellationTokenSource hurry = new();

    private Task last = Task.CompletedTask;

    public void Finish(IClip clip, PosterFrom? from, ClipEnd end)
    {
        // A sink that threw is a bug: it is not to go unnoticed until the hub stops.
        if (last.IsFaulted) last.GetAwaiter().GetResult();
        last = FinishAsync(last, clip, from, end);
    }

    /// <summary>All that ended is complete. Posters that take too long are left out.</summary>
    public async Task DrainAsync(TimeSpan patience, TimeProvider clock)
    {
        using var timer = clock.CreateTimer(_ => hurry.Cancel(), null, patience, Timeout.InfiniteTimeSpan);
        await last;
    }

    private async Task FinishAsync(Task before, IClip clip, PosterFrom? from, ClipEnd end)
    {
        await before;
        var jpeg = from is null ? null : await poster(from, hurry.Token);
        if (jpeg is not null && clip.Poster(jpeg) is { } refusal)
        {
            clip.Abort(refusal.Sentence);
            return;
        }

        if (clip.Complete(end) is { } late) clip.Abort(late.Sentence);
    }
}
