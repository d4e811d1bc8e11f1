using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.CompanyConduct;

/// <summary>What the company did towards an agency: a contact, a training, a template that it sent, a statement that it reviewed. With or without an agreement.</summary>
internal sealed class RecordConduct(PartnershipBook book)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, string what, DateOnly? on, string text, string once, string actor)
    {
        var checks = new Checks();
        if (!PartnershipWords.Conducts.Contains(what)) checks.Add(PartnershipRefusals.Choice with { Field = "/what" });
        if (on is null || on > DateOnly.FromDateTime(book.Now.UtcDateTime)) checks.Add(PartnershipRefusals.Day);
        checks.Line(text, 1000, "/text");
        return !checks.Ok ? checks.Refusal
            : await book.Act(agency, actor, found => new NewFact(new Fact.CompanyConduct(agency, what, on!.Value, text, found.Now), $"conduct/{once}"));
    }
}
