namespace Writ.Ledger.Reports;

/// <summary>
/// How a report is derived from demands: which tables, which rows and columns, in which vocabulary. A form is data
/// (<c>Mirror/Forms/*.json</c>), is embedded whole in the report made with it, and is all that a stranger needs beside
/// the openings to recount every cell. Forms change between periods, so a form has an id of its own.
/// </summary>
/// <param name="Id">For instance <c>amazon-2015</c>.</param>
/// <param name="Vocabulary">Whose words these are, for instance <c>Amazon</c>.</param>
/// <param name="Outcomes">What the form's words for outcomes mean. Null only in reports published before forms said so: they
/// are counted by full, partial, none and pending, as <c>amazon-2015</c> defines them.</param>
public sealed record ReportForm(
    string Id, string Title, string Vocabulary, IReadOnlyList<FormTable> Tables, IReadOnlyList<FormOutcome>? Outcomes = null);

/// <summary>One table of a form. A cell counts the demands that satisfy the row's and the column's conditions.</summary>
/// <param name="Id">For instance <c>instrument-outcome</c>.</param>
/// <param name="Rows">Fixed rows, in order. Rows may overlap (a total and its parts).</param>
/// <param name="RowsBy">A field whose every value found becomes a further row (id = value), in ordinal order; or null.</param>
/// <param name="Reported">Null: every cell is counted. Otherwise only the cells <c>row/column</c> named here are; every other
/// cell is <see cref="Cell.NotReported"/>. A replay names exactly what the past publisher published.</param>
public sealed record FormTable(
    string Id,
    string Title,
    IReadOnlyList<FormLine> Rows,
    string? RowsBy,
    IReadOnlyList<FormLine> Columns,
    IReadOnlyList<string>? Reported);

/// <summary>A row or a column.</summary>
/// <param name="Where">Field to allowed values; all must hold; a leading <c>!</c> on the field negates. Fields are those of the
/// register record (as text: <c>true</c>, <c>7</c>), and two derived from the outcome: <c>outcome</c>
/// (a word of <see cref="ReportForm.Outcomes"/>) and <c>disclosed</c> (content, non-content, nothing). Empty: every demand.</param>
public sealed record FormLine(string Id, string Label, IReadOnlyDictionary<string, IReadOnlyList<string>> Where);
