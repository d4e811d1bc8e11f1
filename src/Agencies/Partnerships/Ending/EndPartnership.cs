using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Ending;

/// <summary>Either side ends the last agreement, whatever state it is in, with a reason that is public.</summary>
internal sealed class EndPartnership(PartnershipBook book)
{
    /// <param name="cause"><c>company</c> or <c>agency</c>.</param>
    /// <param name="number">The agreement, as it stood on the page.</param>
    public async Task<Result<Fact>> Handle(AgencyId agency, int? number, string cause, string text, string actor)
    {
        var checks = new Checks();
        checks.Line(text, 300, "/reason");
        if (!checks.Ok) return checks.Refusal;
        return await book.Act(agency, actor, found =>
        {
            if (found.Partnership.Agreements.FirstOrDefault(a => a.Number == number) is not { } agreement) return PartnershipRefusals.NoAgreement;
            if (agreement.Ended is null && found.Partnership.EndOf(agreement, found.Now) is not null) return PartnershipRefusals.Over;
            return new NewFact(new Fact.PartnershipEnded(agency, agreement.Number, cause, text, found.Now), $"{agreement.Number}/ended");
        });
    }
}
