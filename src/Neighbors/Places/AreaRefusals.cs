using System.Globalization;
using Writ.Base;

namespace Writ.Neighbors.Places;

internal static class AreaRefusals
{
    private const string Field = "/area";

    public static Refusal TooLarge(int bytes) => new(
        "requests-area-too-large", $"Give the area in at most {bytes / 1024} KiB; that many corners are not needed.", RefusalKind.Invalid, Field);

    public static Refusal TooManyCorners(int most) => new("requests-area-corners", $"Give the area with at most {most} corners.", RefusalKind.Invalid, Field);

    public static Refusal Form { get; } = new(
        "requests-area-form",
        "Give at least three corners, one a line as latitude, longitude; or one GeoJSON Polygon.",
        RefusalKind.Invalid,
        Field);

    public static Refusal NotClosed { get; } = new(
        "requests-area-open", "The first and the last position of a GeoJSON ring must be the same; close the ring.", RefusalKind.Invalid, Field);

    public static Refusal Holes { get; } = new("requests-area-holes", "An area may have no holes: ask for one area in one piece.", RefusalKind.Invalid, Field);

    public static Refusal Range { get; } = new(
        "requests-area-range", "A place is outside the globe: latitude goes from -90 to 90, longitude from -180 to 180.", RefusalKind.Invalid, Field);

    public static Refusal DateLine { get; } = new(
        "requests-area-date-line", "The area touches or crosses the date line; ask for the part on one side of it.", RefusalKind.Invalid, Field);

    public static Refusal Crossing { get; } = new(
        "requests-area-crossing", "The outline crosses or touches itself; give the corners in their order round the area.", RefusalKind.Invalid, Field);

    public static Refusal Sliver { get; } = new(
        "requests-area-sliver", "The area is too long and thin; it must not follow a line of single houses. Give a rounder one.", RefusalKind.Invalid, Field);

    public static Refusal Small(double least) => new(
        "requests-area-small", $"The area is smaller than {Miles(least)} square miles: too few homes are inside to ask without pointing at somebody.", RefusalKind.Invalid, Field);

    public static Refusal Large(double most) => new(
        "requests-area-large", $"The area is larger than {Miles(most)} square miles; ask where the incident was.", RefusalKind.Invalid, Field);

    private static string Miles(double squareMetres) => (squareMetres / RequestLimits.SquareMile).ToString("0.####", CultureInfo.InvariantCulture);
}
