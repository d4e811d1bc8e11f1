using CsvHelper;
using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror.Published;
using Writ.Mirror.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Downloads;

/// <summary>
/// Cells as CSV, one a row (RFC 4180, UTF-8): the schema <c>writ.cells/v1</c> of docs/mirror.md, the same for own reports
/// and for figures read in. Columns are only ever added, at the end.
/// </summary>
internal static class CellsCsv
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "publisher", "entity", "period", "first_day", "last_day", "version", "form", "table", "row", "row_label", "column", "column_label",
        "kind", "value", "low", "high", "text", "grade", "source",
    ];

    public static byte[] Of(ReportDocument document, Period period) => Write(Columns, document.Tables.Zip(document.Form.Tables).SelectMany(
        (pair, at) => pair.First.Rows.SelectMany(row => row.Cells.Select((cell, column) => (string[])
        [
            document.Publisher, "", .. Days(period), CellWords.Plain(document.Version), document.Form.Id, pair.Second.Id, row.Id, ReportView.Label(pair.Second, row.Id),
            pair.Second.Columns[column].Id, pair.Second.Columns[column].Label, .. Values(cell), "",
            at == 0 ? document.ReadIn.FirstOrDefault(read => read.Row == row.Id && read.Column == pair.Second.Columns[column].Id)?.Source ?? "" : "",
        ]))));

    public static byte[] Of(IEnumerable<PublishedFigure> figures, Period period) => Write(Columns, figures.Select(figure => (string[])
    [
        "Amazon", figure.Entity, .. Days(period), "", "", figure.Dimension, figure.Category, FigureWords.Row(figure.Dimension, figure.Category),
        figure.Metric, FigureWords.Of(figure.Metric), .. Values(figure.Value), figure.Quality, figure.Source,
    ]).Concat(period == DsaFigures.Period ? DsaFigures.All.SelectMany(Dsa) : []));

    public static byte[] OfClaims() => Write(
        Claims.Columns, Claims.All.Select(claim => new[] { claim.Article, claim.Said, claim.Number, claim.Published, claim.Verdict, claim.Note }));

    private static IEnumerable<string[]> Dsa(DsaRow row) => row.Numbers.Select((number, measure) => (string[])
    [
        "Amazon", "Amazon Store (EU DSA)", .. Days(DsaFigures.Period), "", "", "dsa", $"{row.Scope}/{(row.IsKeyword ? $"{row.Category}/{row.Code}" : row.Code)}",
        $"{(row.Scope == "TOTAL" ? "All member states" : Countries.Name(row.Scope))}: {(row.IsKeyword ? FigureWords.Dsa(row.Category) + ", " : "")}{FigureWords.Dsa(row.Code)}",
        DsaFigures.Measures[measure], FigureWords.Of($"dsa_{DsaFigures.Measures[measure]}"), .. Values(new Cell.Count(number)), DsaFigures.Grade, DsaFigures.Source,
    ]);

    private static string[] Days(Period period) => [period.Text, $"{period.First:yyyy-MM-dd}", $"{period.Last:yyyy-MM-dd}"];

    private static string[] Values(Cell cell)
    {
        var (value, low, high) = cell switch
        {
            Cell.Count count => (CellWords.Plain(count.Value), "", ""),
            Cell.Approximate about => (CellWords.Plain(about.Value), "", ""),
            Cell.Bound { AtLeast: true } bound => ("", CellWords.Plain(bound.Value), ""),
            Cell.Bound bound => ("", "", CellWords.Plain(bound.Value)),
            Cell.Band band => ("", CellWords.Plain(band.Low), CellWords.Plain(band.High)),
            _ => ("", "", ""),
        };
        return [CellWords.Kind(cell), value, low, high, CellWords.Notation(cell)];
    }

    /// <summary>A field that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    private static byte[] Write(IReadOnlyList<string> header, IEnumerable<string[]> rows)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, new CsvWriterOptions { Injection = CsvInjection.Escape }, true))
        {
            csv.WriteRecord([.. header]);
            foreach (var row in rows) csv.WriteRecord(row);
        }

        return buffer.ToArray();
    }
}
