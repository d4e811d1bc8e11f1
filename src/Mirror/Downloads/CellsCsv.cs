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
        "share", "share_of", "share_reason", "change", "change_percent", "change_on", "change_reason",
    ];

    // Of figures read in nothing is derived: their forms and periods differ too much.
    private static readonly string[] NotDerived = ["", "", "not-derived", "", "", "", "not-derived"];

    public static byte[] Of(ReportDocument document, Period period, Comparison comparison) => Write(Columns, Derived.Tables(document, comparison).SelectMany(
        table => table.Rows.SelectMany(row => row.Cells.Zip(table.Form.Columns).Select(cell => (string[])
        [
            document.Publisher, "", .. Days(period), CellWords.Plain(document.Version), document.Form.Id, table.Form.Id, row.Id, ReportView.Label(table.Form, row.Id),
            cell.Second.Id, cell.Second.Label, .. Values(cell.First.Cell), "", cell.First.Source ?? "", .. Share(cell.First.Share), .. Change(cell.First.Change, comparison),
        ]))));

    public static byte[] Of(IEnumerable<PublishedFigure> figures, Period period) => Write(Columns, figures.Select(figure => (string[])
    [
        "Amazon", figure.Entity, .. Days(period), "", "", figure.Dimension, figure.Category, FigureWords.Row(figure.Dimension, figure.Category),
        figure.Metric, FigureWords.Of(figure.Metric), .. Values(figure.Value), figure.Quality, figure.Source, .. NotDerived,
    ]).Concat(period == DsaFigures.Period ? DsaFigures.All.SelectMany(Dsa) : []));

    public static byte[] OfClaims() => Write(
        Claims.Columns, Claims.All.Select(claim => new[] { claim.Article, claim.Said, claim.Number, claim.Published, claim.Verdict, claim.Note }));

    private static IEnumerable<string[]> Dsa(DsaRow row) => row.Numbers.Select((number, measure) => (string[])
    [
        "Amazon", "Amazon Store (EU DSA)", .. Days(DsaFigures.Period), "", "", "dsa", $"{row.Scope}/{(row.IsKeyword ? $"{row.Category}/{row.Code}" : row.Code)}",
        $"{(row.Scope == "TOTAL" ? "All member states" : Countries.Name(row.Scope))}: {(row.IsKeyword ? FigureWords.Dsa(row.Category) + ", " : "")}{FigureWords.Dsa(row.Code)}",
        DsaFigures.Measures[measure], FigureWords.Of($"dsa_{DsaFigures.Measures[measure]}"), .. Values(new Cell.Count(number)), DsaFigures.Grade, DsaFigures.Source, .. NotDerived,
    ]);

    private static string[] Share(DerivedShare share) =>
        [share.Percent is { } percent ? Derived.PercentText(percent) : "", share.Of ?? "", share.Why is { } why ? Derived.Word(why) : ""];

    private static string[] Change(DerivedChange change, Comparison comparison) =>
    [
        change.Step is { } step ? Derived.StepText(step) : "",
        change.Percent is { } percent ? Derived.PercentText(percent) : "",
        change.Step is null ? "" : comparison.Previous?.Period ?? "",
        change.Why is { } why ? Derived.Word(why) : "",
    ];

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

    /// <summary>A field that a spreadsheet would take for a formula gets an apostrophe in front; a number of ours below zero is none.</summary>
    /// <summary>A head and its rows; what a spreadsheet would take for a formula is tamed.</summary>
    internal static byte[] Write(IReadOnlyList<string> header, IEnumerable<string[]> rows)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, new CsvWriterOptions { Injection = CsvInjection.None }, true))
        {
            csv.WriteRecord([.. header]);
            foreach (var row in rows) csv.WriteRecord([.. row.Select((field, at) => at < header.Count && header[at] is "change" or "change_percent" ? field : Tame(field))]);
        }

        return buffer.ToArray();
    }

    private static string Tame(string field) => field is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + field : field;
}
