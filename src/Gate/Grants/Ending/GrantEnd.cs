using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Grants.Giving;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Gate.Grants.Ending;

/// <summary>Takes away key, file, consent and messages of what is over. Nothing of it can be opened from the act on that ended it; this makes it true of the disk.</summary>
internal sealed class GrantEnd(IStore store, IBlobs blobs, GiveGrant giving, IGrantDoor door, GrantOptions options, TimeProvider time)
{
    /// <summary>Ends what is due, and clears it. Null: not due before then.</summary>
    public async Task<Result<DateTimeOffset?>> Settle(GrantId id, CancellationToken cancel)
    {
        var ended = await store.Act<DateTimeOffset?>(async work =>
        {
            var now = time.GetUtcNow();
            if (await work.Db().Set<Grant>().SingleOrDefaultAsync(g => g.Id == id) is not { State: GrantState.Given or GrantState.Opened } row) return (DateTimeOffset?)null;
            if (now < row.UntilAt) return row.UntilAt;
            row.End(GrantState.Ended, now);
            return (DateTimeOffset?)null;
        }, cancel);
        if (ended is { Ok: true, Value: null }) await Clear(id, cancel);
        return ended;
    }

    /// <summary>Deletes the blobs of one that is over, and then forgets them. Safe to do again.</summary>
    public async Task Clear(GrantId id, CancellationToken cancel)
    {
        var row = await store.Look(work => work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id && g.OverAt != null), cancel);
        if (row is null || (row.WrapsBlob is null && row.FileBlob is null && row.Consent is null)) return;
        foreach (var blob in new[] { row.WrapsBlob, row.FileBlob }) if (blob is { } there) await blobs.Delete(there, cancel);
        var cleared = await store.Act<bool>(async work =>
        {
            await work.Db().Set<GrantMessage>().Where(m => m.GrantId == id).ExecuteDeleteAsync();
            return await work.Db().Set<Grant>().Where(g => g.Id == id)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.WrapsBlob, (BlobId?)null).SetProperty(g => g.FileBlob, (BlobId?)null).SetProperty(g => g.Consent, (byte[]?)null)) == 1;
        }, cancel);
        if (!cleared.Ok) throw new IOException(cleared.Refusal.Sentence);
    }

    /// <summary>Ends every grant to an agency that may not ask now. Whether any grant is left that could be opened.</summary>
    public async Task<Result<bool>> LookAtStandings(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var fallen = await store.Look(async work =>
        {
            var agencies = await work.Db().Set<Grant>().Where(g => g.State == GrantState.Given || g.State == GrantState.Opened).Select(g => g.AgencyId).Distinct().ToListAsync();
            var not = new List<AgencyId>();
            foreach (var agency in agencies) if (!await door.InForce(work, agency, now)) not.Add(agency);
            return not;
        }, cancel);
        foreach (var agency in fallen)
        {
            var purged = await store.Act<List<GrantId>>(async work =>
            {
                // Once more inside the act: a partnership may have begun anew meanwhile.
                if (await door.InForce(work, agency, now)) return new List<GrantId>();
                var rows = await work.Db().Set<Grant>().Where(g => g.AgencyId == agency && (g.State == GrantState.Given || g.State == GrantState.Opened)).ToListAsync();
                foreach (var row in rows)
                {
                    row.End(GrantState.Purged, now);
                    await JobQueue.Owe(work, EndGrant.JobKind, row.Id.Text, now);
                }

                return rows.ConvertAll(r => r.Id);
            }, cancel);
            if (!purged.TryGet(out var gone, out var refusal)) return refusal;
            foreach (var id in gone) await Clear(id, cancel);
        }

        return await store.Look(work => work.Db().Set<Grant>().AnyAsync(g => g.State == GrantState.Given || g.State == GrantState.Opened), cancel);
    }

    /// <summary>Before anything is served: what a backup brought back from before its end goes again.</summary>
    public async Task Sweep(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var lapsed = now - options.Limits.OfferLasts;
        var (offers, due) = await store.Look(async work => (
            await work.Db().Set<Grant>().Where(g => g.State == GrantState.Offered && g.OfferedAt <= lapsed).Select(g => g.Id).ToListAsync(),
            await work.Db().Set<Grant>().Where(g => (g.UntilAt <= now || g.OverAt != null) && (g.WrapsBlob != null || g.FileBlob != null)).Select(g => g.Id).ToListAsync()), cancel);
        foreach (var id in offers) await giving.Forget(id, cancel);
        foreach (var id in due) await Settle(id, cancel);
    }
}

/// <summary>On its last day a grant is over, whoever is there or not.</summary>
internal sealed class EndGrant(IStore store, GrantEnd end) : IJobHandler
{
    public const string JobKind = "grant-end";

    public string Kind => JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        if (!(await end.Settle(GrantId.FromTrusted(subject), cancel)).TryGet(out var later, out var refusal)) return refusal;
        return later is { } due
            ? await store.Act<bool>(work =>
            {
                JobQueue.Again(work, JobKind, subject, due);
                return Task.FromResult<Result<bool>>(true);
            }, cancel)
            : true;
    }
}

/// <summary>A partnership that ended takes its grants with it. Standing follows from facts and the clock, so it is looked at again and again while there are grants.</summary>
internal sealed class LookAtStandings(IStore store, GrantEnd end, GrantOptions options, TimeProvider time) : IJobHandler
{
    public const string JobKind = "grant-standings";

    public const string All = "all";

    public string Kind => JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        if (!(await end.LookAtStandings(cancel)).TryGet(out var left, out var refusal)) return refusal;
        return left
            ? await store.Act<bool>(work =>
            {
                JobQueue.Again(work, JobKind, All, time.GetUtcNow() + options.LookEvery);
                return Task.FromResult<Result<bool>>(true);
            }, cancel)
            : true;
    }
}
