using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Resolution;

/// <param name="Sha256">Of what the party itself took from where the paper stands, by a tool of its own.</param>
internal sealed record FetchRequest(string What, string Sha256);

/// <summary>An outside party says what it found. What differs is written down too: then the partnership is inert until that party finds the same.</summary>
internal sealed class RecordFetch(PartnershipBook book)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, FetchRequest request, Caller caller)
    {
        var sha = request.Sha256.ToLowerInvariant();
        var checks = new Checks();
        if (!PartnershipWords.Papers.Contains(request.What)) checks.Add(PartnershipRefusals.Choice with { Field = "/what" });
        if (sha.Length != 64 || !sha.All(char.IsAsciiHexDigitLower)) checks.Add(PartnershipRefusals.Hash);
        if (!checks.Ok) return checks.Refusal;
        return await book.Act(agency, caller.Subject, found =>
        {
            if (!PartnershipBook.IsNamed(found.Partnership, caller.Subject, PartnershipWords.Fetcher)) return PartnershipRefusals.NotYours;
            if (!found.Live().TryGet(out var agreement, out var refusal)) return refusal;
            if ((request.What == PartnershipWords.Resolution ? agreement.Resolution : agreement.Policy) is null) return PartnershipRefusals.NoAgreement;
            var mine = agreement.Fetches.Where(f => f.What == request.What && f.Account.Text == caller.Subject).ToList();

            // The same finding twice in a row is one; a changed one is a further look.
            var number = mine.Count + (mine.Count > 0 && mine[^1].Sha256 == sha ? 0 : 1);
            return new NewFact(
                new Fact.ResolutionFetched(agency, agreement.Number, request.What, OutsideId.FromTrusted(caller.Subject), sha, found.Now),
                $"{agreement.Number}/fetch/{request.What}/{caller.Subject}/{number}");
        });
    }
}
