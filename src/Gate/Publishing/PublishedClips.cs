using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Gate.Publishing;

/// <summary>
/// Consent to publish: the holder of a recording makes one file public, which their own hub rendered. It is no way to anything else that is stored: the
/// bytes are the ones that they brought for it.
/// </summary>
/// <param name="Account">Who consents.</param>
/// <param name="Holder">Id of the post that it is published with.</param>
public sealed record PublicationConsent(AccountId Account, string Holder);

/// <summary>A clip that lies here to be published, or is.</summary>
internal sealed class PublishedClip
{
    public required BlobId Blob { get; init; }

    public required string Holder { get; init; }

    /// <summary>Keyed name of who consented: told apart, and not read.</summary>
    public required string Consent { get; init; }

    public required long Size { get; init; }

    /// <summary>Of the file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class PublishedClipModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<PublishedClip>(e => e.ToTable("published_clip").HasKey(x => x.Blob));
}

/// <summary>
/// Keeps the files that people publish, sealed at rest, and gives them to whom the door lets read the post. Nothing else that the house stores goes this way.
/// </summary>
public sealed class PublishedClips
{
    private readonly IStore store;
    private readonly IBlobs blobs;
    private readonly NoticeKey key;
    private readonly TimeProvider time;

    internal PublishedClips(IStore store, IBlobs blobs, NoticeKey key, TimeProvider time) => (this.store, this.blobs, this.key, this.time) = (store, blobs, key, time);

    /// <summary>
    /// Stores a file under the consent to publish it. <paramref name="take"/> runs in the act that enters it: a refusal of it undoes that, and the bytes go. What the
    /// holder had before goes too.
    /// </summary>
    public async Task<Result<BlobId>> Put(PublicationConsent consent, byte[] file, Func<IWork, BlobId, Task<Result<bool>>> take, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(consent);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(take);
        var blob = BlobId.New();
        try
        {
            await blobs.Put(blob, output => ClipAtRest.Write(key.Rows, blob, file, output, cancel));
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull with { Kind = RefusalKind.Unavailable };
        }

        var entered = await store.Act<BlobId>(async work =>
        {
            var now = time.GetUtcNow();
            var earlier = await work.Db().Set<PublishedClip>().SingleOrDefaultAsync(c => c.Holder == consent.Holder, cancel);
            if (earlier is not null)
            {
                work.Db().Remove(earlier);
                await JobQueue.Owe(work, EndPublishedClip.JobKind, earlier.Blob.Text, now);

                // One holder, one clip: the earlier row must be gone before the next is written.
                await work.Db().SaveChangesAsync(cancel);
            }

            work.Db().Add(new PublishedClip
            {
                Blob = blob, Holder = consent.Holder, Consent = key.Rows.NameOf($"publication {consent.Account.Text}"), Size = ClipAtRest.LengthOf(file.LongLength),
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)), At = now,
            });
            var taken = await take(work, blob);
            return taken.Ok ? blob : taken.Refusal;
        }, cancel);
        if (!entered.Ok) await blobs.Delete(blob, CancellationToken.None);
        return entered;
    }

    /// <summary>The file, to be read from any place on and disposed of; some tens of kilobytes of it are in memory at a time. Null where it is gone, or was changed at rest.</summary>
    public async Task<Stream?> Get(BlobId blob, CancellationToken cancel) =>
        await blobs.Get(blob, cancel) is { } stored ? await ClipAtRest.Open(key.Rows, blob, stored, cancel) : null;

    /// <summary>In the act that ends the post: its row goes now, the bytes by a job.</summary>
    public static async Task OweEnd(IWork work, BlobId blob, DateTimeOffset now)
    {
        if (await work.Db().Set<PublishedClip>().FindAsync(blob) is { } row) work.Db().Remove(row);
        await JobQueue.Owe(work, EndPublishedClip.JobKind, blob.Text, now);
    }
}

internal sealed class EndPublishedClip(IBlobs blobs) : IJobHandler
{
    public const string JobKind = "published-clip-ends";

    public string Kind => JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        try
        {
            await blobs.Delete(BlobId.FromTrusted(subject), cancel);
            return true;
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull with { Kind = RefusalKind.Unavailable };
        }
    }
}
