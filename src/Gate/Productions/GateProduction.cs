using Writ.Base;

namespace Writ.Gate.Productions;

/// <summary>What was produced: ciphertext to the officer's keys, for a while.</summary>
internal sealed class GateProduction
{
    public required ProductionId Id { get; init; }

    public required AuthorisationId AuthorisationId { get; init; }

    public required DemandId DemandId { get; init; }

    public required BlobId Blob { get; init; }

    /// <summary>Of the sealed file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required long Size { get; init; }

    /// <summary>Thumbprints, space-separated.</summary>
    public required string Recipients { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }
}
