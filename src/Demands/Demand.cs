using Writ.Base;

namespace Writ.Demands;

/// <summary>One demand that came in.</summary>
internal sealed class Demand
{
    public required DemandId Id { get; init; }

    public required AgencyId AgencyId { get; init; }

    public required OfficerId OfficerId { get; init; }

    /// <summary>The agency's own case reference.</summary>
    public required string AgencyReference { get; init; }

    /// <summary>Id in the law's data files.</summary>
    public required string Instrument { get; init; }

    public required string AuthorityName { get; init; }

    public required string AuthorityKind { get; init; }

    /// <summary>Of the agency; what reports count by.</summary>
    public required string Country { get; init; }

    public required string Service { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required bool Gag { get; init; }

    public required DemandState State { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public string? Reviewer { get; set; }

    public string? Approver { get; set; }

    public required BlobId FileBlob { get; init; }

    public required string FileType { get; init; }

    public required long FileSize { get; init; }

    /// <summary>Of the file as sent, lower-case hex.</summary>
    public required string FileSha256 { get; init; }

    /// <summary>The entry that holds its register leaf; negative where the leaf waits, or waited, for a batch. Where it is then, <see cref="Writ.Store.Record.LogPlaces"/> says.</summary>
    public required long RegisterSeq { get; init; }

    /// <summary>What opens the register leaf, drawn and stored before the leaf exists.</summary>
    public required byte[] RegisterOpening { get; init; }

    /// <summary>The signed promise that the requester holds.</summary>
    public required string Promise { get; init; }
}

/// <summary>Identifier x data category, with the days asked: the unit that is decided.</summary>
internal sealed class DemandItem
{
    public required ItemId Id { get; init; }

    public required DemandId DemandId { get; init; }

    public required int Position { get; init; }

    public required string IdentifierKind { get; init; }

    public required string IdentifierValue { get; init; }

    public required DataCategory Category { get; init; }

    public DateOnly? AskedFrom { get; init; }

    public DateOnly? AskedTo { get; init; }

    public ItemDecision? Decision { get; set; }

    /// <summary>Code of a ground in the law's data files; not null unless produced as asked.</summary>
    public string? Ground { get; set; }

    public string? Reason { get; set; }

    public DateOnly? NarrowedFrom { get; set; }

    public DateOnly? NarrowedTo { get; set; }

    /// <summary>Whether there was anything; known once it was looked up.</summary>
    public bool? Found { get; set; }

    public bool Produced { get; set; }
}

internal enum ItemDecision
{
    /// <summary>As asked.</summary>
    Produce,

    /// <summary>Fewer days than asked; with ground and reason.</summary>
    Narrow,

    /// <summary>Not at all; with ground and reason.</summary>
    Refuse,
}

/// <summary>One line of the demand's timeline. Kinds: filed, decided, signed, sent-back, approved, released, release-failed, closed, withdrawn, production-taken, and those of <see cref="Gate.Notices.INoticeWatcher"/>.</summary>
internal sealed class DemandEvent
{
    public long Seq { get; private set; }

    public required DemandId DemandId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Id of who acted, or <c>writ</c> where the house did by itself.</summary>
    public required string Actor { get; init; }

    public required string Kind { get; init; }

    public string? Note { get; init; }
}
