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

    public static string Rule(string code) => code switch
    {
        "names-victim" => "it names a victim",
        "threat" => "it threatens",
        "pressure" => "it presses people to answer",
        "race-alone" => "it describes somebody by race or origin alone",
        "announcement" => "it only announces something",
        "lawful-activity" => "it seeks what people lawfully do",
        "live" => "it asks for what is yet to be recorded",
        "facts-thin" => "its facts do not show an incident",
        "area-unrelated" => "area or time do not follow from the incident",
        "outside-approval" => "somebody outside, whose consent it needs, did not give it",
        _ => "it is not for this agency, or acts for another one",
    };

    public static string Outcome(string code) => code switch
    {
        "solved" => "the case is solved",
        "helped" => "the case is open, and recordings helped",
        "not-helped" => "the case is open, and nothing helped",
        "withdrawn" => "the agency took the request back",
        _ => "there was no incident",
    };
}
