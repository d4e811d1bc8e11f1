using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Resolution;

/// <param name="What">Resolution or use policy.</param>
/// <param name="Body">Which elected body adopted it.</param>
/// <param name="On">On which day.</param>
/// <param name="Url">Where it stands in public.</param>
internal sealed record PaperRequest(string What, byte[]? File, string Body, DateOnly? On, string Url);

/// <summary>What the elected body adopted. Once the time to comment is over and everybody could be heard: what was adopted before does not count.</summary>
internal sealed class PlacePaper(PartnershipBook book, Papers papers)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, PaperRequest request, string actor)
    {
        var checks = new Checks();
        if (!PartnershipWords.Papers.Contains(request.What)) checks.Add(PartnershipRefusals.Choice with { Field = "/what" });
        if (!Papers.KindOf(request.File).TryGet(out var ending, out var wrong)) checks.Add(wrong);
        checks.Line(request.Body, 200, "/body");
        if (request.On is not { } on || on > DateOnly.FromDateTime(book.Now.UtcDateTime)) checks.Add(PartnershipRefusals.Day);
        if (!WebAddresses.Fits(request.Url)) checks.Add(PartnershipRefusals.Address);
        if (!checks.Ok) return checks.Refusal;
        var paper = papers.Keep(agency, request.File!, ending!);
        return await book.Act(agency, actor, found =>
        {
            if (!found.Live().TryGet(out var agreement, out var refusal)) return refusal;
            if (agreement.CommentEnds is not { } comment || agreement.Hearing is not { } hearing) return PartnershipRefusals.CommentOpen;
            if (found.Now < comment || request.On < hearing.On || request.On < DateOnly.FromDateTime(comment.UtcDateTime)) return PartnershipRefusals.CommentOpen;
            return new NewFact(
                new Fact.ResolutionPlaced(agency, agreement.Number, request.What, request.Body, request.On!.Value, request.Url, paper.Path, paper.Sha256, found.Now),
                $"{agreement.Number}/{request.What}");
        });
    }
}
