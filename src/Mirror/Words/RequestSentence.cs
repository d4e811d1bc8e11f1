using Writ.Kit;
using Writ.Ledger.Requests;
using Writ.Mirror.Record;

namespace Writ.Mirror.Words;

/// <summary>The words of requests for readers.</summary>
internal static class RequestSentence
{
    public static string State(ListedRequest r) =>
        r.Rule is not null ? "Refused" : r.CorrectedBy is not null ? "Corrected" : r.Outcome is not null ? "Resolved" : r.Corrects is not null ? "Published, a correction" : "Published";

    public static Tone ToneOf(ListedRequest r) => r.Rule is not null ? Tone.Bad : r.CorrectedBy is not null || r.Outcome is not null ? Tone.Plain : Tone.Good;

    public static string Incident(string code) => RequestWords.NameOf(code);

    public static string Rule(string code) => RequestWords.SayRule(code);

    public static string Outcome(string code) => RequestWords.SayOutcome(code);
}
