using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Mirror;

/// <summary>One number that a company published, or that others printed of it, as the project's own copy holds it.</summary>
/// <param name="Entity">Whose figures: <c>Amazon(ex-AWS)</c>, <c>AWS</c>, <c>Ring</c>; as the source tells them apart.</param>
/// <param name="Dimension"><c>type</c>, <c>country</c>, <c>disclosure</c>, <c>notice</c> or <c>all</c>.</param>
/// <param name="Category">The row: <c>subpoena</c>, <c>DE</c>, <c>content</c>.</param>
/// <param name="Metric">The column: <c>received</c>, <c>full</c>, <c>full_pct</c>.</param>
/// <param name="Value">The number, typed. Never <see cref="Cell.NotReported"/>: what was not reported has no row.</param>
/// <param name="Raw">The number exactly as the copy writes it.</param>
/// <param name="Quality">Grade: P primary text, R re-extracted from a published data set, S press, D derived by arithmetic,
/// U from one article alone.</param>
/// <param name="Source">Where it stands, and what was noted of it.</param>
public sealed record PublishedFigure(
    string Entity,
    Period Period,
    string Dimension,
    string Category,
    string Metric,
    Cell Value,
    string Raw,
    string Quality,
    string Source);
