using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Review.Sign;
using Writ.Kit;

namespace Writ.Demands.Review.Case;

/// <summary>The second person's page: exactly what was decided, and what the gate would say if they approved.</summary>
internal sealed class ApprovalDesk(ApproveDemand approve, SignDesk signed, CaseDesk desk, Looks looks)
{
    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/desk/demands/{id}/approval", (HttpContext http, string id, ApprovalDesk use, Caller caller) => use.Show(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
        pages.MapPost("/desk/demands/{id}/approval", (HttpContext http, string id, ApprovalDesk use, Caller caller) => use.Approve(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewApprove)).TakesUpTo(SignDesk.MostBytes);
        pages.MapPost("/desk/demands/{id}/return", (HttpContext http, string id, ApprovalDesk use, Caller caller) => use.SendBack(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
        pages.MapPost("/desk/demands/{id}/release", (HttpContext http, string id, ApprovalDesk use, Caller caller) => use.Release(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
    }

    private async Task<IResult> Show(HttpContext http, string id, Caller caller, CaseTyped? typed = null, Refusal? refusal = null)
    {
        var looked = await looks.Record(id, caller, LookedAt.Approval);
        if (!looked.TryGet(out _, out var unseen)) return DeskAnswers.Refused(unseen);
        var found = await desk.Model(id, caller, typed ?? new CaseTyped(), asApprover: true);
        if (!found.TryGet(out var model, out var unknown)) return DeskAnswers.Refused(unknown);
        SignScript.AllowFor(http.Response, model.Signing);
        return await DeskAnswers.Show<ApprovalPage>(http, model, refusal);
    }

    private async Task<IResult> Approve(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var given = await signed.Read(form, caller, http.RequestAborted);
        var done = given is { Ok: false } wrong ? wrong.Refusal : await approve.Approve(id, form.Line("decision"), given?.Value, caller, http.RequestAborted);
        if (done.Ok) return DeskAnswers.GoTo($"/desk/demands/{id}", "approved");
        if (done.Refusal.Kind == RefusalKind.NotFound) return DeskAnswers.Refused(done.Refusal);

        // Sent twice, it is done already.
        var now = await desk.Model(id, caller, new CaseTyped());
        return done.Refusal.Code == DemandRefusals.WrongState.Code && now is { Ok: true } && now.Value.Case.Approver == caller.Subject
            ? DeskAnswers.GoTo($"/desk/demands/{id}", "approved")
            : await Show(http, id, caller, refusal: done.Refusal);
    }

    private async Task<IResult> SendBack(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var note = form.Line("note");
        var before = await desk.Model(id, caller, new CaseTyped());
        if (!before.TryGet(out var model, out var unknown)) return DeskAnswers.Refused(unknown);

        // Like an approval, it is about the decision that was seen.
        var changed = model.Case.State == "decided" && model.Case.Decision != form.Line("decision");
        var done = changed ? DemandRefusals.DecisionChanged : await approve.SendBack(id, new SendBackRequest(note), caller);
        if (done.Ok) return DeskAnswers.GoTo($"/desk/demands/{id}", "sent-back");
        var last = model.Case.Timeline.LastOrDefault();
        return last is { Kind: "sent-back" } && last.Actor == caller.Subject && last.Note == note
            ? DeskAnswers.GoTo($"/desk/demands/{id}", "sent-back")
            : await Show(http, id, caller, new CaseTyped { Back = note }, done.Refusal);
    }

    private async Task<IResult> Release(HttpContext http, string id, Caller caller)
    {
        var done = await approve.Release(id, http.RequestAborted);
        return done.Ok ? DeskAnswers.GoTo($"/desk/demands/{id}", "released")
            : done.Refusal.Kind == RefusalKind.NotFound ? DeskAnswers.Refused(done.Refusal)
            : await desk.Show(http, id, caller, refusal: done.Refusal);
    }
}
