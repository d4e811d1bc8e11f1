using Writ.Kit;
using Writ.Ledger.Requests;

namespace Writ.Mirror.Words;

/// <summary>What a correction changed, in words for readers.</summary>
internal static class RequestChanges
{
    /// <summary>Each with what stood there before; of long texts and places only that they changed.</summary>
    public static IReadOnlyList<(string What, string Before)> Of(RequestDocument first, RequestDocument correction)
    {
        var changes = new List<(string What, string Before)>();
        Add("Incident", RequestSentence.Incident(first.Incident), first.Incident != correction.Incident);
        Add("It happened", WordsOf.Moment(first.IncidentAt), first.IncidentAt != correction.IncidentAt);
        Add("Recordings asked", $"{WordsOf.Moment(first.From)} to {WordsOf.Moment(first.To)}", (first.From, first.To) != (correction.From, correction.To));
        Add("Area", $"{CellWords.Number(first.SquareMetres)} square metres with {WordsOf.Count(first.Dwellings, "dwelling")}, other corners", !first.Area.SequenceEqual(correction.Area));
        Add("Place of the incident", "another place", first.Point != correction.Point);
        Add("Case of the agency", first.Case, first.Case != correction.Case);
        Add("Whom people can call", first.Contact, first.Contact != correction.Contact);
        Add("Facts", "other words", first.Facts != correction.Facts);
        Add("What would help", "other words", first.LookingFor != correction.LookingFor);
        return changes;

        void Add(string what, string before, bool changed)
        {
            if (changed) changes.Add((what, before));
        }
    }
}
