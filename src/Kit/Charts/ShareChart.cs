namespace Writ.Kit;

/// <summary>One bar a row, divided into parts of the whole: how demands of each kind were answered.</summary>
public sealed class ShareChart : Chart
{
    /// <summary>Names of the parts, in order; three at most, and a fourth that is drawn hollow: what is still open.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    public required IReadOnlyList<ShareBar> Bars { get; init; }

    internal override (string Shapes, double Height) Draw(double width)
    {
        const double Bar = 26;
        var svg = new Svg();
        var narrow = width < 600;
        var left = narrow ? 0 : 190;
        var right = narrow ? 0 : 70;
        var space = width - left - right;
        double x = left;
        for (var at = 0; at < Parts.Count; at++)
        {
            svg.Rect(x, 2, 13, 13, Css(at));
            svg.Text(x + 19, 13.5, Parts[at], 14);
            x += 19 + Svg.WidthOf(Parts[at], 14) + 22;
        }

        double y = 34;
        foreach (var bar in Bars)
        {
            var whole = bar.Values.Sum();
            if (narrow)
            {
                svg.Text(0, y + 10, bar.Label, 15);
                svg.Text(width, y + 10, bar.Total, 15, "c-strong", "end");
                y += 18;
            }
            else
            {
                svg.Text(left - 14, y + 18, bar.Label, 15, "", "end");
                svg.Text(width, y + 18, bar.Total, 15, "c-strong", "end");
            }

            x = left;
            for (var at = 0; at < bar.Values.Count && whole > 0; at++)
            {
                var part = space * bar.Values[at] / whole;
                svg.Rect(x, y, Math.Max(part - 1.5, bar.Values[at] > 0 ? 1 : 0), Bar, Css(at));
                x += part;
            }

            y += Bar + (narrow ? 20 : 16);
        }

        return (svg.ToString(), y - 8);
    }

    private static string Css(int part) => part < 3 ? $"c-{part + 1}" : "c-open";
}

/// <param name="Total">What stands at the end of the bar: the whole, in words.</param>
public sealed record ShareBar(string Label, string Total, IReadOnlyList<double> Values);
