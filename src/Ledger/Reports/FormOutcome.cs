using System.Text.Json.Serialization;

namespace Writ.Ledger.Reports;

/// <summary>
/// One word for what became of a demand, as a form defines it. A demand is in one of six situations: answered for good or
/// not, and of its items all, some or none produced. Together the words of a form name each situation exactly once.
/// </summary>
/// <param name="Id">The word that conditions ask for, for instance <c>partial</c>: 1 to 40 of <c>a-z 0-9 - _</c>, beginning with a letter.</param>
/// <param name="Final">Whether the demand's state is <c>released</c>, <c>closed</c>, <c>refused</c> or <c>withdrawn</c>.</param>
/// <param name="Produced">Which of <c>all</c> (there are items, and each was produced as it was asked), <c>some</c> (something
/// was, but not all or not as asked) and <c>none</c> this word stands for; at least one.</param>
public sealed record FormOutcome(string Id, [property: JsonRequired] bool Final, IReadOnlyList<string> Produced);
