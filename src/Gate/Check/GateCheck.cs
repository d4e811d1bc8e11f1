using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Notices;
using Writ.Gate.Publishing;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Check;
using Writ.Store.Record;

namespace Writ.Gate.Check;

/// <summary>Authorisations by their openings; productions, by hash and by whom they are sealed to, what people attached to objections, what owners gave, and what was signed.</summary>
internal sealed class GateCheck(NoticeKey key, OpeningKeys openings) : IRoomCheck
{
    public IEnumerable<KeptBlob> Blobs(IWork work) =>
    [
        .. work.Rows("SELECT id, blob, size, sha256, recipients FROM gate_production WHERE deleted_at IS NULL", [], row =>
        {
            var (size, sha, recipients) = (row.GetInt64(2), row.GetString(3), row.GetString(4));
            return new KeptBlob(BlobId.FromTrusted(row.GetString(1)), $"production {row.GetString(0)}", size, size, stream => Fault(stream, sha, recipients));
        }),
        .. work.Rows("SELECT id, file_blob, file_size FROM notice_objection WHERE file_blob IS NOT NULL", [], row =>
        {
            var (blob, size) = (row.GetString(1), row.GetInt64(2));
            return new KeptBlob(BlobId.FromTrusted(blob), $"objection {row.GetString(0)}", size, int.MaxValue, stream => Fault(stream, blob));
        }),
        .. work.Rows("SELECT id, file_blob, size, sha256 FROM footage_grant WHERE file_blob IS NOT NULL", [], row =>
        {
            var (size, sha) = (row.GetInt64(2), row.GetString(3));
            return new KeptBlob(BlobId.FromTrusted(row.GetString(1)), $"grant {row.GetString(0)}", size, size, stream => FaultOfGrant(stream, sha));
        }),
        .. work.Rows("SELECT id, wraps_blob FROM footage_grant WHERE wraps_blob IS NOT NULL", [], row =>
            new KeptBlob(BlobId.FromTrusted(row.GetString(1)), $"wrapped keys of grant {row.GetString(0)}", 1, 16 * 1024, _ => null)),
        .. work.Rows("SELECT blob, holder, size, sha256 FROM published_clip", [], row =>
        {
            var (blob, size, sha) = (BlobId.FromTrusted(row.GetString(0)), row.GetInt64(2), row.GetString(3));
            return new KeptBlob(blob, $"clip of post {row.GetString(1)}", size, size, stream => FaultOfClip(stream, blob, sha));
        }),
    ];

    private static RoomFault? FaultOfGrant(Stream stream, string sha) =>
        Convert.ToHexStringLower(SHA256.HashData(stream)) == sha ? null : new RoomFault("fsck-blob-false", "", "It is not the file that its owner signed");

    private RoomFault? FaultOfClip(Stream stream, BlobId blob, string sha) =>
        ClipAtRest.Hash(key.Rows, blob, stream) is { } hash && Convert.ToHexStringLower(hash) == sha ? null : new RoomFault("fsck-blob-false", "", "It is not the film that was brought, or does not open with keys/people");

    public IEnumerable<RoomFault> Faults(IWork work, CheckAsOf asOf)
    {
        foreach (var (sha, used) in work.Rows(
            "SELECT sha256, used_at FROM glass_used WHERE fact_seq IS NULL OR fact_seq > $1 ORDER BY used_at", [asOf.PublishedSeq], row => (row.GetString(0), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero))))
        {
            var since = string.Create(CultureInfo.InvariantCulture, $"given at {used:yyyy-MM-dd HH:mm} UTC");
            yield return new RoomFault(used + Fact.BreakGlassTold.Within < asOf.Now ? "fsck-glass-overdue" : "fsck-glass-owed", $"statement {sha}", since);
        }

        foreach (var table in GateOpenings.All)
        {
            foreach (var (id, opening, leaf) in KeptLeaves.Openings(work, table))
                if (Opens(opening, leaf) == false) yield return new RoomFault("fsck-authorisation-opening-differs", $"{table.Table} {id}");
        }

        foreach (var fault in ApprovalLook.Faults(work, openings)) yield return fault;
    }

    /// <summary>Null where the key of its half-year is missing: that is told of the key.</summary>
    private bool? Opens(byte[] kept, byte[] leaf)
    {
        if (!openings.Open(kept, Outbox.LeafHash(leaf)).TryGet(out var json, out var refusal)) return refusal.Code == "sealing-period-key-missing" ? null : false;
        return AuthorisationOpening.FromJson(json).TryGet(out var opening, out _) && opening.Leaf().AsSpan().SequenceEqual(leaf);
    }

    private static RoomFault? Fault(Stream stream, string sha, string recipients)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(stream)) != sha) return new RoomFault("fsck-blob-false", "", "It is not the production that was made");
        stream.Position = 0;
        if (!SealedFile.Look(stream).TryGet(out var header, out _)) return new RoomFault("fsck-production-envelope", "", "It is no sealed file");
        return string.Join(' ', header.Recipients) == recipients ? null : new RoomFault("fsck-production-envelope", "", "It is sealed to other keys than its row says");
    }

    private RoomFault? Fault(Stream stream, string blob)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        if (!key.Rows.Open(blob, bytes.ToArray()).TryGet(out var content, out _)) return new RoomFault("fsck-blob-false", "", "It does not open with keys/people");
        CryptographicOperations.ZeroMemory(content);
        return null;
    }
}

public static class GateCheckServices
{
    /// <param name="key">What is sealed to nobody but the company.</param>
    /// <param name="openings">What openings are sealed with.</param>
    public static IServiceCollection AddGateToCheck(this IServiceCollection services, NoticeKey key, OpeningKeys openings) =>
        services.AddGateOpenings().AddSingleton<IRoomCheck>(new GateCheck(key, openings));
}
