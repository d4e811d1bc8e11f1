namespace Writ.Kit;

/// <summary>One bar a row, from a common line: countries, periods.</summary>
public sealed class BarChart : Chart
{
    public required IReadOnlyList<ChartBar> Bars { get; init; }

    internal override (string Shapes, double Height) Draw(double width)
    {
        const double Bar = 20;
        var svg = new Svg();
        var narrow = width < 600;
        var left = narrow ? 0 : Math.Min(Bars.Select(bar => Svg.WidthOf(bar.Label, 15)).DefaultIfEmpty(0).Max() + 16, width * 0.45);
        var words = Math.Max(90, Bars.Select(bar => Svg.WidthOf(bar.Text, 15)).DefaultIfEmpty(0).Max() + 24);
        var space = width - left - (narrow ? 0 : words);
        var most = Bars.Select(bar => bar.Value ?? 0).DefaultIfEmpty(0).Max();
        double y = 0;
        foreach (var bar in Bars)
        {
            if (narrow)
            {
                svg.Text(0, y + 13, bar.Label, 15);
                svg.Text(width, y + 13, bar.Text, 15, bar.Value is null ? "c-quiet" : "c-strong", "end");
                y += 20;
            }
            else
            {
                svg.Text(left - 14, y + 15, bar.Label, 15, "", "end");
            }

            var length = most > 0 ? space * (bar.Value ?? 0) / most : 0;
            if (bar.Value is not null) svg.Rect(left, y, Math.Max(length, 1), narrow ? 12 : Bar, bar.Exact ? "c-1" : "c-open");
            if (!narrow) svg.Text(left + length + 10, y + 15, bar.Text, 15, bar.Value is null ? "c-quiet" : "c-strong");
            y += narrow ? 26 : Bar + 11;
        }

        if (!narrow) svg.Line(left, -2, left, y - 6, "c-axis");
        return (svg.ToString(), y);
    }
}

/// <param name="Value">Null: nothing can be drawn; the text says why.</param>
/// <param name="Exact">False draws the bar open: an approximation or a bound.</param>
public sealed record ChartBar(string Label, double? Value, string Text, bool Exact = true);
