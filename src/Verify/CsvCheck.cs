namespace Writ.Verify;

/// <summary>A report's CSV, line by line and value by value. Columns may have been added at the end since.</summary>
internal sealed class CsvCheck(ExpectedCells expected, Later later, Findings findings)
{
    public void Compare(string place, string text)
    {
        var lines = text.Contains('\0', StringComparison.Ordinal) ? [] : CsvText.Read(text) ?? [];
        var header = lines.Count > 0 ? lines[0] : [];
        var rows = lines.Skip(1).ToArray();
        if (!header.Take(ExpectedCells.Columns.Count).SequenceEqual(ExpectedCells.Columns) || rows.Any(row => row.Length != header.Length))
        {
            findings.False("verify-csv-malformed", place, "This is not CSV of the schema writ.cells/v1.");
            return;
        }

        var version = Array.IndexOf(header, "version");
        if (rows.Length > 0 && int.TryParse(rows[0][version], out var shown) && shown > expected.Report.Version)
        {
            later.Found(findings, "verify-csv-differs", place, $"It is of version {shown}; the log holds versions up to {expected.Report.Version}.");
            return;
        }

        if (rows.Length != expected.Cells.Count)
            findings.False("verify-csv-differs", place, $"It has {rows.Length} cells; the report has {expected.Cells.Count}.");
        foreach (var (cell, row) in expected.Cells.Zip(rows))
        {
            foreach (var (value, at) in expected.Line(cell).Select((value, at) => (value, at)))
            {
                if (row[at] != value)
                    findings.False("verify-csv-differs", $"{place} {cell.Place} {header[at]}", $"The download says '{row[at]}'; from the report follows '{value}'.");
            }
        }
    }
}
