using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review.Case;
using Writ.Kit;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Demands.Assign;

/// <summary>Takes up a demand, gives it to a colleague or back to nobody. It bars nobody: it says who is at it.</summary>
internal sealed class AssignDemand(IStore store, StaffNames colleagues, TimeProvider time)
{
    private const string Nobody = "nobody";

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapPost("/desk/demands/{id}/assignment", (HttpContext http, string id, AssignDemand use, CaseDesk desk, Caller caller) => use.Post(http, id, desk, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));

    private async Task<IResult> Post(HttpContext http, string id, CaseDesk desk, Caller caller)
    {
        var form = await Posted.Read(http);
        var done = await Handle(id, form.Line("to"), form.Line("seen"), caller);
        if (done.TryGet(out _, out var refusal)) return form.Line("back") == "queue" ? DeskAnswers.GoTo("/desk", "assigned") : DeskAnswers.GoTo($"/desk/demands/{id}", "assigned");
        return refusal.Kind == RefusalKind.NotFound ? DeskAnswers.Refused(refusal) : await desk.Show(http, id, caller, refusal: refusal);
    }

    /// <param name="to"><c>me</c>, <c>nobody</c>, or the id of a colleague who decides.</param>
    /// <param name="seen">Whose it was when the form was shown: empty or an id.</param>
    internal Task<Result<bool>> Handle(string id, string to, string seen, Caller caller) => store.Act<bool>(async work =>
    {
        if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
        string? assignee = to switch { "me" => caller.Subject, Nobody => null, _ => to };
        if (assignee is not null && assignee != caller.Subject
            && !((await colleagues.All(work)).TryGetValue(assignee, out var colleague) && !colleague.Ended && colleague.Scopes.Contains(Scopes.ReviewDecide)))
            return DemandRefusals.NoSuchColleague;
        var now = await Assignments.Of(work, demandId);

        // Sent twice, it is done already.
        if (now == assignee) return true;
        if ((now ?? string.Empty) != seen) return DemandRefusals.AssignedMeanwhile;
        if (d.State is not (DemandState.Received or DemandState.Decided or DemandState.Approved)) return DemandRefusals.WrongState;
        work.Db().Add(new Assignment { DemandId = demandId, At = time.GetUtcNow(), Actor = caller.Subject, Assignee = assignee });
        return true;
    });
}
