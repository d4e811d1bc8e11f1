using Writ.Base;

namespace Writ.Agencies;

/// <summary>An agency that may ask. One state; verified means by whom, when, how and on what evidence.</summary>
internal sealed class Agency
{
    public required AgencyId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2; <c>ZZ</c> where a published figure did not name the country (replays only).</summary>
    public required string Country { get; init; }

    /// <summary>police, fire, rescue, prosecutor, court, agency, legislature or unspecified.</summary>
    public required string Kind { get; init; }

    public required AgencyState State { get; set; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public required string EnrolledBy { get; init; }

    public DateTimeOffset? VerifiedAt { get; set; }

    public string? VerifiedBy { get; set; }

    public string? VerifiedHow { get; set; }

    public string? VerifiedEvidence { get; set; }
}

internal enum AgencyState
{
    /// <summary>Known, not yet checked out of band: nothing can be filed.</summary>
    Enrolled,

    /// <summary>Checked: its officers may file.</summary>
    Verified,

    /// <summary>Was verified and may not ask now.</summary>
    Suspended,
}

internal sealed class Officer
{
    public required OfficerId Id { get; init; }

    public required AgencyId AgencyId { get; init; }

    /// <summary>Role and unit, never more of the person than is needed.</summary>
    public required string Title { get; init; }

    /// <summary>As the agency writes it: a name or a badge, so that colleagues notice a stranger. Null: none was given.</summary>
    public string? Name { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public required string EnrolledBy { get; init; }

    /// <summary>When they were last enrolled, invited or given a token: from then on they are waited for.</summary>
    public required DateTimeOffset LetInAt { get; set; }

    /// <summary>Midnight UTC of the day on which they were last here; null: never. Pages show the month.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public DateTimeOffset? OffAt { get; set; }

    public string? OffBy { get; set; }

    public OfficerOff? OffWhy { get; set; }

    /// <summary>As lists show them.</summary>
    public string Shown => Name is null ? Title : $"{Name}, {Title}";

    public DateTimeOffset IdleFrom => SeenAt is { } seen && seen > LetInAt ? seen : LetInAt;
}

/// <summary>Why an officer may not come any more.</summary>
internal enum OfficerOff
{
    /// <summary>The company's agency desk ended it, for good.</summary>
    Ended,

    /// <summary>Nobody used it; the agency's admin lets them in again.</summary>
    Idle,
}

internal sealed class OfficerKey
{
    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hex.</summary>
    public required string Thumbprint { get; init; }

    public required OfficerId OfficerId { get; init; }

    public required byte[] Spki { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>End of the cooling-off: a key stolen in with a stolen session is not usable at once.</summary>
    public required DateTimeOffset UsableFrom { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The open fact that enrolled it.</summary>
    public required long FactSeq { get; init; }

    /// <summary>What its officer calls it; null where they gave it no name.</summary>
    public string? Name { get; init; }

    /// <summary>One of <see cref="KeyOrigins"/>.</summary>
    public required string MadeIn { get; init; }

    /// <summary>When its officer showed that they hold the private half; null for key files.</summary>
    public DateTimeOffset? ProvedAt { get; init; }
}

internal static class KeyOrigins
{
    public const string Browser = "browser";

    public const string File = "file";
}
