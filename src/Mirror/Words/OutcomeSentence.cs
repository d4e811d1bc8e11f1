using Writ.Ledger.Reports;

namespace Writ.Mirror.Words;

/// <summary>What a form's word for an outcome means, as a reader is told.</summary>
internal static class OutcomeSentence
{
    public static string Of(FormOutcome outcome)
    {
        var answered = outcome.Final ? "answered for good" : "not answered yet";
        return outcome.Produced.Count == 3 ? $"{answered}." : $"{answered}, and {string.Join(", or ", outcome.Produced.Select(Produced))}.";
    }

    private static string Produced(string extent) => extent switch
    {
        "all" => "every item was produced as it was asked",
        "some" => "something was produced, but not all of it or not as it was asked",
        _ => "nothing was produced",
    };
}
