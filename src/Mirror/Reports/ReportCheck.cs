using Writ.Ledger.Reports;

namespace Writ.Mirror.Reports;

/// <summary>What a report must hold before a page is made of it. The JSON reader lets missing members through as null.</summary>
internal static class ReportCheck
{
    /// <summary>More than there can be; sums of cells must not overflow.</summary>
    private const long MostCounted = 1_000_000_000_000;

    /// <summary>What is wrong, in words; null if nothing is.</summary>
    public static string? Fault(ReportDocument document, ShelfEntry entry)
    {
        if (document.Schema != "writ.report/v1") return "its schema is not writ.report/v1";
        if (document.Period != entry.Period.Text) return "it is for another period";
        if (document.Version != entry.Index.Version) return "it is another version";
        if (AnyNull(document.Publisher, document.Origin, document.Notes, document.ReadIn, document.Openings?.Path, document.Openings?.Sha256)) return "a member is missing";
        if (document.Notes.Any(note => note is null)) return "a note is missing";
        if (document.ReadIn.Any(read => read is null || AnyNull(read.Row, read.Column, read.Cell, read.Source))) return "a cell read in is not complete";
        if (document.Unopened is { } part && (part.Count < 0 || AnyNull(part.Proofs?.Path, part.Proofs?.Sha256) || (part.Band is { } band && (band.Structure is null || !Fits(new Cell.Band(band.Lo, band.Hi))))))
        {
            return "what it says of leaves that stay closed is not complete";
        }

        return FormFault(document.Form) ?? TablesFault(document);
    }

    /// <summary>What keeps a form from being shown or counted; null if nothing does.</summary>
    public static string? FormFault(ReportForm? form)
    {
        if (form is null || AnyNull(form.Id, form.Title, form.Vocabulary, form.Tables) || form.Tables.Count == 0) return "its form is not complete";
        foreach (var table in form.Tables)
        {
            if (table is null || AnyNull(table.Id, table.Title, table.Rows, table.Columns) || table.Columns.Count == 0) return "a table of its form is not complete";
            if (table.Rows.Concat(table.Columns).Any(line => line is null || AnyNull(line.Id, line.Label, line.Where) || line.Where.Values.Any(words => words is null))) return "a line of its form is not complete";
        }

        return form.Tables.Select(table => table.Id).Distinct(StringComparer.Ordinal).Count() == form.Tables.Count ? null : "two tables of its form have one name";
    }

    private static string? TablesFault(ReportDocument document)
    {
        if (document.Tables is null || document.Tables.Count != document.Form.Tables.Count) return "its tables are not those of its form";
        foreach (var (table, form) in document.Tables.Zip(document.Form.Tables))
        {
            if (table is null || table.Id != form.Id || table.Rows is null) return "its tables are not those of its form";
            if (table.Rows.Any(row => row is null || AnyNull(row.Id, row.Cells) || row.Cells.Count != form.Columns.Count || row.Cells.Any(cell => !Fits(cell))))
            {
                return $"a row of the table {form.Id} does not fit its columns";
            }
        }

        return document.ReadIn.All(read => Fits(read.Cell)) ? null : "a cell read in is impossible";
    }

    private static bool Fits(Cell? cell) => cell switch
    {
        Cell.Count count => count.Value is >= 0 and <= MostCounted,
        Cell.Approximate about => about.Value is >= 0 and <= MostCounted,
        Cell.Bound bound => bound.Value is >= 0 and <= MostCounted,
        Cell.Percent share => share.Value is { Length: > 0 and <= 12 },
        Cell.Band band => band.Low >= 0 && band.Low <= band.High && band.High <= MostCounted,
        Cell.NotReported or Cell.Withheld => true,
        null => false,
        _ => false,
    };

    private static bool AnyNull(params object?[] members) => members.Any(member => member is null);
}
