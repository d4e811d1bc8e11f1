using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Jurisdiction;

/// <summary>The area in which an agency answers. The file itself is published; the last one counts.</summary>
internal sealed class SetJurisdiction(PartnershipBook book, Papers papers, PartnershipOptions options)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, byte[]? file, string actor)
    {
        if (file is null) return AreaRefusals.Missing;
        if (!AreaReader.Read(file, options.MinWidthMetres).TryGet(out _, out var refusal)) return refusal;
        var paper = papers.Keep(agency, file, "geojson");

        // The same file again is the same act; another one is a further act, though it says what one before the last said.
        return await book.Act(agency, actor, found =>
        {
            var last = found.Partnership.Jurisdiction;
            var number = found.Partnership.Facts.OfType<Fact.JurisdictionSet>().Count() + (last?.Sha256 == paper.Sha256 ? 0 : 1);
            return new NewFact(new Fact.JurisdictionSet(agency, paper.Path, paper.Sha256, found.Now), $"area/{number}");
        });
    }
}
