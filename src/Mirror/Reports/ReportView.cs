using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Reports;

/// <summary>A report's table made ready to be read: labels, shares, change, and whole columns of nothing put into words.</summary>
internal sealed record TableView(string Id, string Title, IReadOnlyList<FormLine> Columns, IReadOnlyList<RowView> Rows, IReadOnlyList<string> Absent, bool Compared)
{
    /// <summary>True where no cell of the table was reported: a sentence then says so.</summary>
    public bool Empty => Columns.Count == 0;

    /// <summary>One column of figures, or none: small enough to stand beside another table.</summary>
    public bool Small => Columns.Count <= 1;
}

/// <param name="Change">On the previous period's <c>received</c>, where both are counts.</param>
internal sealed record RowView(string Id, string Label, IReadOnlyList<CellView> Cells, string? Change, bool Total);

/// <param name="Source">Set where the cell was read in and cannot be recounted.</param>
internal sealed record CellView(Cell Cell, Figure Figure, string? Share, string? Source);

internal static class ReportView
{
    public const string Received = "received";

    /// <param name="comparison">What the change is on.</param>
    public static IReadOnlyList<TableView> Tables(ReportDocument document, Comparison comparison) =>
        [.. Derived.Tables(document, comparison).Select(Table)];

    /// <summary>The cell of a table by its row and column; null where there is no such cell.</summary>
    public static Cell? Find(ReportDocument? document, string table, string row, string column)
    {
        var at = document?.Form.Tables.ToList().FindIndex(form => form.Id == table) ?? -1;
        if (document is null || at < 0) return null;
        var place = document.Form.Tables[at].Columns.ToList().FindIndex(line => line.Id == column);
        return place < 0 ? null : document.Tables[at].Rows.FirstOrDefault(line => line.Id == row)?.Cells[place];
    }

    public static string Label(FormTable form, string row) =>
        form.Rows.FirstOrDefault(line => line.Id == row)?.Label
        ?? (row == Recount.ClosedField ? "Not opened" : form.RowsBy == "country" ? Countries.Name(row) : row);

    private static TableView Table(DerivedTable table)
    {
        var form = table.Form;
        bool Reported(int column) => table.Rows.Any(row => row.Cells[column].Cell is not Cell.NotReported);
        List<int> shown = [.. Enumerable.Range(0, form.Columns.Count).Where(Reported)];
        var received = form.Columns.ToList().FindIndex(line => line.Id == Received);
        var rows = table.Rows.Select(row => Row(form, row, shown, received)).ToList();
        // Rows found by a field come sorted by their code; a reader wants the largest first, below the totals of the form.
        var ordered = rows.Where(row => form.Rows.Any(line => line.Id == row.Id))
            .Concat(rows.Where(row => form.Rows.All(line => line.Id != row.Id))
                .OrderByDescending(row => row.Cells is [{ Cell: Cell.Count count }, ..] ? count.Value : -1));
        return new TableView(
            form.Id,
            form.Title,
            [.. shown.Select(column => form.Columns[column])],
            [.. ordered],
            [.. Enumerable.Range(0, form.Columns.Count).Except(shown).Select(column => form.Columns[column].Label)],
            rows.Any(row => row.Change is not null));
    }

    private static RowView Row(FormTable form, DerivedRow row, List<int> shown, int received) => new(
        row.Id,
        Label(form, row.Id),
        [.. shown.Select(column => row.Cells[column]).Select(cell => new CellView(cell.Cell, CellWords.Figure(cell.Cell), CellWords.Share(cell.Share), cell.Source))],
        received < 0 ? null : CellWords.Change(row.Cells[received].Change),
        row.Id is "ALL" or "all" or "us_total");
}
