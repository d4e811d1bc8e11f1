using System.Globalization;

namespace Writ.Kit;

/// <summary>Numbers, counts and times as they are written here.</summary>
public static class WordsOf
{
    /// <summary><c>12,345</c></summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 read</c>, <c>12 reads</c>; the plural is given where it is not an s.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary><c>Friday 4 December 2026</c></summary>
    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>4 December 2026</c>, where the day of the week does not matter.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>4 December 2026, 14:05 UTC</c>; another offset is named: <c>UTC+01:00</c>.</summary>
    public static string Moment(DateTimeOffset at) => at.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " " + Zone(at.Offset);

    private static string Zone(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)}";
}
