using System.Globalization;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Neighbors.Feed;

/// <summary>Coarse cells as people type them and look at them. What is finer is refused before anything keeps it.</summary>
internal static partial class Cells
{
    private const int North = 900;

    private const int East = 1800;

    /// <summary>
    /// The name of a cell (<c>n44.2w88.5</c>), or latitude and longitude with one digit after the point, the others cut off (<c>44.2, -88.4</c>). Refusals
    /// <c>feed-place-finer</c>, <c>feed-place-form</c>; neither repeats what was typed.
    /// </summary>
    public static Result<CoarseCell> Typed(string text, string field)
    {
        var line = text.Trim();
        if (CoarseCell.TryParse(line, out var cell)) return cell;
        if (Finer().IsMatch(line)) return FeedRefusals.PlaceFiner(field);
        if (line.Length > 40 || Coarse().Match(line) is not { Success: true } match) return FeedRefusals.PlaceForm(field);

        // Cut off towards zero, so a number below zero lies in the cell beyond its digit.
        var (north, east) = (Tenths(match.Groups[1].Value), Tenths(match.Groups[2].Value));
        return north is < -North or >= North || east is < -East or >= East ? FeedRefusals.PlaceForm(field) : Of(north, east);
    }

    /// <summary>The cell and those around it, so many rings, north-west first; at a pole fewer.</summary>
    public static IReadOnlyList<CoarseCell> Around(CoarseCell cell, int rings)
    {
        var (north, east) = Corner(cell);
        var all = new List<CoarseCell>();
        for (var n = north + rings; n >= north - rings; n--)
        {
            if (n is < -North or >= North) continue;
            for (var e = east - rings; e <= east + rings; e++) all.Add(Of(n, ((e + East + (2 * East)) % (2 * East)) - East));
        }

        return all;
    }

    /// <summary>The cells of a box in degrees, north-west first; null where there are more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<CoarseCell>? Of(double south, double west, double north, double east, int most)
    {
        static int Floor(double degrees) => (int)Math.Floor(degrees * 10);
        var (low, high, left, right) = (Floor(south), Math.Min(Floor(north), North - 1), Floor(west), Math.Min(Floor(east), East - 1));
        if ((long)(high - low + 1) * (right - left + 1) > most) return null;
        return [.. from n in Enumerable.Range(low, high - low + 1).Reverse() from e in Enumerable.Range(left, right - left + 1) select Of(n, e)];
    }

    public static IReadOnlyList<CoarseCell> Within(CoarseCell cell, FeedReach reach) => Around(cell, reach switch
    {
        FeedReach.Cell => 0,
        FeedReach.Near => 1,
        FeedReach.Wide => 2,
    });

    /// <summary>South-west corner in degrees.</summary>
    public static (decimal South, decimal West) Degrees(CoarseCell cell)
    {
        var (north, east) = Corner(cell);
        return (north / 10m, east / 10m);
    }

    /// <summary><c>44.2 to 44.3 north, 88.4 to 88.5 west</c>.</summary>
    public static string Words(CoarseCell cell)
    {
        var (north, east) = Corner(cell);
        return $"{Range(north, "north", "south")}, {Range(east, "east", "west")}";
    }

    /// <summary>Where a cell lies from another that touches it: <c>North-west of yours</c>.</summary>
    public static string Beside(CoarseCell own, CoarseCell other)
    {
        var ((north, east), (n, e)) = (Corner(own), Corner(other));

        // Around the date line the other way is the shorter one.
        var across = e - east is > East or < -East ? east - e : e - east;
        var words = $"{(n > north ? "north" : n < north ? "south" : "")}{(n != north && across != 0 ? "-" : "")}{(across > 0 ? "east" : across < 0 ? "west" : "")}";
        return words.Length == 0 ? "Yours" : $"{char.ToUpperInvariant(words[0])}{words[1..]} of yours";
    }

    private static string Range(int tenths, string positive, string negative)
    {
        var (near, far) = tenths >= 0 ? (tenths, tenths + 1) : (-tenths - 1, -tenths);
        return $"{Tenth(near)} to {Tenth(far)} {(tenths >= 0 ? positive : negative)}";
    }

    private static string Tenth(int tenths) => (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);

    private static (int North, int East) Corner(CoarseCell cell)
    {
        var match = Named().Match(cell.Text);
        int Part(int group) => int.Parse(match.Groups[group].Value.Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return (match.Groups[1].Value == "s" ? -Part(2) : Part(2), match.Groups[3].Value == "w" ? -Part(4) : Part(4));
    }

    // By its middle, where no rounding can lead to the one beside it.
    private static CoarseCell Of(int north, int east) => CoarseCell.Of((north + 0.5) / 10, (east + 0.5) / 10);

    private static int Tenths(string text)
    {
        var number = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (Math.Abs(number) > 999) return 9999;
        var tenths = (int)(Math.Abs(number) * 10);
        return text.StartsWith('-') ? -tenths - 1 : tenths;
    }

    [GeneratedRegex(@"\A([ns])([0-9.]+)([ew])([0-9.]+)\z")]
    private static partial Regex Named();

    [GeneratedRegex(@"\A(-?[0-9]{1,3}(?:\.[0-9])?)\s*[,; ]\s*(-?[0-9]{1,3}(?:\.[0-9])?)\z")]
    private static partial Regex Coarse();

    // Any number with two digits after a point or comma, or degrees with minutes.
    [GeneratedRegex(@"[0-9][.,][0-9]{2}|[°º'′""″]")]
    private static partial Regex Finer();
}
