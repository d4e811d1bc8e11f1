using System.Text.Json.Serialization;

namespace Writ.Ledger.Reports;

/// <summary>
/// A published report, at <c>reports/&lt;period&gt;/v&lt;version&gt;.json</c>. The record holds its SHA-256 in an open fact
/// (<c>report-published</c>), so that it can be replaced only by a further version, in public.
/// </summary>
/// <param name="Schema">Always <c>writ.report/v1</c>.</param>
/// <param name="Publisher">The company.</param>
/// <param name="Origin">The log's origin line.</param>
/// <param name="Period">Text of the period.</param>
/// <param name="Version">1 and up; the highest in the record counts.</param>
/// <param name="Provisional">True while the period still runs.</param>
/// <param name="Replay">True where published figures of the past were replayed; such a report says nothing new of the world.</param>
/// <param name="From">Ordinal of the first register leaf covered (register leaves counted from 0 in log order).</param>
/// <param name="To">Ordinal after the last.</param>
/// <param name="TreeSize">Size of the log that holds every leaf covered.</param>
/// <param name="Openings">Where the openings are, and their SHA-256.</param>
/// <param name="Unopened">Null where every leaf of the range is opened.</param>
public sealed record ReportDocument(
    string Schema,
    string Publisher,
    string Origin,
    string Period,
    [property: JsonRequired] int Version,
    [property: JsonRequired] bool Provisional,
    [property: JsonRequired] bool Replay,
    [property: JsonRequired] long From,
    [property: JsonRequired] long To,
    [property: JsonRequired] long TreeSize,
    ReportForm Form,
    IReadOnlyList<ReportTable> Tables,
    IReadOnlyList<ReadIn> ReadIn,
    IReadOnlyList<string> Notes,
    OpeningsFile Openings,
    UnopenedPart? Unopened = null);

/// <param name="Rows">Every row of the form, and those found by <see cref="FormTable.RowsBy"/>.</param>
public sealed record ReportTable(string Id, IReadOnlyList<ReportRow> Rows);

/// <param name="Cells">In the order of the form's columns.</param>
public sealed record ReportRow(string Id, IReadOnlyList<Cell> Cells);

/// <summary>A cell that was read in from elsewhere (a band, a past publication) and cannot be recounted from the record.</summary>
public sealed record ReadIn(string Row, string Column, Cell Cell, string Source);

/// <summary>Openings, one JSON object a line (<see cref="DemandOpening"/>), in the order of the leaves covered.</summary>
/// <param name="Path">Relative to the site's root: <c>reports/&lt;period&gt;/v&lt;version&gt;-openings.jsonl</c>.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
public sealed record OpeningsFile(string Path, string Sha256, [property: JsonRequired] long Count);

/// <summary>What a report reveals of one demand: the opening of its leaf, field by field, and what became of it.</summary>
/// <param name="Leaf">Index of the leaf in the log.</param>
/// <param name="Class"><c>open</c>; in a file of leaves unsealed later <c>withheld</c>. Dummies are never opened.</param>
/// <param name="Blind">The scalar that opens the commitment to the class, base64.</param>
/// <param name="Fields">In the register schema's order; a field that stays closed shows its hash only.</param>
public sealed record DemandOpening(
    [property: JsonRequired] long Leaf, string Class, string Blind, IReadOnlyList<OpenedField> Fields, DemandOutcome Outcome);

/// <summary>Either name, value and salt (base64), or hash (base64) alone.</summary>
public sealed record OpenedField(string? Name, string? Value, string? Salt, string? Hash);

/// <param name="State">The demand's public state, for instance <c>closed</c>.</param>
public sealed record DemandOutcome(string State, IReadOnlyList<ItemOutcome> Items);

/// <summary>What became of one item. Every published vocabulary of outcomes is derived from these.</summary>
/// <param name="Category">Data category, for instance <c>subscriber</c>.</param>
/// <param name="Content">Whether the law counts that category as content.</param>
/// <param name="Decision">produce, narrow, refuse; null while undecided.</param>
/// <param name="Found">Whether there was anything; null while not looked up or refused.</param>
/// <param name="Produced">Whether it was handed over (or, for a removal, done).</param>
/// <param name="Ground">Code of the ground, where refused or narrowed.</param>
public sealed record ItemOutcome(string Category, [property: JsonRequired] bool Content, string? Decision, bool? Found, [property: JsonRequired] bool Produced, string? Ground);
