using System.Text.RegularExpressions;

namespace Writ.Ledger.Reports;

/// <summary>A form's words for outcomes, checked: one word for each of the six situations that a demand can be in.</summary>
public sealed partial class OutcomeWords
{
    private static readonly string[] Extents = ["all", "some", "none"];

    // Reports published before forms defined their outcomes were counted by these, and are still.
    private static readonly FormOutcome[] Undeclared =
    [
        new("pending", false, Extents),
        new("full", true, ["all"]),
        new("partial", true, ["some"]),
        new("none", true, ["none"]),
    ];

    // Answered for good and all, some, none produced; then the same while it is still open.
    private readonly string[] words;

    private OutcomeWords(string[] words) => this.words = words;

    /// <summary>The words of a form. Throws <see cref="ArgumentException"/> on what <see cref="Fault"/> reports.</summary>
    public static OutcomeWords Of(ReportForm form) => Fault(form) is { } fault
        ? throw new ArgumentException(fault, nameof(form))
        : new OutcomeWords([.. Situations(form.Outcomes ?? Undeclared).OrderBy(s => s.At).Select(s => s.Word)]);

    /// <summary>Every word, once.</summary>
    public IReadOnlyList<string> All => [.. words.Distinct()];

    /// <summary>The word for a demand.</summary>
    public string For(DemandOutcome outcome) => words[At(IsFinal(outcome), Extent(outcome))];

    /// <summary>Whether both give every demand the same word.</summary>
    public bool MeansTheSame(OutcomeWords other) => words.SequenceEqual(other.words);

    /// <summary>Whether a demand is answered for good; until then its report is provisional.</summary>
    public static bool IsFinal(DemandOutcome outcome) => outcome.State is "released" or "closed" or "refused" or "withdrawn";

    /// <summary>What keeps a form's outcomes from being used, in words; null if nothing does. Believes nothing of its argument.</summary>
    public static string? Fault(ReportForm form)
    {
        if (form.Outcomes is not { } outcomes) return null;
        foreach (var outcome in outcomes)
        {
            if (outcome?.Id is null || outcome.Produced is null) return "An outcome of the form is not complete";
            if (!Word().IsMatch(outcome.Id) || outcome.Id == Recount.ClosedField) return "An outcome has an id that is no word for one";
            if (outcome.Produced.FirstOrDefault(extent => !Extents.Contains(extent)) is { } unknown) return $"Outcome {outcome.Id} asks for {unknown}, which is none of all, some, none";
            if (outcome.Produced.Count == 0 || outcome.Produced.Any(extent => extent is null)) return $"Outcome {outcome.Id} does not say how much was produced";
        }

        if (outcomes.Select(outcome => outcome.Id).Distinct(StringComparer.Ordinal).Count() != outcomes.Count) return "Two outcomes of the form have the same id";
        var named = Situations(outcomes).ToLookup(situation => situation.At);
        for (var at = 0; at < Extents.Length * 2; at++)
        {
            var situation = $"{(at < Extents.Length ? "final" : "not final")}, {Extents[at % Extents.Length]} produced";
            if (!named.Contains(at)) return $"No outcome of the form stands for: {situation}";
            if (named[at].Count() > 1) return $"Outcomes of the form overlap in: {situation}";
        }

        return null;
    }

    private static IEnumerable<(int At, string Word)> Situations(IEnumerable<FormOutcome> outcomes) =>
        outcomes.SelectMany(outcome => outcome.Produced.Select(extent => (At(outcome.Final, Array.IndexOf(Extents, extent)), outcome.Id)));

    private static int At(bool final, int extent) => (final ? 0 : Extents.Length) + extent;

    private static int Extent(DemandOutcome o)
    {
        if (!o.Items.Any(item => item.Produced)) return 2;
        return o.Items.All(item => item.Produced && item.Decision == "produce") ? 0 : 1;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
