using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Authorise;
using Writ.Gate.Recorded;
using Writ.Gate.Release;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Record;

namespace Writ.Gate.Productions;

/// <summary>What an officer sees of a production before taking it.</summary>
/// <param name="Sha256">Of the sealed file.</param>
public sealed record ProductionView(string Id, long Size, string Sha256, IReadOnlyList<string> Recipients, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt);

/// <summary>A production that was made once: ready to be opened, or past its date.</summary>
/// <param name="View">Null once it has expired.</param>
/// <param name="ExpiresAt">From then on it is not given out, and its bytes are deleted.</param>
public sealed record ProductionStanding(ProductionView? View, DateTimeOffset ExpiresAt);

/// <summary>Where a release stands, for the review team.</summary>
public enum ReleaseStanding
{
    /// <summary>Authorised; its entry is on its way into the log, or the release is about to begin.</summary>
    Recorded,

    /// <summary>Its entry is signed, and readers do not see it before enough witnesses have cosigned.</summary>
    AwaitsWitnesses,

    /// <summary>The production was made.</summary>
    Released,

    /// <summary>It ended without one.</summary>
    Failed,
}

/// <summary>Hands out ciphertext. Whose demand it is, the door has checked.</summary>
public sealed class TakeProduction(IStore store, IBlobs blobs, RecordEvidence evidence, TimeProvider time)
{
    public async Task<ProductionView?> About(IWork work, DemandId demand)
    {
        var now = time.GetUtcNow();
        var row = await work.Db().Set<GateProduction>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.DemandId == demand && p.DeletedAt == null && p.ExpiresAt > now);
        return row is null ? null : new ProductionView(row.Id.Text, row.Size, row.Sha256, row.Recipients.Split(' '), row.MadeAt, row.ExpiresAt);
    }

    /// <summary>Null where none was ever made.</summary>
    public async Task<ProductionStanding?> Standing(IWork work, DemandId demand) =>
        await work.Db().Set<GateProduction>().AsNoTracking().Where(p => p.DemandId == demand).OrderByDescending(p => p.MadeAt).FirstOrDefaultAsync() is { } row
            ? new ProductionStanding(await About(work, demand), row.ExpiresAt)
            : null;

    public async Task<Result<Stream>> Open(DemandId demand)
    {
        var now = time.GetUtcNow();
        var row = await store.Look(work => work.Db().Set<GateProduction>()
            .SingleOrDefaultAsync(p => p.DemandId == demand && p.DeletedAt == null && p.ExpiresAt > now));
        return row is not null && await blobs.Get(row.Blob) is { } stream ? stream : GateRefusals.NoProduction;
    }

    /// <summary>Standing and refusal code of the authorisation, for the review team; null where nothing was authorised.</summary>
    public async Task<(ReleaseStanding Standing, string? FailedCode)?> Authorisation(IWork work, DemandId demand) =>
        await work.Db().Set<GateAuthorisation>().AsNoTracking().Where(a => a.DemandId == demand).OrderByDescending(a => a.MadeAt).FirstOrDefaultAsync() is { } row
            ? (row.State switch
            {
                AuthorisationState.Recorded => await AwaitsWitnesses(work, row.EntrySeq) ? ReleaseStanding.AwaitsWitnesses : ReleaseStanding.Recorded,
                AuthorisationState.Released => ReleaseStanding.Released,
                AuthorisationState.Failed => ReleaseStanding.Failed,
                _ => throw new System.Diagnostics.UnreachableException(),
            }, row.FailedCode)
            : null;

    /// <summary>When the epoch is due that an authorisation waits for; null where it waits for none.</summary>
    public async Task<DateTimeOffset?> Epoch(IWork work, DemandId demand) =>
        await work.Db().Set<GateAuthorisation>().AsNoTracking().SingleOrDefaultAsync(a => a.DemandId == demand && a.State == AuthorisationState.Recorded) is { } row
            ? RecordTimes.Awaited(work, LeafKind.Authorisation, row.EntrySeq, row.MadeAt, time.GetUtcNow())
            : null;

    private async Task<bool> AwaitsWitnesses(IWork work, long seq) =>
        evidence.Witnessed && await LogPlaces.Of(work, seq) is { } index && index >= evidence.PublishedSize();
}
