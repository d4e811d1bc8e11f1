using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Grants;

internal enum GrantState
{
    /// <summary>The owner's word is here, the file is not: nobody else sees it.</summary>
    Offered,

    /// <summary>Authorised; the officer may open it once the record holds that. The owner may still withdraw.</summary>
    Given,

    /// <summary>The officer has had the key.</summary>
    Opened,

    /// <summary>Taken back before anybody opened it.</summary>
    Withdrawn,

    /// <summary>Its last day is over.</summary>
    Ended,

    /// <summary>The agency's partnership is over, or the officer's agency may not ask any more.</summary>
    Purged,
}

/// <summary>One grant. Key and file are blobs, and go when it is over.</summary>
internal sealed class Grant
{
    public required GrantId Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required HomeId HomeId { get; init; }

    public required RequestId RequestId { get; init; }

    public required AgencyId AgencyId { get; init; }

    public required OfficerId OfficerId { get; init; }

    public GrantId? Passes { get; init; }

    public required GrantState State { get; set; }

    /// <summary>The signed consent, sealed: it holds how the owner can be reached.</summary>
    public byte[]? Consent { get; set; }

    /// <summary>SHA-256 of the signed consent, hex.</summary>
    public required string ConsentHash { get; init; }

    public required string Terms { get; init; }

    /// <summary>Thumbprints, in rising order, space-separated.</summary>
    public required string Keys { get; init; }

    /// <summary>Of the sealed file, as the owner signed it.</summary>
    public required string Sha256 { get; init; }

    public required long Size { get; init; }

    public required int Days { get; init; }

    public BlobId? WrapsBlob { get; set; }

    public BlobId? FileBlob { get; set; }

    public required DateTimeOffset OfferedAt { get; init; }

    public DateTimeOffset? GivenAt { get; set; }

    public DateTimeOffset? UntilAt { get; set; }

    public byte[]? Opening { get; set; }

    public long? EntrySeq { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>When the officer accepted the terms: in the act in which they opened it first.</summary>
    public DateTimeOffset? TermsAt { get; set; }

    public DateTimeOffset? OverAt { get; set; }

    public required bool ContactOpen { get; set; }

    /// <summary>Whether its key may be given out, as far as the row knows.</summary>
    public bool Lives(DateTimeOffset now) => State is GrantState.Given or GrantState.Opened && now < UntilAt;

    /// <summary>From then on nothing is given out; the blobs go right after the act.</summary>
    public void End(GrantState state, DateTimeOffset now) => (State, OverAt, ContactOpen) = (state, now, false);
}

internal enum OpeningWhat
{
    Opened,
    Exported,
}

internal sealed class GrantOpening
{
    public required GrantId GrantId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required OfficerId Officer { get; init; }

    public required OpeningWhat What { get; init; }

    /// <summary>One of <see cref="GrantWords.Purposes"/>.</summary>
    public required string Purpose { get; init; }

    public required string Note { get; init; }
}

internal sealed class GrantRenewal
{
    /// <summary>Of the grant.</summary>
    public required GrantId Id { get; init; }

    public required DateTimeOffset RenewedAt { get; init; }

    public required DateTimeOffset BeforeAt { get; init; }

    public required DateTimeOffset UntilAt { get; init; }

    public required OfficerId Officer { get; init; }

    public required string Reason { get; init; }

    public required byte[] Opening { get; init; }

    public required long EntrySeq { get; init; }
}

internal enum PassingState
{
    Open,
    Refused,
    Answered,
}

/// <summary>An officer asks that somebody else may have it, too. Only the owner's new grant answers it.</summary>
internal sealed class GrantPassing
{
    public required PassingId Id { get; init; }

    public required GrantId GrantId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required OfficerId AskedBy { get; init; }

    public required AgencyId AgencyId { get; init; }

    public required OfficerId OfficerId { get; init; }

    /// <summary>One of <see cref="GrantWords.Grounds"/>.</summary>
    public required string Ground { get; init; }

    public required string Reason { get; init; }

    public required PassingState State { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public GrantId? Answer { get; set; }
}

internal enum MessageAuthor
{
    Officer,
    Owner,
}

internal sealed class GrantMessage
{
    public required GrantId GrantId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required MessageAuthor Author { get; init; }

    public required byte[] Sealed { get; init; }

    public string Row => $"{GrantId}/{Number}";
}

internal sealed class GrantDeletion
{
    /// <summary>Of the grant.</summary>
    public required GrantId Id { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>From then on it is overdue.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public OfficerId? ConfirmedBy { get; set; }

    public string? Statement { get; set; }

    public byte[]? Opening { get; set; }

    public long? EntrySeq { get; set; }
}

/// <summary>Where an officer wants to hear that something awaits them, sealed; they set it themselves.</summary>
internal sealed class OfficerMail
{
    public required OfficerId OfficerId { get; init; }

    public required byte[] Sealed { get; set; }

    public required DateTimeOffset At { get; set; }
}

/// <summary>An owner who wants no mails about what they gave.</summary>
internal sealed class GrantMailOff
{
    public required AccountId AccountId { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class GrantModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Grant>(e => e.ToTable("footage_grant").HasKey(x => x.Id));
        model.Entity<GrantOpening>(e => e.ToTable("grant_opening").HasKey(x => new { x.GrantId, x.Number }));
        model.Entity<GrantRenewal>(e => e.ToTable("grant_renewal").HasKey(x => x.Id));
        model.Entity<GrantPassing>(e => e.ToTable("grant_passing").HasKey(x => x.Id));
        model.Entity<GrantMessage>(e =>
        {
            e.ToTable("grant_message").HasKey(x => new { x.GrantId, x.Number });
            e.Ignore(x => x.Row);
        });
        model.Entity<OfficerMail>(e => e.ToTable("officer_mail").HasKey(x => x.OfficerId));
        model.Entity<GrantMailOff>(e => e.ToTable("grant_mail_off").HasKey(x => x.AccountId));
        model.Entity<GrantDeletion>(e => e.ToTable("grant_deletion").HasKey(x => x.Id));
    }
}
