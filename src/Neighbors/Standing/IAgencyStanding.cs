using NetTopologySuite.Geometries;
using Writ.Base;

namespace Writ.Neighbors.Standing;

/// <summary>Whether an agency may ask homes now, and where.</summary>
/// <param name="Inert">Why not; null where its partnership is in force.</param>
/// <param name="Jurisdiction">WGS 84, x east and y north; null where none is on record.</param>
/// <param name="Zone">In which its officers type times.</param>
internal sealed record AgencyStanding(string? Inert, Geometry? Jurisdiction, TimeZoneInfo Zone)
{
    public bool InForce => Inert is null && Jurisdiction is not null;
}

/// <summary>
/// The one thing that this room wants to know of agreements. Where agreements are kept, they answer it: in force or inert by their own facts and the
/// clock, and the polygon that they hold. Asked at every step, never remembered.
/// </summary>
internal interface IAgencyStanding
{
    /// <summary>As it is at a time. Must not write.</summary>
    Task<AgencyStanding> At(IWork work, AgencyId agency, DateTimeOffset now);
}

/// <summary>Where nothing says that an agreement is in force, none is.</summary>
internal sealed class NobodyStands(TimeZoneInfo zone) : IAgencyStanding
{
    public const string Inert = "no-partnership";

    public Task<AgencyStanding> At(IWork work, AgencyId agency, DateTimeOffset now) => Task.FromResult(new AgencyStanding(Inert, null, zone));
}
