using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Recorded;
using Writ.Gate.Release;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Gate.Subject;

/// <summary>Where a person's own copy stands, as they see it.</summary>
internal enum CopyStanding
{
    /// <summary>Its entry is on its way into the record.</summary>
    Writing,

    /// <summary>It can be downloaded.</summary>
    Ready,

    /// <summary>It was downloaded as often as it may be.</summary>
    TakenOften,

    /// <summary>Its time is over.</summary>
    Ended,
}

/// <param name="Until">When its time is over, or was.</param>
/// <param name="Downloads">Oldest first.</param>
/// <param name="Epoch">When its entry goes into the record, where it waits for that.</param>
internal sealed record OwnCopyView(
    SubjectRequestId Id, CopyStanding Standing, DateTimeOffset AskedAt, DateTimeOffset Until, IReadOnlyList<SubjectDownload> Downloads, DateTimeOffset? Epoch = null);

/// <summary>What a person sees of their own requests for a copy. Another's are not there.</summary>
internal sealed class OwnCopies(IStore store, RecordEvidence evidence, TimeProvider time)
{
    private const int MostShown = 50;

    /// <summary>Null where there is none that this account may know of.</summary>
    public Task<OwnCopyView?> Find(AccountId account, string text) => store.Look(async work =>
        SubjectRequestId.TryParse(text, out var id)
        && await work.Db().Set<SubjectRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.AccountId == account) is { } row
            ? await View(work, row)
            : null);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<OwnCopyView>> Of(AccountId account) => store.Look(async work =>
    {
        var rows = await work.Db().Set<SubjectRequest>().AsNoTracking().Where(r => r.AccountId == account)
            .OrderByDescending(r => r.MadeAt).Take(MostShown).ToListAsync();
        var views = new List<OwnCopyView>();
        foreach (var row in rows) views.Add(await View(work, row));
        return (IReadOnlyList<OwnCopyView>)views;
    });

    /// <summary>How long an entry waits at most, if there is room; null: it does not wait.</summary>
    public Task<TimeSpan?> Wait() => store.Look(work =>
    {
        var now = time.GetUtcNow();
        return Task.FromResult(RecordTimes.InForce(work, now)?.At(now)?.EpochEvery);
    });

    /// <summary>Index of the entry once the published record holds it.</summary>
    public async Task<long?> EntryOf(IWork work, SubjectRequest row) =>
        row.EntrySeq is { } seq && await LogPlaces.Of(work, seq) is { } index && index < evidence.PublishedSize() ? index : null;

    private async Task<OwnCopyView> View(IWork work, SubjectRequest row)
    {
        var downloads = await work.Db().Set<SubjectDownload>().AsNoTracking().Where(d => d.RequestId == row.Id).OrderBy(d => d.Number).ToListAsync();
        var epoch = row.EntrySeq is { } seq ? RecordTimes.Awaited(work, LeafKind.Authorisation, seq, row.MadeAt, time.GetUtcNow()) : null;
        return new OwnCopyView(row.Id, await Standing(work, row, downloads.Count), row.MadeAt, row.ExpiresAt, downloads, epoch);
    }

    private async Task<CopyStanding> Standing(IWork work, SubjectRequest row, int downloads)
    {
        if (row.State == SubjectState.Ended || row.ExpiresAt <= time.GetUtcNow()) return CopyStanding.Ended;
        if (downloads >= SubjectRequest.MostDownloads) return CopyStanding.TakenOften;
        return await EntryOf(work, row) is null ? CopyStanding.Writing : CopyStanding.Ready;
    }
}
