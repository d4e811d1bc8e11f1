namespace Writ.Kit;

/// <summary>
/// Columns over time, as wide as the time they cover. Where the form changes, the series breaks: each stretch has a
/// scale of its own, because its numbers cannot be compared with those of another.
/// </summary>
public sealed class SeriesChart : Chart
{
    public required IReadOnlyList<SeriesStretch> Stretches { get; init; }

    /// <summary>What is written where there is no column.</summary>
    public required string Gap { get; init; }

    internal override (string Shapes, double Height) Draw(double width) => width < 600 ? Rows(width) : Columns(width);

    private (string Shapes, double Height) Columns(double width)
    {
        const double Top = 46;
        const double Base = 330;
        var svg = new Svg();
        var first = Stretches[0].First.DayNumber;
        var span = Stretches[^1].Last.DayNumber + 1 - first;
        double X(int day) => width * (day - first) / span;

        foreach (var (stretch, at) in Stretches.Select((stretch, at) => (stretch, at)))
        {
            var (from, to) = (X(stretch.First.DayNumber), X(stretch.Last.DayNumber + 1));
            var most = Nice(stretch.Points.Select(point => point.Value).DefaultIfEmpty(1).Max());
            double Y(double value) => Base - ((Base - Top) * value / most);
            double[] ticks = [most / 2, most];
            var label = from + (at > 0 ? 8 : 0);
            foreach (var tick in ticks) svg.Line(at > 0 ? from + 6 : 0, Y(tick), to - 6, Y(tick), "c-rule");
            foreach (var gap in stretch.Gaps()) Empty(svg, X(gap.First.DayNumber), X(gap.Last.DayNumber + 1), Top + 1, Base);
            foreach (var tick in ticks) svg.Text(label, Y(tick) - 5, $"{tick:N0}", 12, "c-quiet");

            foreach (var point in stretch.Points)
            {
                var (left, right) = (X(point.First.DayNumber), X(point.Last.DayNumber + 1));
                svg.Rect(left + 2, Y(point.Value), right - left - 4, Base - Y(point.Value), point.Exact ? "c-1" : "c-open");
                svg.Text((left + right) / 2, Y(point.Value) - 7, point.Text, 14, "c-strong", "middle");
            }

            if (at == 0) continue;
            svg.Line(from, 4, from, Base + 44, "c-break");
            svg.Text(from - 8, 14, stretch.Why, 13, "c-seal", "end");
        }

        svg.Line(0, Base, width, Base, "c-axis");
        for (var year = Stretches[0].First.Year; year <= Stretches[^1].Last.Year; year++)
        {
            var day = new DateOnly(year, 1, 1).DayNumber;
            if (day >= first) svg.Line(X(day), Base, X(day), Base + 6, "c-axis");
            svg.Text(X(day) + 4, Base + 20, $"{year}", 14, "c-quiet");
        }

        return (svg.ToString(), Base + 46);
    }

    private (string Shapes, double Height) Rows(double width)
    {
        var svg = new Svg();
        double y = 14;
        foreach (var (stretch, at) in Stretches.Select((stretch, at) => (stretch, at)))
        {
            if (at > 0)
            {
                svg.Line(0, y - 6, width, y - 6, "c-break");
                y = svg.Paragraph(0, y + 14, stretch.Why, width, 14, "c-seal") + 10;
            }

            var most = stretch.Points.Select(point => point.Value).DefaultIfEmpty(1).Max();
            foreach (var point in stretch.Points)
            {
                svg.Text(0, y, point.Label, 15);
                svg.Text(width, y, point.Text, 15, "c-strong", "end");
                svg.Rect(1, y + 8, (width - 2) * point.Value / most, 13, point.Exact ? "c-1" : "c-open");
                y += 46;
            }
        }

        return (svg.ToString(), y - 14);
    }

    private void Empty(Svg svg, double from, double to, double top, double bottom)
    {
        svg.Rect(from + 2, top, to - from - 4, bottom - top, "c-soft");
        if (Svg.WidthOf(Gap, 13) < to - from) svg.Text((from + to) / 2, (top + bottom) / 2, Gap, 13, "c-quiet", "middle");
    }

    /// <summary>The next of 1, 2, 4, 5, 10 times a power of ten.</summary>
    private static double Nice(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1))));
        return new[] { 1, 2, 4, 5, 10 }.Select(step => step * power).First(step => step >= value);
    }
}

/// <summary>A stretch of time over which numbers were counted in one way.</summary>
/// <param name="Why">What changed at its beginning.</param>
public sealed record SeriesStretch(DateOnly First, DateOnly Last, string Why, IReadOnlyList<SeriesPoint> Points)
{
    internal IEnumerable<(DateOnly First, DateOnly Last)> Gaps()
    {
        var next = First;
        foreach (var point in Points.OrderBy(point => point.First))
        {
            if (point.First > next) yield return (next, point.First.AddDays(-1));
            next = point.Last.AddDays(1);
        }

        if (next <= Last) yield return (next, Last);
    }
}

/// <param name="Exact">False draws the column open: an approximation.</param>
public sealed record SeriesPoint(DateOnly First, DateOnly Last, string Label, double Value, string Text, bool Exact = true);
