using Writ.Base;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>Somebody says that an agency pressed them about footage. Who says so is not kept.</summary>
internal sealed class PressureReport
{
    public required BlobId Id { get; init; }

    public required AgencyId AgencyId { get; init; }

    /// <summary>In which it was, as they say: <c>2026-03</c>.</summary>
    public required string Month { get; init; }

    /// <summary>One of <see cref="PressureWords.Kinds"/>.</summary>
    public required string What { get; init; }

    /// <summary>The day on which it came, at midnight UTC: no closer, so that no other list of times can be laid beside it.</summary>
    public required DateTimeOffset FiledOn { get; init; }

    /// <summary>Sealed; null where there are none, or their time is over.</summary>
    public byte[]? Words { get; set; }
}
