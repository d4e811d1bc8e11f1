using NetTopologySuite.Geometries;
using Writ.Agencies.Partnerships;
using Writ.Agencies.Partnerships.Jurisdiction;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Standing;

/// <summary>As the agreements say: facts and the clock, and the area on record.</summary>
internal sealed class PartnershipStands(PartnershipRegister register, TimeZoneInfo zone) : IAgencyStanding
{
    private static readonly GeometryFactory Earth = new(new PrecisionModel(), 4326);

    public async Task<AgencyStanding> At(IWork work, AgencyId agency, DateTimeOffset now)
    {
        var standing = await register.Standing(work, agency, now);
        var area = standing.InForce ? await register.Area(work, agency) : null;
        return new AgencyStanding(standing.InForce ? null : standing.Code, area is null ? null : Shape(area), zone);
    }

    private static MultiPolygon Shape(JurisdictionArea area) =>
        Earth.CreateMultiPolygon([.. area.Parts.Select(part => Earth.CreatePolygon(Ring(part.Outline), [.. part.Holes.Select(Ring)]))]);

    private static LinearRing Ring(IReadOnlyList<GeoPoint> points) => Earth.CreateLinearRing([.. points.Select(p => new Coordinate(p.Lon, p.Lat))]);
}
