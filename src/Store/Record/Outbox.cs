using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>
/// An entry on its way into the record, or there already. Written in the transaction of the act it tells of; the
/// sequencer takes entries in order of <see cref="Seq"/>. Never changed, never deleted: where it stands in the log is
/// told by a <see cref="LogRun"/>.
/// </summary>
public sealed class RecordEntry
{
    /// <summary>Negative for a leaf that waits, or waited, for its batch: such an entry is in no log, and its room knows the leaf by it for ever.</summary>
    public long Seq { get; private set; }

    /// <summary>The entry exactly as the log will serve it; at most 65,535 bytes (C2SP tlog-tiles).</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>RFC 6962 leaf hash of <see cref="Bytes"/>, computed when it is asked for.</summary>
    public byte[] LeafHash => Outbox.LeafHash(Bytes);

    internal static RecordEntry Written(long seq, byte[] bytes) => new() { Seq = seq, Bytes = bytes };

    /// <summary>From the columns seq, bytes.</summary>
    internal static RecordEntry Read(DbDataReader row) => new() { Seq = row.GetInt64(0), Bytes = row.GetFieldValue<byte[]>(1) };
}

/// <summary>Where rooms leave entries for the record.</summary>
public static class Outbox
{
    public static Task<RecordEntry> Append(IWork work, byte[] bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, ushort.MaxValue);
        return Task.FromResult(RecordEntry.Written(work.Db().Statements.Insert("INSERT INTO record_entry (bytes) VALUES ($1)", bytes), bytes));
    }

    /// <summary>Appends a leaf, or, while a schedule is in force, keeps it until it goes out with a batch or an epoch.</summary>
    /// <param name="now">When the act is.</param>
    /// <param name="lane">In which it waits, apart from those of the others.</param>
    public static Task<RecordEntry> AppendLeaf(IWork work, LeafKind kind, byte[] bytes, DateTimeOffset now, LeafLane lane) =>
        RecordBatches.Stands(work, now) ? Task.FromResult(RecordBatches.Keep(work, kind, bytes, now, lane)) : Append(work, bytes);

    /// <summary>RFC 6962 leaf hash.</summary>
    public static byte[] LeafHash(byte[] bytes) => SHA256.HashData([0, .. bytes]);

    /// <summary>Appends unless something was appended under this key before; keys never end.</summary>
    public static async Task AppendOnce(IWork work, string key, Func<byte[]> bytes)
    {
        if (await work.Db().Set<RecordedOnce>().AnyAsync(o => o.Key == key)) return;
        var entry = await Append(work, bytes());
        work.Db().Add(new RecordedOnce { Key = key, EntrySeq = entry.Seq });
        await work.Db().SaveChangesAsync();
    }

    /// <summary>Whether anything was ever written for the record.</summary>
    public static Task<bool> Any(IWork work) => work.Db().Set<RecordEntry>().AnyAsync();

    public static Task<RecordEntry> Find(IWork work, long seq) => Task.FromResult(work.Db().Statements.Rows(
        "SELECT seq, bytes FROM record_entry WHERE seq = $1", [seq], RecordEntry.Read).Single());
}

/// <summary>An entry that is written once, whatever restarts.</summary>
public sealed class RecordedOnce
{
    public required string Key { get; init; }

    public required long EntrySeq { get; init; }
}

/// <summary>What the log signed last. The compare-and-swap on this row is what prevents a fork.</summary>
public sealed class LogState
{
    public required string Origin { get; init; }

    public long Size { get; init; }

    /// <summary>Seq of the last entry under the signed checkpoint.</summary>
    public long ThroughSeq { get; init; }

    /// <summary>Entries whose tiles were flushed to disk; those after it are made again at start.</summary>
    public long Synced { get; init; }

    /// <summary>The signed checkpoint note; empty before the first.</summary>
    public required string Note { get; init; }
}

/// <summary>The cosigned checkpoint that readers were last given. Only under a policy of witnesses.</summary>
internal sealed class LogPublished
{
    public required string Origin { get; init; }

    public long Size { get; init; }

    public required string Note { get; init; }
}

internal sealed class RecordModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<RecordEntry>(e =>
        {
            e.ToTable("record_entry");
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
        model.Entity<LogRun>(e =>
        {
            e.ToTable("log_run");
            e.HasKey(x => x.FirstIndex);
            e.Property(x => x.FirstIndex).ValueGeneratedNever();
        });
        model.Entity<RecordedOnce>(e =>
        {
            e.ToTable("recorded_once");
            e.HasKey(x => x.Key);
        });
        model.Entity<LogPublished>(e =>
        {
            e.ToTable("log_published");
            e.HasKey(x => x.Origin);
        });
        model.Entity<VaultStanding>(e =>
        {
            e.ToTable("vault_standing");
            e.HasKey(x => x.Vault);
        });
        model.Entity<VaultGivenNote>(e =>
        {
            e.ToTable("vault_given");
            e.HasKey(x => new { x.Vault, x.Number, x.Note });
            e.Property(x => x.Number).ValueGeneratedNever();
        });
        model.Entity<VaultGivenUntil>(e =>
        {
            e.ToTable("vault_given_until");
            e.HasKey(x => x.Vault);
        });
        model.Entity<LogState>(e =>
        {
            e.ToTable("log_state");
            e.HasKey(x => x.Origin);
        });
    }
}
