using Writ.Base;

namespace Writ.Store.People;

/// <summary>An officer, member of staff or customer who signs in. Known by role, never by more of the person than is needed.</summary>
public sealed class Person
{
    /// <summary>Text of an <see cref="OfficerId"/>, a <see cref="StaffId"/>, an <see cref="OutsideId"/> or an <see cref="Base.AccountId"/>.</summary>
    public required string Subject { get; init; }

    public required CallerKind Kind { get; init; }

    /// <summary>Set exactly for an officer.</summary>
    public AgencyId? AgencyId { get; init; }

    /// <summary>Set exactly for a customer.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>Role and unit, for instance <c>Detective, fraud unit</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Space-separated names of roles.</summary>
    public required string Roles { get; set; }

    /// <summary>Random; every session holds a copy, and ends when this changes.</summary>
    public required string Stamp { get; set; }

    /// <summary>Set exactly for somebody outside (<c>clerk</c>, <c>fetcher</c>, <c>overseer</c>), whose only role it then is. Their row says Staff: neither agency nor account.</summary>
    public string? Office { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public required string EnrolledBy { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }
}

/// <summary>A passkey on a device: a credential record (WebAuthn Level 3, section 4).</summary>
public sealed class Passkey
{
    public const string Prefix = "pky";

    public required string Id { get; init; }

    /// <summary>The authenticator's own name for it, base64url.</summary>
    public required string CredentialId { get; init; }

    public required string Subject { get; init; }

    /// <summary>What its owner calls the device.</summary>
    public required string Name { get; set; }

    /// <summary>A COSE key (RFC 9052).</summary>
    public required byte[] PublicKey { get; init; }

    public required long SignCount { get; set; }

    /// <summary>Space-separated, as the browser named them.</summary>
    public required string Transports { get; init; }

    public required bool UserVerified { get; set; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; set; }

    public required byte[] Attestation { get; init; }

    public required byte[] ClientData { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A one-time link with which a person registers a passkey.</summary>
public sealed class Invitation
{
    /// <summary>SHA-256 of the link's token, lower-case hex.</summary>
    public required string Hash { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public InvitationEnding? Ending { get; set; }
}

public enum InvitationEnding
{
    Used,

    /// <summary>A later one for the same person, or the person's end.</summary>
    Replaced,
}

/// <summary>A signed-in browser.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of what the cookie holds, lower-case hex.</summary>
    public required string Hash { get; init; }

    public required string Subject { get; init; }

    public required string Stamp { get; set; }

    public required SessionStart Start { get; init; }

    /// <summary>The passkey it began with; null where it began without one.</summary>
    public string? PasskeyId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>However busy it is.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

public enum SessionStart
{
    Passkey,
    Invitation,

    /// <summary>A link of a sample data folder; nowhere else.</summary>
    Sample,

    /// <summary>A customer's link by mail.</summary>
    Mail,

    /// <summary>The company's own sign-in provider; staff only.</summary>
    Provider,
}
