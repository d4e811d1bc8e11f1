using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>One cell as the schema <c>writ.cells/v1</c> has to show it.</summary>
internal sealed record ExpectedCell(FormTable Form, string Row, FormLine Column, DerivedCell Derived)
{
    public string Place => $"{Form.Id}/{Row}/{Column.Id}";

    public string Label => PlainWords.Label(Form, Row);
}

/// <summary>What the downloads of a verified report have to say, worked out from that report and the verified one before it.</summary>
internal sealed class ExpectedCells(ReportDocument report, Period period, Comparison comparison)
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "publisher", "entity", "period", "first_day", "last_day", "version", "form", "table", "row", "row_label", "column", "column_label",
        "kind", "value", "low", "high", "text", "grade", "source", "share", "share_of", "share_reason", "change", "change_percent", "change_on", "change_reason",
    ];

    public ReportDocument Report => report;

    public Period Period => period;

    public string? ChangeOn => comparison.Previous?.Period;

    public IReadOnlyList<ExpectedCell> Cells { get; } =
    [
        .. Derived.Tables(report, comparison).SelectMany(table => table.Rows.SelectMany(row =>
            row.Cells.Zip(table.Form.Columns).Select(cell => new ExpectedCell(table.Form, row.Id, cell.Second, cell.First)))),
    ];

    /// <summary>One line of the CSV, in the order of <see cref="Columns"/>.</summary>
    public string[] Line(ExpectedCell cell)
    {
        var (share, change) = (cell.Derived.Share, cell.Derived.Change);
        return
        [
            .. new[]
            {
                report.Publisher, "", period.Text, $"{period.First:yyyy-MM-dd}", $"{period.Last:yyyy-MM-dd}", PlainWords.Plain(report.Version), report.Form.Id,
                cell.Form.Id, cell.Row, cell.Label, cell.Column.Id, cell.Column.Label,
            }.Concat(Values(cell.Derived.Cell)).Concat(["", cell.Derived.Source ?? ""]).Select(Tame),
            share.Percent is { } percent ? Derived.PercentText(percent) : "",
            share.Of ?? "",
            share.Why is { } noShare ? Derived.Word(noShare) : "",
            change.Step is { } step ? Derived.StepText(step) : "",
            change.Percent is { } changed ? Derived.PercentText(changed) : "",
            change.Step is null ? "" : ChangeOn ?? "",
            change.Why is { } noChange ? Derived.Word(noChange) : "",
        ];
    }

    private static string[] Values(Cell cell) => cell switch
    {
        Cell.Count { Value: 0 } => ["zero", "0", "", "", "0"],
        Cell.Count count => ["count", PlainWords.Plain(count.Value), "", "", PlainWords.Plain(count.Value)],
        Cell.Approximate about => ["approximate", PlainWords.Plain(about.Value), "", "", $"~{PlainWords.Plain(about.Value)}"],
        Cell.Bound { AtLeast: true } bound => ["bound", "", PlainWords.Plain(bound.Value), "", $">{(bound.About ? "~" : "")}{PlainWords.Plain(bound.Value)}"],
        Cell.Bound bound => ["bound", "", "", PlainWords.Plain(bound.Value), $"<{(bound.About ? "~" : "")}{PlainWords.Plain(bound.Value)}"],
        Cell.Percent percent => ["percent", "", "", "", percent.Value],
        Cell.Band band => ["band", "", PlainWords.Plain(band.Low), PlainWords.Plain(band.High), $"{PlainWords.Plain(band.Low)}-{PlainWords.Plain(band.High)}"],
        Cell.NotReported => ["not-reported", "", "", "", ""],
        Cell.Withheld => ["withheld", "", "", "", ""],
        _ => ["", "", "", "", ""],
    };

    /// <summary>What a spreadsheet would take for a formula has an apostrophe in front.</summary>
    private static string Tame(string field) => field is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + field : field;
}
