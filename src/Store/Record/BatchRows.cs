using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>A schedule of the log: the entry that holds its fact.</summary>
internal sealed class RecordSchedule
{
    public long EntrySeq { get; init; }

    public DateTimeOffset FromAt { get; init; }
}

/// <summary>A leaf that waits, or waited.</summary>
internal sealed class RecordWaiting
{
    public long Number { get; private set; }

    public LeafKind Kind { get; init; }

    /// <summary>Of register leaves only: for the others it would tell which person's they are.</summary>
    public DateTimeOffset? Came { get; init; }

    /// <summary>Of leaves from before there were lanes; <see cref="Lane"/> says it since.</summary>
    public bool Withheld { get; init; }

    public LeafLane Lane { get; init; }
}

/// <summary>A batch or an epoch that is out.</summary>
public sealed class RecordBatch
{
    public required LeafKind Kind { get; init; }

    /// <summary>By the schedule.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>What came in before then could be in it.</summary>
    public required DateTimeOffset Closes { get; init; }

    public required int Size { get; init; }
}

/// <summary>What stands at one of its places.</summary>
public sealed class RecordSlot
{
    public required LeafKind Kind { get; init; }

    public required DateTimeOffset Due { get; init; }

    public required int Place { get; init; }

    public required int Size { get; init; }

    /// <summary>The entry in the outbox.</summary>
    public required long EntrySeq { get; init; }

    public required byte[] LeafHash { get; init; }

    /// <summary>Number of the leaf that waited: the negative of the seq that its room knows it by. Null for a dummy.</summary>
    public long? Waiting { get; init; }

    /// <summary>What opens a dummy; null for a real leaf, which its room opens.</summary>
    public byte[]? Dummy { get; init; }
}

/// <summary>The operator's word that batches and epochs due until then may be written, though very many are late.</summary>
internal sealed class RecordCatchUp
{
    public DateTimeOffset Until { get; init; }

    public DateTimeOffset GivenAt { get; init; }
}

internal sealed class BatchModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<RecordSchedule>(e =>
        {
            e.ToTable("record_schedule");
            e.HasKey(x => x.EntrySeq);
            e.Property(x => x.EntrySeq).ValueGeneratedNever();
        });
        model.Entity<RecordWaiting>(e =>
        {
            e.ToTable("record_waiting");
            e.HasKey(x => x.Number);
            e.Property(x => x.Number).ValueGeneratedOnAdd();
        });
        model.Entity<RecordBatch>(e =>
        {
            e.ToTable("record_batch");
            e.HasKey(x => new { x.Kind, x.Due });
        });
        model.Entity<RecordSlot>(e =>
        {
            e.ToTable("record_slot");
            e.HasKey(x => new { x.Kind, x.Due, x.Place });
        });
        model.Entity<RecordCatchUp>(e =>
        {
            e.ToTable("record_catch_up");
            e.HasKey(x => x.Until);
        });
    }
}
