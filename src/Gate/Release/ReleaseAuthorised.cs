using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Approvers;
using Writ.Gate.Authorise;
using Writ.Gate.Glass;
using Writ.Gate.Productions;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Sources.Cameras;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Gate.Release;

/// <summary>
/// Carries out one authorisation: proof of record to the vault, keys from it, a production sealed to the recipient. A crash
/// at any point leaves the job owed; the vault answers the identical request again, and an unfinished blob is an orphan
/// that nobody has a key row for.
/// </summary>
public sealed class ReleaseAuthorised(
    IStore store,
    IBlobs blobs,
    VaultClient vault,
    AccountSource accounts,
    FootageSource footage,
    AgencyRegister agencies,
    RecordEvidence evidence,
    DecisionSigning signing,
    IDemandLeaves leaves,
    IEnumerable<IReleaseWatcher> watchers,
    OpeningKeys openings,
    GateOptions options,
    TimeProvider time) : IJobHandler
{
    public const string JobKind = "release";

    // One that has expired is not waited for: what comes after says so. The index wants its own words: state <> 'Failed'.
    private const string Unrecorded =
        "SELECT 1 FROM gate_authorisation a WHERE a.demand_id = $1 AND a.state <> 'Failed' AND a.state = 'Recorded' AND a.expires_at > $2 "
        + "AND NOT EXISTS (SELECT 1 FROM log_run r WHERE r.first_seq <= COALESCE((SELECT s.entry_seq FROM record_slot s WHERE s.waiting = -a.entry_seq), a.entry_seq) "
        + "AND r.last_seq >= COALESCE((SELECT s.entry_seq FROM record_slot s WHERE s.waiting = -a.entry_seq), a.entry_seq))";

    /// <summary>For a production whose clips end while it is made.</summary>
    private const int Tries = 4;

    private readonly ConcurrentDictionary<DemandId, TaskCompletionSource> inFlight = new();

    string IJobHandler.Kind => JobKind;

    async Task<Result<bool>> IJobHandler.Run(string subject, CancellationToken cancel)
    {
        var released = await Release(DemandId.FromTrusted(subject), cancel);

        // Somebody asked by hand at the same moment: the job stays owed until one of them is done.
        return released.Refusal is { Code: "gate-release-in-flight" } busy ? busy with { Kind = RefusalKind.Unavailable } : released;
    }

    /// <summary>True when the production lies ready, also where it did before. Refuses a second try while the first runs.</summary>
    public async Task<Result<bool>> Release(DemandId demand, CancellationToken cancel)
    {
        if (!inFlight.TryAdd(demand, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))) return await IsReleased(demand) ? true : GateRefusals.ReleaseInFlight;
        try
        {
            return await ReleaseOnce(demand, cancel);
        }
        finally
        {
            End(demand);
        }
    }

    /// <summary>
    /// What was authorised, with keys that do not rest on the record. Whoever calls this sees to it that the record is told. Refusals of the gate's and of
    /// <paramref name="keysOf"/>; nothing is ended by them, for the record may come back and the release go on as any other.
    /// </summary>
    internal async Task<Result<bool>> WithoutRecord(
        DemandId demand, Func<IReadOnlyList<SealedRecord>, Task<Result<IReadOnlyDictionary<RecordId, byte[]>>>> keysOf, CancellationToken cancel)
    {
        // The job looks again and again whether the record has it: whoever stands here does not lose to that, they wait for it.
        while (!inFlight.TryAdd(demand, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)))
            if (inFlight.TryGetValue(demand, out var running)) await running.Task.WaitAsync(cancel);
        try
        {
            var look = await store.Look(async work =>
            {
                var row = await work.Db().Set<GateAuthorisation>().SingleOrDefaultAsync(a => a.DemandId == demand && a.State == AuthorisationState.Recorded);
                return row is null ? default : (Row: row, Keys: await agencies.Keys(work, row.OfficerId), Asker: await agencies.Find(work, row.OfficerId));
            });
            if (look.Row is null) return GateRefusals.NoAuthorisation;
            if (look.Row.ExpiresAt <= time.GetUtcNow()) return GateRefusals.AuthorisationExpired;
            if (look.Asker is not { Verified: true }) return GateRefusals.RequesterUnverified;
            if (!openings.Open(look.Row.Opening).TryGet(out var json, out var keyless)) return keyless;
            var record = AuthorisationOpening.FromJson(json).Value.Record;
            var recipients = look.Keys.Where(k => record.RecipientKeys.Contains(k.Thumbprint)).ToList();
            if (recipients.Count == 0) return GateRefusals.NoUsableKey;
            var (holdings, chains) = await store.Look(work => HoldingsOf(work, record));
            var sealedRecords = holdings.SelectMany(h => h.Sealed).DistinctBy(r => r.Record).ToList();
            if (sealedRecords.Count == 0) return GlassRefusals.NothingStored;
            if (sealedRecords.Count > VaultWire.MaxRecords || holdings.Sum(h => h.Footage.Clips.Count) > FootageFiles.MostClips) return GateRefusals.TooManyRecords;
            if (!(await keysOf(sealedRecords)).TryGet(out var keys, out var refusal)) return refusal;
            using var permit = new ReleasePermit(record, keys);
            return await Produce(permit, look.Row, holdings, chains, recipients, cancel);
        }
        finally
        {
            End(demand);
        }
    }

    private void End(DemandId demand)
    {
        if (inFlight.TryRemove(demand, out var ended)) ended.SetResult();
    }

    private Task<bool> IsReleased(DemandId demand) => store.Look(work =>
        work.Db().Set<GateAuthorisation>().AnyAsync(a => a.DemandId == demand && a.State == AuthorisationState.Released));

    private async Task<Result<bool>> ReleaseOnce(DemandId demand, CancellationToken cancel)
    {
        // Asked again and again until the sequencer has been there, so it has to cost next to nothing.
        if (await store.Look(work => Task.FromResult(work.Rows(Unrecorded, [demand.Text, time.GetUtcNow().UtcTicks], _ => true).Count > 0))) return GateRefusals.NotRecordedYet;
        var look = await store.Look(async work =>
        {
            var row = await work.Db().Set<GateAuthorisation>().SingleOrDefaultAsync(a => a.DemandId == demand && a.State != AuthorisationState.Failed);
            return row is null ? default : (Row: row, Index: await LogPlaces.Of(work, row.EntrySeq), Keys: await agencies.Keys(work, row.OfficerId), Asker: await agencies.Find(work, row.OfficerId), Leaf: await leaves.Find(work, demand));
        });
        if (look.Row is null) return GateRefusals.NoAuthorisation;
        if (look.Row.State == AuthorisationState.Released) return true;
        if (look.Row.ExpiresAt <= time.GetUtcNow()) return await Fail(look.Row, GateRefusals.AuthorisationExpired);

        // Between approval and now the agency may have been suspended.
        if (look.Asker is not { Verified: true }) return await Fail(look.Row, GateRefusals.RequesterUnverified);
        if (look.Index is not { } index) return GateRefusals.NotRecordedYet;
        if (evidence.PublishedSize() <= index) return evidence.WitnessesMissing ? GateRefusals.WitnessesMissing : GateRefusals.NotRecordedYet;

        if (!openings.Open(look.Row.Opening).TryGet(out var json, out var keyless)) return keyless;
        var opening = AuthorisationOpening.FromJson(json).Value;

        // With none left there is nobody to give it to; with some left the vault refuses, for it was authorised to all of them.
        var recipients = look.Keys.Where(k => opening.Record.RecipientKeys.Contains(k.Thumbprint)).ToList();
        if (recipients.Count == 0) return await Fail(look.Row, GateRefusals.NoUsableKey);
        var (holdings, chains) = await store.Look(work => HoldingsOf(work, opening.Record));

        var sealedRecords = holdings.SelectMany(h => h.Sealed).DistinctBy(r => r.Record).ToList();
        if (sealedRecords.Count > VaultWire.MaxRecords || holdings.Sum(h => h.Footage.Clips.Count) > FootageFiles.MostClips) return await Fail(look.Row, GateRefusals.TooManyRecords);
        IReadOnlyDictionary<RecordId, byte[]> keys = new Dictionary<RecordId, byte[]>();
        if (sealedRecords.Count > 0)
        {
            if (!await evidence.Fresh(cancel)) return GateRefusals.WitnessesMissing;
            if (!(await store.Look(work => signing.For(work, look.Row.Id))).TryGet(out var approvals, out keyless)) return keyless;
            var answer = await vault.Release(json, sealedRecords, known => evidence.Of(index, known, look.Leaf), cancel, approvals);
            if (!answer.TryGet(out var given, out var refusal))
                return AwaitsWitnesses(refusal) ? GateRefusals.WitnessesMissing : refusal.Kind == RefusalKind.Unavailable ? refusal : await Fail(look.Row, refusal);
            keys = given;
        }

        using var permit = new ReleasePermit(opening.Record, keys);
        return await Produce(permit, look.Row, holdings, chains, recipients, cancel);
    }

    /// <summary>No fault of the authorisation's: a cosignature grew old on the way, or clocks differ. It is owed on until it expires.</summary>
    private static bool AwaitsWitnesses(Refusal refusal) => refusal.Code is "vault-cosignature-time" or "vault-witnesses-missing";

    private async Task<(IReadOnlyList<ItemHoldings> Holdings, IReadOnlyDictionary<HomeId, byte[]> Chains)> HoldingsOf(IWork work, AuthorisationRecord record)
    {
        var all = new List<ItemHoldings>();
        var chains = new Dictionary<HomeId, byte[]>();
        foreach (var item in record.Items)
        {
            var found = new ItemHoldings(
                item, await accounts.Records(work, item.Account, item.Category, item.From, item.To), await footage.Find(work, item.Account, item.Category, item.From, item.To));
            foreach (var clip in found.Footage.Clips.Where(c => !chains.ContainsKey(c.Home))) chains.Add(clip.Home, await footage.Chain(work, clip.Home));
            all.Add(found);
        }

        return (all, chains);
    }

    private async Task<Result<bool>> Produce(
        ReleasePermit permit,
        GateAuthorisation row,
        IReadOnlyList<ItemHoldings> holdings,
        IReadOnlyDictionary<HomeId, byte[]> chains,
        IReadOnlyList<RecipientKey> recipients,
        CancellationToken cancel)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                using var clips = new FootageFiles(footage, permit);
                if (!(await ProductionFiles.From(permit, holdings, clips, chains, cancel)).TryGet(out var content, out var refusal)) return refusal;
                return await Produce(row, content, recipients, cancel);
            }
            catch (FootageLostException)
            {
                // A clip was deleted between its hash and its sealing. The keys are here already, so it is made anew without it.
                if (left == 1) return GateRefusals.RecordUnreadable;
            }
        }
    }

    private async Task<Result<bool>> Produce(GateAuthorisation row, ProductionContent content, IReadOnlyList<RecipientKey> recipients, CancellationToken cancel)
    {
        var made = time.GetUtcNow();
        var id = ProductionId.New();
        var draft = new Open.ProductionManifest(id, row.DemandId, row.Id, options.Company, Seconds(made), Seconds(made + options.ProductionLasts), content.Items);
        var keys = recipients.Select(r => PublicKey.Parse(r.Spki).Value).ToList();
        KeptBytes kept;
        try
        {
            kept = await Keep(draft, content.Files, content.Length, keys, cancel);
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull;
        }
        finally
        {
            content.Wipe();
        }

        var saved = await store.Act<bool>(async work =>
        {
            var authorisation = await work.Db().Set<GateAuthorisation>().SingleAsync(a => a.Id == row.Id);
            if (authorisation.State == AuthorisationState.Released) return GateRefusals.ReleaseInFlight;
            authorisation.State = AuthorisationState.Released;
            if (kept.Small is not null) blobs.Put(work, kept.Blob, kept.Small);
            work.Db().Add(new GateProduction
            {
                Id = id,
                AuthorisationId = row.Id,
                DemandId = row.DemandId,
                Blob = kept.Blob,
                Sha256 = kept.Sha256,
                Size = kept.Size,
                Recipients = string.Join(' ', recipients.Select(r => r.Thumbprint)),
                MadeAt = made,
                ExpiresAt = draft.Expires,
            });
            foreach (var watcher in watchers) await watcher.Released(work, row.DemandId, content.Found);
            await JobQueue.Owe(work, ExpireProduction.JobKind, id.Text, draft.Expires);
            return true;
        }, CancellationToken.None);
        if (!saved.Ok && kept.Small is null) await blobs.Delete(kept.Blob, CancellationToken.None);
        return saved.Refusal is { Code: "gate-release-in-flight" } ? true : saved;
    }

    /// <summary>What is small waits for the act; what is not is written as it is sealed.</summary>
    private async Task<KeptBytes> Keep(Open.ProductionManifest draft, IReadOnlyList<Open.ProductionFile> files, long length, IReadOnlyList<PublicKey> keys, CancellationToken cancel)
    {
        var blob = BlobId.New();
        if (!blobs.IsSmall(length))
        {
            KeptBytes? large = null;
            await blobs.Put(blob, file => Task.Run(() => large = Sealed(file), cancel));
            return large!;
        }

        using var memory = new MemoryStream();
        var kept = Sealed(memory);
        if (blobs.IsSmall(kept.Size)) return kept with { Small = memory.ToArray() };
        await blobs.Put(blob, memory.GetBuffer().AsMemory(0, (int)kept.Size), cancel);
        return kept;

        KeptBytes Sealed(Stream output)
        {
            using var hashed = new HashedOutput(output);
            Open.Production.Write(hashed, draft, files, keys);
            return new KeptBytes(blob, null, hashed.Sha256(), hashed.Length);
        }
    }

    private async Task<Result<bool>> Fail(GateAuthorisation row, Refusal refusal)
    {
        var written = await store.Act<bool>(async work =>
        {
            var authorisation = await work.Db().Set<GateAuthorisation>().SingleAsync(a => a.Id == row.Id);
            if (authorisation.State != AuthorisationState.Recorded) return true;
            authorisation.State = AuthorisationState.Failed;
            authorisation.FailedCode = refusal.Code;
            foreach (var watcher in watchers) await watcher.Failed(work, row.DemandId, refusal.Code);
            return true;
        });

        // Not written, not ended: the job stays owed until the door has heard of it.
        return written.Ok ? refusal : written;
    }

    /// <param name="Small">To be written with the act; null where the bytes lie in a file already.</param>
    private sealed record KeptBytes(BlobId Blob, byte[]? Small, string Sha256, long Size);

    private static DateTimeOffset Seconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
