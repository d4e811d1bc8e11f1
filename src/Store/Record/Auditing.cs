using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Store.Record;

/// <summary>Somebody who may open every leaf that is drawn while they are designated. A fact in the record says so too.</summary>
public sealed class Auditor
{
    public required AuditorId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>SubjectPublicKeyInfo, P-256.</summary>
    public required byte[] Spki { get; init; }

    public required string Thumbprint { get; init; }

    public required DateTimeOffset DesignatedAt { get; init; }

    /// <summary>Every leaf that is in the log after the first fact of this time or later has to be sealed to them.</summary>
    public required DateTimeOffset FromAt { get; init; }

    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>What opens one leaf, sealed to auditors. Written in the act that draws the leaf, and never again.</summary>
public sealed class AuditSealed
{
    public required byte[] LeafHash { get; init; }

    public required byte[] ForAuditors { get; init; }
}

/// <summary>Where rooms find the auditors' keys, and leave what is sealed to them.</summary>
public static class Auditing
{
    /// <summary>Keys of all who are designated now, in the order in which they were.</summary>
    public static IReadOnlyList<PublicKey> Keys(IWork work) => work.Db().Statements.Rows(
        "SELECT spki FROM auditor WHERE retired_at IS NULL ORDER BY designated_at, id", [], row => PublicKey.Parse(row.GetFieldValue<byte[]>(0)).Value);

    public static Task<List<Auditor>> All(IWork work) => work.Db().Set<Auditor>().OrderBy(a => a.DesignatedAt).ThenBy(a => a.Id).ToListAsync();

    public static Task<Auditor?> Find(IWork work, AuditorId id) => work.Db().Set<Auditor>().SingleOrDefaultAsync(a => a.Id == id);

    public static void Designate(IWork work, Auditor auditor) => work.Insert(auditor);

    /// <summary>In the act that draws the leaf. Does nothing where nobody is designated.</summary>
    /// <param name="leafHash">RFC 6962 leaf hash, 32 bytes.</param>
    public static void Keep(IWork work, byte[] leafHash, byte[]? forAuditors)
    {
        if (forAuditors is not null) work.Insert(new AuditSealed { LeafHash = leafHash, ForAuditors = forAuditors });
    }

    /// <summary>What was kept for the leaf with this hash; null where nothing was.</summary>
    public static byte[]? Kept(IWork work, byte[] leafHash) => work.Db().Statements.Rows(
        "SELECT for_auditors FROM audit_sealed WHERE leaf_hash = $1", [leafHash], row => row.GetFieldValue<byte[]>(0)).SingleOrDefault();
}

/// <summary>Something was done with a key of a period: backup, drill, recovery.</summary>
public sealed class SealKeyEvent
{
    public long Seq { get; private set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>backup, drill, recovery.</summary>
    public required string Kind { get; init; }

    public required string Period { get; init; }

    public required string KeyId { get; init; }
}

internal sealed class AuditModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Auditor>(e =>
        {
            e.ToTable("auditor");
            e.HasKey(x => x.Id);
        });
        model.Entity<AuditSealed>(e =>
        {
            e.ToTable("audit_sealed");
            e.HasKey(x => x.LeafHash);
        });
        model.Entity<SealKeyEvent>(e =>
        {
            e.ToTable("seal_key_event");
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
    }
}
