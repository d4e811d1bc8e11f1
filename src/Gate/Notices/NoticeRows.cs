using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Notices;

/// <summary>One notice to one account.</summary>
internal sealed class NoticeRow
{
    public required NoticeId Id { get; init; }

    public required DemandId DemandId { get; init; }

    public required AccountId AccountId { get; init; }

    public required NoticeKind Kind { get; set; }

    public required NoticeState State { get; set; }

    /// <summary>By which the printed reference is found; nobody learns the reference from it.</summary>
    public required string ReferenceName { get; init; }

    /// <summary>A <see cref="NoticeContent"/>.</summary>
    public required byte[] Sealed { get; set; }

    public required DateTimeOffset OwedAt { get; init; }

    /// <summary>When its mail was made; null while it has none.</summary>
    public DateTimeOffset? ComposedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public NoticeWay? Way { get; set; }

    public string? PrintedBy { get; set; }

    /// <summary>Set when the words are made, so that row and words agree.</summary>
    public DateTimeOffset? ObjectUntil { get; set; }

    /// <summary>Since when it lets nothing out any more: another took its place, an objection was upheld, or the demand was answered.</summary>
    public DateTimeOffset? SpentAt { get; set; }
}

internal enum NoticeWay
{
    Mail,
    Letter,
}

/// <summary>One item that a notice before disclosure told of. Days are inclusive; null: no bound.</summary>
internal sealed class NoticeScope
{
    public required NoticeId NoticeId { get; init; }

    public required ItemId ItemId { get; init; }

    public DateOnly? FromDay { get; init; }

    public DateOnly? ToDay { get; init; }

    public bool Covers(DateOnly? from, DateOnly? to) =>
        (FromDay is not { } first || from >= first) && (ToDay is not { } last || to <= last);
}

/// <summary>What the gate knows of a demand for telling people.</summary>
internal sealed class NoticeCaseRow
{
    public required DemandId DemandId { get; init; }

    /// <summary>The demand asserts that the person may not be told.</summary>
    public required bool Gag { get; init; }

    public DateTimeOffset? NoneSaidAt { get; set; }

    public string? NoneSaidBy { get; set; }

    public string? NoneReason { get; set; }
}

internal sealed class NoticeModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<NoticeRow>(e =>
        {
            e.ToTable("notice");
            e.HasKey(x => x.Id);
        });
        model.Entity<NoticeScope>(e =>
        {
            e.ToTable("notice_scope");
            e.HasKey(x => new { x.NoticeId, x.ItemId });
        });
        model.Entity<NoticeCaseRow>(e =>
        {
            e.ToTable("notice_case");
            e.HasKey(x => x.DemandId);
        });
        model.Entity<Barring.BarRow>(e =>
        {
            e.ToTable("notice_bar");
            e.HasKey(x => x.Id);
        });
        model.Entity<Objecting.ObjectionRow>(e =>
        {
            e.ToTable("notice_objection");
            e.HasKey(x => x.Id);
        });
    }
}
