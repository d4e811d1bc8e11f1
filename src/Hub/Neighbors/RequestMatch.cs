using Writ.Ledger.Requests;

namespace Writ.Hub.Neighbors;

/// <summary>Where a camera stands, exactly; it never leaves the home.</summary>
internal readonly record struct CameraPlace(double Latitude, double Longitude);

/// <summary>A stretch of time that a clip at home covers, in UTC.</summary>
internal readonly record struct ClipTime(DateTimeOffset From, DateTimeOffset To);

/// <summary>An open request that may concern this home.</summary>
/// <param name="HasClips">Whether anything is kept of the time that it asks for.</param>
internal sealed record MatchedRequest(RequestDocument Request, bool HasClips);

/// <summary>
/// Says, at home and nowhere else, which open requests are about this home's place and time. It reads what everybody reads, and answers nobody:
/// nothing that it finds may change what the hub sends.
/// </summary>
internal static class RequestMatch
{
    /// <param name="open">As the region's file has them.</param>
    public static IReadOnlyList<MatchedRequest> Find(
        IReadOnlyList<RequestDocument> open, IReadOnlyList<CameraPlace> cameras, IReadOnlyList<ClipTime> clips, DateTimeOffset now)
    {
        var found = new List<MatchedRequest>();
        foreach (var request in open)
        {
            if (request.Until is not { } until || now >= until || !cameras.Any(camera => Holds(request.Area, camera.Latitude, camera.Longitude))) continue;
            found.Add(new MatchedRequest(request, clips.Any(clip => clip.From < request.To && request.From < clip.To)));
        }

        return found;
    }

    /// <summary>
    /// Whether a place is in an area, by counting the edges to the east of it. On an edge it may be said either way: half a millimetre decides nothing here.
    /// An area touches no date line.
    /// </summary>
    public static bool Holds(IReadOnlyList<GroundPoint> area, double latitude, double longitude)
    {
        var inside = false;
        var from = area[^1];
        foreach (var to in area)
        {
            if (from.Latitude > latitude != to.Latitude > latitude
                && longitude < ((to.Longitude - from.Longitude) * (latitude - from.Latitude) / (to.Latitude - from.Latitude)) + from.Longitude) inside = !inside;
            from = to;
        }

        return inside;
    }
}
