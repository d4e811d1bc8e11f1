namespace Writ.Agencies.Partnerships.Jurisdiction;

/// <summary>A point of the earth's surface, WGS 84.</summary>
/// <param name="Lon">Degrees east, -180 to 180.</param>
/// <param name="Lat">Degrees north, -90 to 90.</param>
public readonly record struct GeoPoint(double Lon, double Lat);

/// <summary>One part of an area: closed rings, the first point again at the end.</summary>
public sealed record AreaPart(IReadOnlyList<GeoPoint> Outline, IReadOnlyList<IReadOnlyList<GeoPoint>> Holes);

/// <summary>Where an agency answers. Checked: rings closed, nothing crosses itself or the date line, holes lie inside, parts touch at most in points.</summary>
public sealed record JurisdictionArea(IReadOnlyList<AreaPart> Parts)
{
    /// <summary>Points of all rings, the repeated ones counted.</summary>
    public int Points => Parts.Sum(part => part.Outline.Count + part.Holes.Sum(hole => hole.Count));
}
