using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>Compares what was published with what was counted, cell by cell.</summary>
internal static class CellCheck
{
    /// <summary>The number of cells that were recounted; those read in from elsewhere are listed instead.</summary>
    public static long Compare(string place, IReadOnlyList<ReportTable> counted, ReportDocument report, Findings findings)
    {
        foreach (var read in report.ReadIn)
            findings.Remarks.Add($"{place}: {read.Row}/{read.Column} was read in from {read.Source} and cannot be recounted.");
        if (!counted.Select(table => table.Id).SequenceEqual(report.Tables.Select(table => table.Id)))
        {
            findings.False("verify-table-differs", place, "The tables published are not those of the form.");
            return 0;
        }

        var cells = 0L;
        for (var i = 0; i < counted.Count; i++)
        {
            var columns = report.Form.Tables[i].Columns;
            var (mine, theirs) = (counted[i], report.Tables[i]);
            var sameRows = mine.Rows.Select(row => row.Id).SequenceEqual(theirs.Rows.Select(row => row.Id));
            if (!sameRows || theirs.Rows.Any(row => row.Cells.Count != columns.Count))
            {
                findings.False("verify-table-differs", $"{place} {mine.Id}", "The rows or columns published are not those counted.");
                continue;
            }

            var elsewhere = i == 0 ? report.ReadIn.Select(read => (read.Row, read.Column)).ToHashSet() : [];
            for (var r = 0; r < mine.Rows.Count; r++)
            {
                for (var c = 0; c < columns.Count; c++)
                {
                    if (!elsewhere.Contains((mine.Rows[r].Id, columns[c].Id))) cells++;
                    if (mine.Rows[r].Cells[c] == theirs.Rows[r].Cells[c]) continue;
                    findings.False(
                        "verify-cell-differs",
                        $"{place} {mine.Id}/{mine.Rows[r].Id}/{columns[c].Id}",
                        $"Published: {Words(theirs.Rows[r].Cells[c])}; counted: {Words(mine.Rows[r].Cells[c])}.");
                }
            }
        }

        return cells;
    }

    private static string Words(Cell cell) => cell switch
    {
        Cell.Count count => $"{count.Value}",
        Cell.Approximate about => $"about {about.Value}",
        Cell.Bound bound => $"{(bound.AtLeast ? "more than" : "less than")} {bound.Value}",
        Cell.Percent percent => $"{percent.Value} percent",
        Cell.Band band => $"{band.Low} to {band.High}",
        Cell.NotReported => "not reported",
        Cell.Withheld => "withheld",
        _ => cell.ToString(),
    };
}
