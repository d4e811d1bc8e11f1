using System.Globalization;

namespace Writ.Base;

/// <summary>
/// A stretch of whole days (UTC) that a report covers: <c>2020</c>, <c>2020-h2</c>, <c>2020-q3</c>, <c>2020-07</c> or
/// <c>2015-01-01--2015-05-31</c>. Never assume half-years: the first published period was five months. The text has
/// no dot, so that an ending (<c>.csv</c>) can follow it in an address.
/// </summary>
public readonly record struct Period : IComparable<Period>
{
    private Period(DateOnly first, DateOnly last, string text)
    {
        First = first;
        Last = last;
        Text = text;
    }

    public DateOnly First { get; }

    /// <summary>Inclusive.</summary>
    public DateOnly Last { get; }

    public string Text { get; }

    public bool Contains(DateOnly day) => day >= First && day <= Last;

    /// <summary>The shortest text for these days, as every address uses it.</summary>
    public static Period Of(DateOnly first, DateOnly last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var year = first.Year;
        var whole = first.Day == 1 && last.Day == DateTime.DaysInMonth(last.Year, last.Month) && last.Year == year;
        var text = (whole, Months(first, last), first.Month) switch
        {
            (true, 12, 1) => $"{year:0000}",
            (true, 6, 1) => $"{year:0000}-h1",
            (true, 6, 7) => $"{year:0000}-h2",
            (true, 3, 1 or 4 or 7 or 10) => $"{year:0000}-q{(first.Month + 2) / 3}",
            (true, 1, _) => $"{year:0000}-{first.Month:00}",
            _ => $"{first:yyyy-MM-dd}--{last:yyyy-MM-dd}",
        };
        return new Period(first, last, text);
    }

    public static Period FromTrusted(string text) =>
        TryParse(text, out var period) ? period : throw new FormatException("Not a period");

    /// <summary>Accepts every form above; the result carries the shortest text for the same days.</summary>
    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is null || text.Length > 24) return false;
        var parts = text.Split("--");
        if (parts.Length == 2)
        {
            if (!Day(parts[0], out var first) || !Day(parts[1], out var last) || last < first) return false;
            period = Of(first, last);
            return true;
        }

        if (text.Length is not (4 or 7) || !Number(text[..4], out var year) || year < 1) return false;
        var (month, months) = text.Length == 4 ? (1, 12) : text[4..] switch
        {
            "-h1" => (1, 6),
            "-h2" => (7, 6),
            "-q1" => (1, 3),
            "-q2" => (4, 3),
            "-q3" => (7, 3),
            "-q4" => (10, 3),
            ['-', var a, var b] when char.IsAsciiDigit(a) && char.IsAsciiDigit(b) => (((a - '0') * 10) + b - '0', 1),
            _ => (0, 0),
        };
        if (month is < 1 or > 12) return false;
        var start = new DateOnly(year, month, 1);
        period = Of(start, new DateOnly(year, month + months - 1, DateTime.DaysInMonth(year, month + months - 1)));
        return true;
    }

    /// <summary>The half-year a day falls in: the usual rhythm of reports.</summary>
    public static Period HalfYearOf(DateOnly day) => day.Month <= 6
        ? Of(new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 6, 30))
        : Of(new DateOnly(day.Year, 7, 1), new DateOnly(day.Year, 12, 31));

    public int CompareTo(Period other) => (First, Last).CompareTo((other.First, other.Last));

    public override string ToString() => Text;

    private static int Months(DateOnly first, DateOnly last) => ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;

    private static bool Day(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
