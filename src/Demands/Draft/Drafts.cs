using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Demands.Draft;

/// <summary>A draft opened, for its officer.</summary>
/// <param name="SentAs">What it became; the content is empty then.</param>
internal sealed record OpenDraft(
    DraftId Id, long Version, DateTimeOffset ChangedAt, DateTimeOffset ExpiresAt, DraftContent Content, BlobId? FileBlob, DemandId? SentAs);

/// <param name="Small">The sealed bytes, where they are kept as a row; null where they lie in a file already.</param>
internal sealed record SealedUpload(BlobId Blob, byte[]? Small);

/// <summary>
/// Where drafts are kept, sealed. Every question carries its officer: a draft of another one is answered like one that never was.
/// </summary>
internal sealed class Drafts(IStore store, IBlobs blobs, DemandKeys keys, DemandOptions options, TimeProvider time)
{
    public const int MostDrafts = 50;

    private const int MostBytes = 512 * 1024;

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    /// <summary>Begins one under an id that its form brought, so that the form sent twice begins one.</summary>
    public Task<Result<DraftId>> Begin(DraftId id, Caller caller) => store.Act<DraftId>(async work =>
    {
        var officer = OfficerId.FromTrusted(caller.Subject);
        var now = time.GetUtcNow();
        if (await Row(work, id) is { } there) return there.OfficerId == officer ? id : DraftRefusals.Unknown;
        var open = await work.Db().Set<DemandDraft>().CountAsync(d => d.OfficerId == officer && d.DemandId == null && d.ExpiresAt > now);
        if (open >= MostDrafts) return DraftRefusals.TooMany;
        var sealedAs = BlobId.New();
        var content = DraftContent.Blank(options.Services is [var only] ? only : string.Empty);
        var draft = new DemandDraft
        {
            Id = id, OfficerId = officer, Version = 1, SealedAs = sealedAs, Content = keys.Blobs.Seal(sealedAs, content.ToBytes()),
            BegunAt = now, ChangedAt = now, ExpiresAt = now + Lasts,
        };
        work.Db().Add(draft);
        await JobQueue.Owe(work, ExpireDraft.JobKind, id.Text, draft.ExpiresAt);
        return id;
    });

    public Task<Result<OpenDraft>> Find(string id, Caller caller) => store.Look<Result<OpenDraft>>(async work =>
        await Mine(work, id, caller) is { } row ? Open(row) : DraftRefusals.Unknown);

    /// <summary>Those that can still be sent, newest change first.</summary>
    public Task<List<OpenDraft>> Of(Caller caller) => store.Look(async work =>
    {
        var (officer, now) = (OfficerId.FromTrusted(caller.Subject), time.GetUtcNow());
        var rows = await work.Db().Set<DemandDraft>().Where(d => d.OfficerId == officer && d.DemandId == null && d.ExpiresAt > now)
            .OrderByDescending(d => d.ChangedAt).ThenBy(d => d.Id).Take(MostDrafts).ToListAsync();
        return rows.Select(Open).ToList();
    });

    /// <summary>Changes one part. A form from a page that is older than the last change of that part is refused, unless it says the same.</summary>
    /// <param name="part">What <see cref="DraftContent.Changed"/> knows it by.</param>
    /// <param name="seen">Version of the draft on the page that the form stood on.</param>
    public Task<Result<OpenDraft>> Save(string id, Caller caller, string part, long seen, Func<DraftContent, DraftContent> change, SealedUpload? file = null, Action<BlobId?>? replaced = null) =>
        store.Act<OpenDraft>(async work =>
        {
            if (await Mine(work, id, caller) is not { } row) return DraftRefusals.Unknown;
            var now = Open(row);
            if (now.SentAs is not null) return now;
            var next = change(now.Content);
            var same = next.ToBytes().AsSpan().SequenceEqual(now.Content.ToBytes());
            if (same && file is null) return now;
            if (now.Content.Changed.GetValueOrDefault(part) > seen) return DraftRefusals.Changed;
            row.Version++;
            row.ChangedAt = time.GetUtcNow();
            var bytes = (next with { Changed = new Dictionary<string, long>(next.Changed) { [part] = row.Version } }).ToBytes();
            if (bytes.Length > MostBytes) return DraftRefusals.TooLarge;
            row.Content = keys.Blobs.Seal(row.SealedAs, bytes);
            if (file is not null)
            {
                replaced?.Invoke(row.FileBlob);
                row.FileBlob = file.Blob;
                if (file.Small is { } small) blobs.Put(work, file.Blob, small);
            }

            return Open(row);
        });

    /// <summary>Gone at once, with its file.</summary>
    public async Task<Result<bool>> Delete(string id, Caller caller)
    {
        var found = await Find(id, caller);
        if (!found.TryGet(out var draft, out var refusal)) return refusal;
        return draft.SentAs is null ? await Remove(draft.Id) : false;
    }

    /// <summary>Takes away row and file; safe to run again.</summary>
    public async Task<Result<bool>> Remove(DraftId id)
    {
        var row = await store.Look(work => Row(work, id));
        if (row is null) return true;
        if (row.FileBlob is { } file) await blobs.Delete(file);
        return await store.Act<bool>(async work =>
        {
            if (await Row(work, id) is { } there) work.Db().Remove(there);
            return true;
        });
    }

    /// <summary>Within the act that files the demand: a draft becomes one demand, once, and as it was checked.</summary>
    public static async Task<Refusal?> BecomesIn(IWork work, OpenDraft draft, DemandId demand)
    {
        if (await Row(work, draft.Id) is not { DemandId: null } row || row.Version != draft.Version) return DraftRefusals.Changed;
        (row.Content, row.DemandId) = (null, demand);
        return null;
    }

    /// <summary>The demand has the file now; the draft's own goes at once, or with the draft.</summary>
    public async Task DropFile(OpenDraft sent)
    {
        if (sent.FileBlob is not { } file) return;
        await blobs.Delete(file);
        _ = await store.Act<bool>(async work =>
        {
            if (await Row(work, sent.Id) is { } row) row.FileBlob = null;
            return true;
        });
    }

    private static Task<DemandDraft?> Row(IWork work, DraftId id) => work.Db().Set<DemandDraft>().SingleOrDefaultAsync(d => d.Id == id);

    private async Task<DemandDraft?> Mine(IWork work, string id, Caller caller) =>
        DraftId.TryParse(id, out var draftId) && await Row(work, draftId) is { } row && row.OfficerId.Text == caller.Subject && row.ExpiresAt > time.GetUtcNow() ? row : null;

    private OpenDraft Open(DemandDraft row)
    {
        var content = row.Content is { } sealedBytes
            ? DraftContent.Parse(keys.Blobs.Open(row.SealedAs, sealedBytes).Value)
            : new DraftContent { Nonce = string.Empty };
        return new OpenDraft(row.Id, row.Version, row.ChangedAt, row.ExpiresAt, content, row.FileBlob, row.DemandId);
    }
}

/// <summary>Nothing is kept for ever: on its date a draft goes, and what it became stays.</summary>
internal sealed class ExpireDraft(Drafts drafts) : IJobHandler
{
    public const string JobKind = "expire-draft";

    public string Kind => JobKind;

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => drafts.Remove(DraftId.FromTrusted(subject));
}
