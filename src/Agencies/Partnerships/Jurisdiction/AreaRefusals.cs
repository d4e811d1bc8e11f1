using Writ.Base;

namespace Writ.Agencies.Partnerships.Jurisdiction;

internal static class AreaRefusals
{
    private const string File = "/file";

    public static Refusal Missing { get; } = new("agencies-area-missing", "Choose the GeoJSON file with your agency’s area.", RefusalKind.Invalid, File);

    public static Refusal TooLarge { get; } = new(
        "agencies-area-too-large", "The file is larger than 2 MiB or has more than 50,000 points; simplify the area and send it again.", RefusalKind.TooLarge, File);

    public static Refusal Form { get; } = new(
        "agencies-area-form", "Send GeoJSON (RFC 7946): one Polygon or MultiPolygon, or a Feature with one, and nothing else.", RefusalKind.Invalid, File);

    public static Refusal Range { get; } = new(
        "agencies-area-range", "A position is not on the earth; give longitude -180 to 180 first, then latitude -90 to 90.", RefusalKind.Invalid, File);

    public static Refusal Ring { get; } = new(
        "agencies-area-ring", "A ring is not closed or has fewer than four positions; end each ring with its first position.", RefusalKind.Invalid, File);

    public static Refusal DateLine { get; } = new(
        "agencies-area-date-line", "The area crosses the 180th meridian; cut it there into two parts (RFC 7946 section 3.1.9).", RefusalKind.Invalid, File);

    public static Refusal Crossed { get; } = new(
        "agencies-area-crossed", "The area crosses or overlaps itself, or a hole lies outside; mend the shape and send it again.", RefusalKind.Invalid, File);

    public static Refusal Sliver { get; } = new(
        "agencies-area-sliver", "A part or a hole of the area is a sliver, only metres wide; take it out and send it again.", RefusalKind.Invalid, File);
}
