using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Agencies.Partnerships.Oversight;

/// <param name="Account">Somebody who is known already, for a further agency; null: a new person.</param>
/// <param name="Body">Whom they are of.</param>
internal sealed record NameRequest(string Office, string Body, string? Account = null);

/// <summary>Names somebody of neither side: a body's clerk, an outside fetcher, an overseer. They have one part, here and everywhere.</summary>
internal sealed class NameAccount(PartnershipBook book, PartnershipOptions options)
{
    /// <param name="once">The id that a new person gets: a form sent again names nobody again.</param>
    public async Task<Result<Fact>> Handle(AgencyId agency, NameRequest request, OutsideId once, string actor)
    {
        var checks = new Checks();
        if (!PartnershipWords.Offices.Contains(request.Office)) checks.Add(PartnershipRefusals.Choice with { Field = "/office" });
        checks.Line(request.Body, 200, "/body");
        if (!checks.Ok) return checks.Refusal;
        if (request.Account is { } text && !OutsideId.TryParse(text, out once)) return PartnershipRefusals.Party with { Field = "/account" };
        return await book.Act(agency, actor, async found =>
        {
            var person = await Persons.Find(found.Work, once.Text);
            if (person is null && request.Account is not null) return PartnershipRefusals.Party with { Field = "/account" };
            if (person is not null && (person.EndedAt is not null || person.Office != request.Office)) return PartnershipRefusals.Party;
            if (Same(request.Body, found.Agency.Name) || Same(request.Body, options.Company)) return PartnershipRefusals.Party;

            // Two fetchers of one body are one party, and a body does not check its own clerk.
            if (found.Partnership.Accounts.Any(a => a.Account != once && Same(a.Body, request.Body)
                    && (a.Office, request.Office) is (PartnershipWords.Fetcher, PartnershipWords.Clerk) or (PartnershipWords.Clerk, PartnershipWords.Fetcher)))
                return PartnershipRefusals.Party;
            if (person is null)
                await Persons.Enrol(found.Work, CallerKind.Staff, once.Text, null, Title(request), [request.Office], actor, found.Now, office: request.Office);
            return new NewFact(new Fact.OversightAccountNamed(agency, once, request.Office, request.Body, found.Now), $"account/{once}");
        });
    }

    private static string Title(NameRequest request) => request.Office switch
    {
        PartnershipWords.Clerk => $"Clerk, {request.Body}",
        PartnershipWords.Fetcher => $"Outside party, {request.Body}",
        _ => $"Oversight, {request.Body}",
    };

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}
