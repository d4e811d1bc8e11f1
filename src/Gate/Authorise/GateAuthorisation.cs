using Writ.Base;

namespace Writ.Gate.Authorise;

/// <summary>An authorisation as the gate keeps it. Its opening stays here; the record holds its leaf.</summary>
internal sealed class GateAuthorisation
{
    public required AuthorisationId Id { get; init; }

    public required DemandId DemandId { get; init; }

    public required OfficerId OfficerId { get; init; }

    public required string Reviewer { get; init; }

    public required string Approver { get; init; }

    public required byte[] Opening { get; init; }

    public required long EntrySeq { get; init; }

    public required AuthorisationState State { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Code of the refusal that ended it, where one did.</summary>
    public string? FailedCode { get; set; }
}

internal enum AuthorisationState
{
    /// <summary>Written for the record; the release is owed.</summary>
    Recorded,

    /// <summary>The production lies ready.</summary>
    Released,

    /// <summary>It ended without a release; <see cref="GateAuthorisation.FailedCode"/> says why.</summary>
    Failed,
}
