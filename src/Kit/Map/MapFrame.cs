namespace Writ.Kit;

/// <summary>Which part of the ground a drawing shows, in degrees, drawn to measure at its middle.</summary>
internal sealed record MapFrame(double South, double West, double North, double East, double High)
{
    public const double Wide = 640;

    private const double MostHigh = 640;

    /// <summary>Around these places, with a little ground beside them; null where there are none.</summary>
    public static MapFrame? Around(IReadOnlyList<(double Latitude, double Longitude)> all)
    {
        if (all.Count == 0) return null;
        var (south, north, west, east) = (all.Min(p => p.Latitude), all.Max(p => p.Latitude), all.Min(p => p.Longitude), all.Max(p => p.Longitude));
        var around = Math.Max(Math.Max(north - south, east - west) * 0.06, 0.0005);
        (south, north, west, east) = (south - around, north + around, west - around, east + around);

        // A degree of longitude is shorter the further north.
        var shorter = Math.Max(Math.Cos((south + north) / 2 * Math.PI / 180), 0.05);
        var high = Wide * (north - south) / ((east - west) * shorter);
        if (high <= MostHigh) return new MapFrame(south, west, north, east, high);
        var wider = ((north - south) / shorter * Wide / MostHigh) - (east - west);
        return new MapFrame(south, west - (wider / 2), north, east + (wider / 2), MostHigh);
    }

    public double X(double longitude) => (longitude - West) / (East - West) * Wide;

    public double Y(double latitude) => (North - latitude) / (North - South) * High;
}
