using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Check;
using Writ.Store.Record;

namespace Writ.Demands.Check;

/// <summary>Instruments, drafts, promises and openings.</summary>
internal sealed class DemandCheck(BlobKey key, VerifierKey promises, OpeningKeys openings) : IRoomCheck
{
    /// <summary>A sealed file is longer than what it holds by version, salt and tag.</summary>
    private const int SealLength = 1 + 32 + 16;

    public IEnumerable<KeptBlob> Blobs(IWork work) =>
    [
        .. work.Rows("SELECT id, file_blob, file_size, file_sha256 FROM demand", [], row =>
        {
            var (blob, sha, size) = (BlobId.FromTrusted(row.GetString(1)), row.GetString(3), row.GetInt64(2) + SealLength);
            return new KeptBlob(blob, $"demand {row.GetString(0)}", size, size, stream => Fault(blob, stream, sha));
        }),
        .. work.Rows("SELECT id, file_blob FROM demand_draft WHERE file_blob IS NOT NULL", [], row =>
        {
            var blob = BlobId.FromTrusted(row.GetString(1));
            return new KeptBlob(blob, $"draft {row.GetString(0)}", SealLength, int.MaxValue, stream => Fault(blob, stream, null));
        }),
    ];

    public IEnumerable<RoomFault> Faults(IWork work, CheckAsOf asOf)
    {
        foreach (var (place, opening, leaf) in work.Rows(
            "SELECT a.demand_id, a.opening, r.bytes FROM class_adjustment a JOIN record_entry r ON r.seq = a.leaf_seq ORDER BY a.demand_id, a.number", [],
            row => ($"adjusted class of demand {row.GetString(0)}", row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2))))
        {
            if (Opens(opening, leaf) == false) yield return new RoomFault("fsck-opening-differs", place);
        }

        foreach (var demand in Promised(work))
        {
            var place = $"demand {demand.Id}";
            if (demand.Leaf is null || Opens(demand.Opening, demand.Leaf) == false)
                yield return new RoomFault("fsck-opening-differs", place);
            if (!Promises.Verify(demand.Promise, promises).TryGet(out var promise, out _) || demand.Leaf is null || !promise.LeafHash.AsSpan().SequenceEqual(Outbox.LeafHash(demand.Leaf)))
            {
                yield return new RoomFault("fsck-promise-false", place);
                continue;
            }

            if (demand.Seq <= asOf.PublishedSeq || promise.Before - asOf.Now > asOf.Soon) continue;
            var due = string.Create(CultureInfo.InvariantCulture, $"promised before {promise.Before:yyyy-MM-dd HH:mm} UTC");
            yield return new RoomFault(promise.Before < asOf.Now ? "fsck-promise-broken" : "fsck-promise-due", place, due);
        }
    }

    /// <summary>Null where the key of its half-year is missing: that is told of the key, which brings all of them back.</summary>
    private bool? Opens(byte[] kept, byte[] leaf)
    {
        if (!openings.Open(kept, Outbox.LeafHash(leaf)).TryGet(out var json, out var refusal)) return refusal.Code == "sealing-period-key-missing" ? null : false;
        return RegisterOpening.FromJson(json).TryGet(out var opening, out _) && opening.Leaf().AsSpan().SequenceEqual(leaf);
    }

    /// <summary>In pieces, for there may be many.</summary>
    private static IEnumerable<(string Id, string Promise, byte[] Opening, long Seq, byte[]? Leaf)> Promised(IWork work)
    {
        var last = "";
        while (true)
        {
            var some = work.Rows(
                // A leaf that waits for its batch, or waited, has a negative number of its own.
                "SELECT d.id, d.promise, d.register_opening, CASE WHEN d.register_seq > 0 THEN d.register_seq ELSE COALESCE(s.entry_seq, 9223372036854775807) END, r.bytes "
                + "FROM demand d LEFT JOIN record_entry r ON r.seq = d.register_seq LEFT JOIN record_slot s ON s.waiting = -d.register_seq WHERE d.id > $1 ORDER BY d.id LIMIT 500",
                [last],
                row => (Id: row.GetString(0), Promise: row.GetString(1), Opening: row.GetFieldValue<byte[]>(2), Seq: row.GetInt64(3), Leaf: row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4)));
            foreach (var demand in some) yield return demand;
            if (some.Count == 0) yield break;
            last = some[^1].Id;
        }
    }

    private RoomFault? Fault(BlobId blob, Stream stream, string? sha)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        if (!key.Open(blob, bytes.ToArray()).TryGet(out var content, out _)) return new RoomFault("fsck-blob-false", "", "It does not open with keys/blobs");
        var differs = sha is not null && Convert.ToHexStringLower(SHA256.HashData(content)) != sha;
        CryptographicOperations.ZeroMemory(content);
        return differs ? new RoomFault("fsck-blob-false", "", "It is not the file that was filed") : null;
    }
}

/// <summary>A report as the database has it, with the entry that binds it.</summary>
/// <param name="Entry">The fact's bytes as they lie in the outbox.</param>
/// <param name="IsPublic">Under the checkpoint that readers see.</param>
public sealed record KeptReport(string Period, int Version, string Path, string Sha256, bool Provisional, bool Replay, byte[] Entry, bool IsPublic);

/// <summary>Reports for <c>writ fsck</c>, which compares them with their files.</summary>
public sealed class KeptReports
{
    private readonly IStore store;

    internal KeptReports(IStore store) => this.store = store;

    /// <summary>Every version of every report, oldest first.</summary>
    public Task<List<KeptReport>> All(long publishedSize) => store.Look(async work =>
    {
        var seen = await LogPlaces.LastSeq(work, publishedSize);
        return work.Rows(
            "SELECT p.period, p.version, p.path, p.sha256, p.provisional, p.replay, r.bytes, p.entry_seq FROM published_report p JOIN record_entry r ON r.seq = p.entry_seq ORDER BY p.entry_seq", [],
            row => new KeptReport(
                row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5), row.GetFieldValue<byte[]>(6), row.GetInt64(7) <= seen));
    });
}

public static class DemandCheckServices
{
    /// <param name="blobs">What instruments are sealed with.</param>
    /// <param name="promises">What promises are signed with.</param>
    /// <param name="openings">What openings are sealed with.</param>
    public static IServiceCollection AddDemandsToCheck(this IServiceCollection services, BlobKey blobs, VerifierKey promises, OpeningKeys openings) => services
        .AddSingleton<IRoomCheck>(new DemandCheck(blobs, promises, openings))
        .AddSingleton(Report.AuditedServices.Openings)
        .AddSingleton(provider => new KeptReports(provider.GetRequiredService<IStore>()));
}
