using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Notice;

/// <param name="Url">Where the notice stands in public.</param>
/// <param name="Hearing">When everybody can be heard.</param>
internal sealed record NoticeRequest(byte[]? File, string Url, DateTimeOffset? Hearing);

/// <summary>The agency tells the public what is planned. From here on the time to comment runs.</summary>
internal sealed class GiveNotice(PartnershipBook book, Papers papers)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, NoticeRequest request, string actor)
    {
        var checks = new Checks();
        if (!WebAddresses.Fits(request.Url)) checks.Add(PartnershipRefusals.Address);
        if (!Papers.KindOf(request.File).TryGet(out var ending, out var wrong)) checks.Add(wrong);
        if (request.Hearing is null) checks.Add(PartnershipRefusals.HearingTime);
        if (!checks.Ok) return checks.Refusal;
        var paper = papers.Keep(agency, request.File!, ending!);
        return await book.Act(agency, actor, found =>
        {
            if (!found.Live().TryGet(out var agreement, out var refusal)) return refusal;
            if (agreement.Notice is null && (request.Hearing <= found.Now || request.Hearing > found.Now.AddYears(1))) return PartnershipRefusals.HearingTime;
            return new NewFact(
                new Fact.NoticeGiven(agency, agreement.Number, request.Url, paper.Path, paper.Sha256, request.Hearing!.Value, found.Now), $"{agreement.Number}/notice");
        });
    }
}
