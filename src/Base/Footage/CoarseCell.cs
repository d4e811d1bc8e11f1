using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Writ.Base.Footage;

/// <summary>
/// The only place of a camera that a server ever has: a square of a tenth of a degree, named by its south-west corner, such as
/// <c>n52.5e13.3</c>. There is one spelling for each, and none for anything finer.
/// </summary>
public sealed partial record CoarseCell
{
    private const int MostLatitude = 900;

    private const int MostLongitude = 1800;

    private CoarseCell(string text) => Text = text;

    public string Text { get; }

    /// <summary>The cell that holds a place. Degrees; north and east are positive.</summary>
    public static CoarseCell Of(double latitude, double longitude)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(latitude), 90);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(longitude), 180);

        // The pole and the antimeridian belong to the cell beside them.
        var north = Math.Min((int)Math.Floor(latitude * 10), MostLatitude - 1);
        var east = Math.Min((int)Math.Floor(longitude * 10), MostLongitude - 1);
        return new CoarseCell($"{Side(north, 'n', 's')}{Side(east, 'e', 'w')}");
    }

    /// <summary>Text from outside, in the one spelling.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CoarseCell? cell)
    {
        cell = null;
        if (text is not { Length: <= 12 } || Form().Match(text) is not { Success: true } match) return false;
        var (north, east) = (Tenths(match.Groups[2].Value), Tenths(match.Groups[4].Value));
        var south = text[0] == 's';
        var west = match.Groups[3].Value == "w";
        if (north > (south ? MostLatitude : MostLatitude - 1) || east > (west ? MostLongitude : MostLongitude - 1)) return false;
        if ((south && north == 0) || (west && east == 0)) return false;
        cell = new CoarseCell(text);
        return true;
    }

    public override string ToString() => Text;

    private static string Side(int tenths, char positive, char negative) => string.Create(
        CultureInfo.InvariantCulture, $"{(tenths < 0 ? negative : positive)}{Math.Abs(tenths) / 10}.{Math.Abs(tenths) % 10}");

    private static int Tenths(string text) => int.Parse(text.Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A([ns])((?:0|[1-9][0-9]?)\.[0-9])([ew])((?:0|[1-9][0-9]{0,2})\.[0-9])\z")]
    private static partial Regex Form();
}
