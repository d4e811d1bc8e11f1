using Writ.Base;
using Writ.Gate.Publishing;
using Writ.Store;

namespace Writ.Neighbors.Feed.Clip;

/// <summary>
/// The author adds the clip that their hub rendered, in plaintext: publishing makes it public. Only to their own draft, so before anybody else reads it; another one
/// takes its place.
/// </summary>
internal sealed class PutClip(IStore store, PublishedClips clips, FeedLimits limits, TimeProvider time)
{
    // Each holds a whole clip in memory.
    private readonly SemaphoreSlim turns = new(2, 2);

    /// <param name="body">What was sent; read no further than one byte past the limit.</param>
    public async Task<Result<bool>> Put(string id, Stream body, long? length, Caller caller, CancellationToken cancel)
    {
        if (length > limits.MostClip) return FeedRefusals.ClipLarge(limits.MostClip);
        var allowed = await store.Look(work => Draft(work, id, caller), cancel);
        if (!allowed.Ok) return allowed.Refusal;
        await turns.WaitAsync(cancel);
        try
        {
            if (await Read(body, cancel) is not { } file) return FeedRefusals.ClipLarge(limits.MostClip);
            switch (Mp4Check.Look(file))
            {
                case Mp4Fault.Form: return FeedRefusals.ClipForm;
                case Mp4Fault.Place: return FeedRefusals.ClipPlace;
                case Mp4Fault.None: break;
            }

            var put = await clips.Put(new PublicationConsent(caller.Account!.Value, id), file, async (work, blob) =>
            {
                // Sent or deleted meanwhile, on another page.
                if (!(await Draft(work, id, caller)).TryGet(out var row, out var refusal)) return refusal;
                (row.Clip, row.ChangedAt) = (blob, time.GetUtcNow());
                return true;
            }, cancel);
            return put.Ok ? true : put.Refusal;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Takes it off the draft again.</summary>
    public Task<Result<bool>> Remove(string id, Caller caller) => store.Act<bool>(async work =>
    {
        if (!(await Draft(work, id, caller)).TryGet(out var row, out var refusal)) return refusal;
        if (row.Clip is not { } clip) return true;
        row.Clip = null;
        await PublishedClips.OweEnd(work, clip, time.GetUtcNow());
        return true;
    });

    public Task<Stream?> Get(FeedPost post, CancellationToken cancel) => post.Clip is { } clip ? clips.Get(clip, cancel) : Task.FromResult<Stream?>(null);

    private static async Task<Result<FeedPost>> Draft(IWork work, string id, Caller caller)
    {
        if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;
        return row.State == FeedState.Draft ? row : FeedRefusals.WrongState;
    }

    private async Task<byte[]?> Read(Stream body, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int some;
        while ((some = await body.ReadAsync(buffer, cancel)) > 0)
        {
            if (bytes.Length + some > limits.MostClip) return null;
            bytes.Write(buffer, 0, some);
        }

        return bytes.ToArray();
    }
}
