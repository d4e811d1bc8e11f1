using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Requests;
using Writ.Store;

namespace Writ.Neighbors.Requests;

/// <summary>One request of an agency to the homes of an area, from its draft on.</summary>
internal sealed class CommunityRequest
{
    public required RequestId Id { get; init; }

    public required AgencyId AgencyId { get; init; }

    /// <summary>The officer who writes it.</summary>
    public required string Author { get; init; }

    /// <summary>The open request in whose place this one is to stand.</summary>
    public RequestId? Corrects { get; init; }

    public required RequestState State { get; set; }

    /// <summary>Rises with each change of the draft.</summary>
    public required long Version { get; set; }

    /// <summary>What was typed, see <see cref="TypedRequest"/>.</summary>
    public required string Typed { get; set; }

    public required DateTimeOffset BegunAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The case reference without blanks and punctuation, in capitals: how cases are told apart.</summary>
    public string? CaseKey { get; set; }

    /// <summary>What was sent, checked: the document but for what later steps add. See <see cref="AsSent"/>.</summary>
    public string? Checked { get; set; }

    public long? DwellingMinutes { get; set; }

    public DateTimeOffset? IncidentAt { get; set; }

    /// <summary>Why somebody outside must agree, a line each; null where nobody must.</summary>
    public string? OutsideReasons { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public string? Supervisor { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public string? OutsideApprover { get; set; }

    public DateTimeOffset? OutsideAt { get; set; }

    public string? Moderator { get; set; }

    /// <summary>When it was published or refused.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? UntilAt { get; set; }

    public string? RefusedRule { get; set; }

    /// <summary>The published document's canonical JSON.</summary>
    public string? Document { get; set; }

    public string? Outcome { get; set; }

    public string? ResolvedBy { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Whether it has days left. Homes read it only while its agency may ask, too: see <see cref="Standing.IAgencyStanding"/>.</summary>
    public bool IsOpen(DateTimeOffset now) => State == RequestState.Published && now < UntilAt;

    /// <summary>As it was sent; its <c>At</c> and <c>Until</c> are those of sending, and mean nothing.</summary>
    public RequestDocument AsSent() => RequestDocument.Parse(System.Text.Encoding.UTF8.GetBytes(Checked!)).Value;

    public RequestDocument AsPublished() => RequestDocument.Parse(System.Text.Encoding.UTF8.GetBytes(Document!)).Value;
}

/// <summary>Where a request stands.</summary>
internal enum RequestState
{
    /// <summary>Being written. The author's turn.</summary>
    Draft,

    /// <summary>Sent. The turn of a supervisor of the same agency.</summary>
    Supervisor,

    /// <summary>Approved, and it touches school grounds or a registered assembly. The turn of somebody outside.</summary>
    Outside,

    /// <summary>The company's moderator's turn.</summary>
    Moderation,

    /// <summary>Put to homes; open until its last day.</summary>
    Published,

    /// <summary>A correction stands in its place.</summary>
    Corrected,

    /// <summary>Its agency said how it ended.</summary>
    Resolved,

    /// <summary>Not put to homes; published with the rule that it broke.</summary>
    Refused,
}

/// <summary>What happened to a request, added and never changed.</summary>
internal sealed class RequestEvent
{
    public long Seq { get; private set; }

    public required RequestId RequestId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required RequestEventKind Kind { get; init; }

    public string? Note { get; init; }
}

internal enum RequestEventKind
{
    Sent,
    Returned,
    Approved,
    Agreed,
    Published,
    Refused,
    Corrected,
    Resolved,
}

/// <summary>An officer who may approve what colleagues wrote.</summary>
internal sealed class RequestSupervisor
{
    public required string OfficerId { get; init; }

    public required AgencyId AgencyId { get; init; }

    public required DateTimeOffset NamedAt { get; set; }

    public required string NamedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }
}

internal sealed class RequestModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<CommunityRequest>(e =>
        {
            e.ToTable("community_request");
            e.HasKey(x => x.Id);
        });
        model.Entity<RequestEvent>(e =>
        {
            e.ToTable("request_event");
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
        model.Entity<RequestSupervisor>(e =>
        {
            e.ToTable("request_supervisor");
            e.HasKey(x => x.OfficerId);
        });
    }
}
