using Writ.Ledger.Register;

namespace Writ.Ledger.Reports;

/// <summary>
/// Counts a report's tables from nothing but its form and the openings: the same code for the publisher and for
/// whoever checks. A field that stayed closed counts under the value <c>withheld</c>.
/// </summary>
public static class Recount
{
    /// <summary>Stands for a field that stayed closed.</summary>
    public const string ClosedField = "withheld";

    private static readonly string[] Disclosures = ["content", "non-content", "nothing"];

    /// <summary>Derived fields a form may ask for, beside those of the register.</summary>
    public static IReadOnlyList<string> Derived { get; } = ["outcome", "disclosed"];

    /// <summary>
    /// Every table of the form. A cell counts the demands that meet the row's and the column's conditions; a value found
    /// by <see cref="FormTable.RowsBy"/> that is already the id of a fixed row makes no further row. Cells that are read
    /// in replace those of the first table. Throws <see cref="ArgumentException"/> on what <see cref="Wrong"/> reports.
    /// </summary>
    public static IReadOnlyList<ReportTable> Tables(ReportForm form, IEnumerable<DemandOpening> openings, IReadOnlyList<ReadIn> readIn)
    {
        if (Wrong(form) is { } wrong) throw new ArgumentException(wrong, nameof(form));
        var words = OutcomeWords.Of(form);
        var counters = form.Tables.Select(table => new TableCounter(table)).ToArray();
        foreach (var opening in openings)
        {
            var fields = FieldsOf(opening, words);
            foreach (var counter in counters) counter.Add(fields);
        }

        var tables = counters.Select(counter => counter.Table()).ToList();
        if (tables.Count > 0) tables[0] = ReadInto(form.Tables[0], tables[0], readIn);
        return tables;
    }

    /// <summary><c>content</c> if any item produced is content, <c>non-content</c> if something else was produced, <c>nothing</c> otherwise.</summary>
    public static string DisclosedOf(DemandOutcome o)
    {
        if (!o.Items.Any(item => item.Produced)) return "nothing";
        return o.Items.Any(item => item.Produced && item.Content) ? "content" : "non-content";
    }

    /// <summary>What keeps a form from being counted, in words; null if nothing does.</summary>
    public static string? Wrong(ReportForm form)
    {
        if (OutcomeWords.Fault(form) is { } outcomes) return outcomes;
        var words = OutcomeWords.Of(form).All;
        if (form.Tables.Count == 0) return "A form has at least one table";
        if (!Once(form.Tables.Select(table => table.Id))) return "Two tables have the same id";
        foreach (var table in form.Tables)
        {
            if (!Once(table.Rows.Select(row => row.Id)) || !Once(table.Columns.Select(column => column.Id))) return $"Table {table.Id} has an id twice";
            if (table.RowsBy is { } by && !IsField(by)) return $"Table {table.Id} has rows by {by}, which is no field";
            var conditions = table.Rows.Concat(table.Columns).SelectMany(line => line.Where.Keys);
            if (conditions.FirstOrDefault(name => !IsField(name.StartsWith('!') ? name[1..] : name)) is { } unknown) return $"Table {table.Id} asks for {unknown}, which is no field";
            if (UnknownWord(table, "outcome", words) is { } outcome) return $"Table {table.Id} asks for the outcome {outcome}, which the form does not define";
            if (UnknownWord(table, "disclosed", Disclosures) is { } disclosed) return $"Table {table.Id} asks for what was disclosed by {disclosed}, which is no word for it";
        }

        return null;
    }

    /// <summary>Every field of a demand as text, the derived ones included.</summary>
    internal static IReadOnlyDictionary<string, string> FieldsOf(DemandOpening opening, OutcomeWords words)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < RegisterSchema.Fields.Count; i++)
            fields[RegisterSchema.Fields[i]] = i < opening.Fields.Count ? opening.Fields[i].Value ?? ClosedField : ClosedField;
        fields["outcome"] = words.For(opening.Outcome);
        fields["disclosed"] = DisclosedOf(opening.Outcome);
        return fields;
    }

    /// <summary>A condition on a word that no demand can have would count nothing, for ever, and look like zero.</summary>
    private static string? UnknownWord(FormTable table, string field, IReadOnlyList<string> words) => table.Rows.Concat(table.Columns)
        .SelectMany(line => line.Where).Where(condition => condition.Key == field || condition.Key == "!" + field)
        .SelectMany(condition => condition.Value).FirstOrDefault(word => !words.Contains(word));

    private static bool IsField(string name) => RegisterSchema.Fields.Contains(name) || Derived.Contains(name);

    private static bool Once(IEnumerable<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return ids.All(seen.Add);
    }

    private static ReportTable ReadInto(FormTable form, ReportTable table, IReadOnlyList<ReadIn> readIn)
    {
        var rows = table.Rows.ToDictionary(row => row.Id, row => row.Cells.ToArray(), StringComparer.Ordinal);
        foreach (var cell in readIn)
        {
            var column = form.Columns.ToList().FindIndex(line => line.Id == cell.Column);
            if (column < 0 || !rows.TryGetValue(cell.Row, out var cells))
                throw new ArgumentException($"Table {form.Id} has no cell {cell.Row}/{cell.Column} to read in");
            cells[column] = cell.Cell;
        }

        return table with { Rows = [.. table.Rows.Select(row => row with { Cells = rows[row.Id] })] };
    }
}

/// <summary>Counts one table, one demand at a time.</summary>
internal sealed class TableCounter(FormTable form)
{
    private readonly long[][] rows = [.. form.Rows.Select(_ => new long[form.Columns.Count])];
    private readonly SortedDictionary<string, long[]> found = new(StringComparer.Ordinal);
    private readonly HashSet<string> fixedRows = [.. form.Rows.Select(row => row.Id)];

    public void Add(IReadOnlyDictionary<string, string> fields)
    {
        var columns = form.Columns.Select(column => Holds(column, fields)).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            if (Holds(form.Rows[i], fields)) Count(rows[i], columns);
        }

        if (form.RowsBy is not { } by || fixedRows.Contains(fields[by])) return;
        if (!found.TryGetValue(fields[by], out var row)) found[fields[by]] = row = new long[form.Columns.Count];
        Count(row, columns);
    }

    public ReportTable Table()
    {
        var all = form.Rows.Select((row, i) => (row.Id, Counts: rows[i])).Concat(found.Select(row => (Id: row.Key, Counts: row.Value)));
        return new ReportTable(form.Id, [.. all.Select(row => new ReportRow(row.Id, [.. row.Counts.Select((count, i) => Cell(row.Id, form.Columns[i].Id, count))]))]);
    }

    private static void Count(long[] row, bool[] columns)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (columns[i]) row[i]++;
        }
    }

    private static bool Holds(FormLine line, IReadOnlyDictionary<string, string> fields) =>
        line.Where.All(condition => condition.Key.StartsWith('!')
            ? !condition.Value.Contains(fields[condition.Key[1..]])
            : condition.Value.Contains(fields[condition.Key]));

    private Cell Cell(string row, string column, long count) =>
        form.Reported is null || form.Reported.Contains($"{row}/{column}") ? new Cell.Count(count) : new Cell.NotReported();
}
