using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Hearing;

/// <param name="Body">Before whom.</param>
/// <param name="Text">What came of it, in one line.</param>
internal sealed record HearingRequest(DateOnly? On, string Body, string Text);

/// <summary>The hearing was held, at the announced hour or later.</summary>
internal sealed class RecordHearing(PartnershipBook book)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, HearingRequest request, string actor)
    {
        var checks = new Checks();
        var now = book.Now;
        if (request.On is not { } on || on > DateOnly.FromDateTime(now.UtcDateTime)) checks.Add(PartnershipRefusals.Day);
        checks.Line(request.Body, 200, "/body");
        checks.Line(request.Text, 1000, "/text");
        if (!checks.Ok) return checks.Refusal;
        return await book.Act(agency, actor, found =>
        {
            if (!found.Live().TryGet(out var agreement, out var refusal)) return refusal;
            if (agreement.Notice is not { } notice) return PartnershipRefusals.NoAgreement;
            if (found.Now < notice.Hearing) return PartnershipRefusals.HearingAhead;
            if (request.On < DateOnly.FromDateTime(notice.Hearing.UtcDateTime)) return PartnershipRefusals.Day;
            return new NewFact(new Fact.HearingHeld(agency, agreement.Number, request.On!.Value, request.Body, request.Text, found.Now), $"{agreement.Number}/hearing");
        });
    }
}
