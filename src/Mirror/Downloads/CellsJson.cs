using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror.Reports;

namespace Writ.Mirror.Downloads;

/// <summary>What the CSV of an own report says, as JSON: the schema <c>writ.cells/v1</c> of docs/mirror.md. Members are only ever added.</summary>
internal static class CellsJson
{
    private static readonly JsonSerializerOptions Indented = new(PublishedJson.Options) { WriteIndented = true };

    public static byte[] Of(ReportDocument document, Period period, Comparison comparison) => JsonSerializer.SerializeToUtf8Bytes(
        new CellsDocument(
            "writ.cells/v1",
            document.Publisher,
            period.Text,
            $"{period.First:yyyy-MM-dd}",
            $"{period.Last:yyyy-MM-dd}",
            document.Version,
            document.Form.Id,
            $"reports/{period.Text}/v{document.Version}.json",
            [.. Derived.Tables(document, comparison).SelectMany(table => table.Rows.SelectMany(row => row.Cells.Zip(table.Form.Columns)
                .Select(cell => Cell(table.Form, row, cell.Second, cell.First, comparison))))]),
        Indented);

    private static CellDocument Cell(FormTable form, DerivedRow row, FormLine column, DerivedCell cell, Comparison comparison) => new(
        form.Id,
        row.Id,
        ReportView.Label(form, row.Id),
        column.Id,
        column.Label,
        cell.Cell,
        cell.Source,
        cell.Share.Percent,
        cell.Share.Of,
        cell.Share.Why is { } share ? Derived.Word(share) : null,
        cell.Change.Step,
        cell.Change.Percent,
        cell.Change.Step is null ? null : comparison.Previous?.Period,
        cell.Change.Why is { } change ? Derived.Word(change) : null);

    private sealed record CellsDocument(
        string Schema, string Publisher, string Period, string FirstDay, string LastDay, int Version, string Form, string Document, IReadOnlyList<CellDocument> Cells);

    private sealed record CellDocument(
        string Table, string Row, string RowLabel, string Column, string ColumnLabel, Cell Cell, string? Source,
        decimal? Share, string? ShareOf, string? ShareReason, decimal? Change, decimal? ChangePercent, string? ChangeOn, string? ChangeReason);
}
