using Writ.Kit;
using Writ.Ledger.Requests;
using Writ.Mirror.Record;

namespace Writ.Mirror.Words;

/// <summary>The words of requests for readers.</summary>
internal static class RequestSentence
{
    public static string State(ListedRequest r, ListedAgency? agency) =>
        r.Rule is not null ? "Refused" : r.CorrectedBy is not null ? "Corrected" : r.Outcome is not null ? "Resolved" : IsOver(r, agency) ? "Over"
        : agency?.Hinders is not null ? "Not asked at present" : r.Corrects is not null ? "Published, a correction" : "Published";

    public static Tone ToneOf(ListedRequest r, ListedAgency? agency) =>
        r.Rule is not null ? Tone.Bad : r.CorrectedBy is not null || r.Outcome is not null || IsOver(r, agency) ? Tone.Plain : agency?.Hinders is not null ? Tone.Bad : Tone.Good;

    /// <summary>Its days were over when the newest fact was written: this site has no other clock.</summary>
    public static bool IsOver(ListedRequest r, ListedAgency? agency) => r.Until is { } until && agency is not null && until <= agency.AsOf;

    public static string Incident(string code) => RequestWords.NameOf(code);

    public static string Rule(string code) => RequestWords.SayRule(code);

    public static string Outcome(string code) => RequestWords.SayOutcome(code);
}
