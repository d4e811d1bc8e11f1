using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Published;

/// <summary>One company's published periods in order, with the breaks between them.</summary>
internal sealed record PublishedSeries(string Name, IReadOnlyList<SeriesLine> Lines)
{
    private static readonly (string Dimension, string Words)[] Forms =
    [
        ("type", "by instrument"), ("country", "by country"), ("disclosure", "content or not"), ("notice", "people told"), ("all", "one total"),
    ];

    /// <summary>Every company of the copy: what was published of AWS, Ring and the Store is no part of Amazon's own series.</summary>
    public static IReadOnlyList<PublishedSeries> All { get; } =
    [
        Of("Amazon", "Amazon(AWS split not reported)", "Amazon", "Amazon(ex-AWS)"),
        Of("Amazon Web Services (AWS)", "AWS"),
        Of("Ring", "Ring"),
        Of("Amazon Store, under the EU Digital Services Act", "Amazon Store (EU DSA)"),
    ];

    private static PublishedSeries Of(string name, params string[] entities)
    {
        var lines = new List<SeriesLine>();
        foreach (var group in PublishedFigures.Amazon
            .Where(figure => entities.Contains(figure.Entity))
            .GroupBy(figure => (figure.Period, figure.Entity))
            .OrderBy(group => group.Key.Period))
        {
            var line = Line(group.Key.Entity, group.Key.Period, [.. group]);
            lines.Add(line with { Break = Break(lines.LastOrDefault(), line) });
        }

        return new PublishedSeries(name, lines);
    }

    private static SeriesLine Line(string entity, Period period, IReadOnlyList<PublishedFigure> figures)
    {
        var charted = SeriesOfAll.Totals.FirstOrDefault(total => total.Entity == entity && total.Period == period);
        var published = figures.FirstOrDefault(figure => figure.Metric == "received" && figure.Category is "all" or "ALL")?.Value;
        var dimensions = figures.Select(figure => figure.Dimension).ToHashSet(StringComparer.Ordinal);
        var form = Forms.Where(one => dimensions.Contains(one.Dimension)).Select(one => one.Words);
        return new SeriesLine(
            entity,
            period,
            charted?.Value ?? published ?? new Cell.NotReported(),
            charted is { Summed: true },
            entity == "Amazon Store (EU DSA)" ? "by kind of order, by member state" : string.Join(", ", form),
            dimensions.Contains("country"),
            null);
    }

    private static string? Break(SeriesLine? before, SeriesLine line) => before switch
    {
        null => null,
        { ByCountry: false } when line is { ByCountry: true, Entity: "Amazon(ex-AWS)" } => "from here demands are shown by country and as “processed”, no longer by instrument and answer.",
        _ when before.Entity != line.Entity && line.Entity == "Amazon(ex-AWS)" => "from here demands on AWS are no longer counted in.",
        _ => null,
    };
}

/// <param name="Summed">True where the total is ours, of published counts.</param>
/// <param name="Break">Why this line cannot be compared with the one before; null where it can.</param>
internal sealed record SeriesLine(string Entity, Period Period, Cell Total, bool Summed, string Form, bool ByCountry, string? Break);
