namespace Writ.Ledger.Reports;

/// <summary>Why a cell has no share.</summary>
public enum NoShare
{
    /// <summary>The cell is itself what others are shares of.</summary>
    IsWhole,

    /// <summary>A share of nothing says less than the zero.</summary>
    Zero,

    /// <summary>Only counts are shared out: not bands, not bounds, not nothings.</summary>
    NotACount,

    /// <summary>The table has nothing to take a share of.</summary>
    NoWhole,

    /// <summary>What it would be a share of is no count.</summary>
    WholeNotACount,

    /// <summary>The cell is larger than what it would be a share of.</summary>
    AboveWhole,
}

/// <summary>A cell's share of what was received in its row; in a table of one column, of the row <c>ALL</c> or of all rows.</summary>
/// <param name="Percent">One decimal, halves up; null where <paramref name="Why"/> says why.</param>
/// <param name="Of">The whole as <c>row/column</c>, <c>*/column</c> for the sum of all rows; null where there is no share.</param>
public sealed record DerivedShare(decimal? Percent, string? Of, NoShare? Why)
{
    internal const string Received = "received";

    private const string All = "ALL";

    /// <summary>The share of one cell of a table that fits its form.</summary>
    public static DerivedShare Take(FormTable form, ReportTable table, ReportRow row, int column)
    {
        if (row.Cells[column] is not Cell.Count { Value: >= 0 } part) return new(null, null, NoShare.NotACount);
        var received = form.Columns.ToList().FindIndex(line => line.Id == Received);
        var name = form.Columns[column].Id;
        if (received >= 0 && column != received) return Share(part, row.Cells[received], $"{row.Id}/{Received}");
        if (row.Id == All || (row.Cells.Count > 1 && column == received)) return new(null, null, NoShare.IsWhole);
        if (row.Cells.Count > 1) return new(null, null, NoShare.NoWhole);
        if (table.Rows.FirstOrDefault(line => line.Id == All) is { } all) return Share(part, all.Cells[column], $"{All}/{name}");
        if (!table.Rows.All(line => line.Cells[column] is Cell.Count)) return new(null, null, NoShare.WholeNotACount);
        return Share(part.Value, table.Rows.Sum(line => (decimal)((Cell.Count)line.Cells[column]).Value), $"*/{name}");
    }

    private static DerivedShare Share(Cell.Count part, Cell whole, string of) =>
        whole is Cell.Count count ? Share(part.Value, count.Value, of) : new(null, null, NoShare.WholeNotACount);

    private static DerivedShare Share(long part, decimal whole, string of)
    {
        if (part == 0) return new(null, null, NoShare.Zero);
        return part > whole ? new(null, null, NoShare.AboveWhole) : new(Derived.Percent(part, whole), of, null);
    }
}
