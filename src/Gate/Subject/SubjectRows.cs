using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Subject;

/// <summary>A person's own request for a copy. What opens it is there only while it is open.</summary>
internal sealed class SubjectRequest
{
    /// <summary>The vault takes an hour; this leaves room for clocks that differ.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(45);

    public const int MostDownloads = 5;

    public required SubjectRequestId Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required SubjectState State { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Of the authorisation.</summary>
    public byte[]? Opening { get; set; }

    /// <summary>Ids of the records it covers, one a line: the vault answers one set only, and records may come in meanwhile.</summary>
    public byte[]? Records { get; set; }

    public long? EntrySeq { get; set; }

    public void End(DateTimeOffset at) => (State, EndedAt, Opening, Records, EntrySeq) = (SubjectState.Ended, at, null, null, null);
}

internal enum SubjectState
{
    /// <summary>Until its time is over, and it has been ended.</summary>
    Open,

    /// <summary>Only that it happened is kept.</summary>
    Ended,
}

/// <summary>One download, whole or not.</summary>
internal sealed class SubjectDownload
{
    public required SubjectRequestId RequestId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When the last byte was sent; null: it broke off, or goes on.</summary>
    public DateTimeOffset? WholeAt { get; set; }
}

internal sealed class SubjectModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<SubjectRequest>(e =>
        {
            e.ToTable("subject_request");
            e.HasKey(x => x.Id);
        });
        model.Entity<SubjectDownload>(e =>
        {
            e.ToTable("subject_download");
            e.HasKey(x => new { x.RequestId, x.Number });
        });
    }
}
