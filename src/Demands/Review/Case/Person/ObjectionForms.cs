using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Review.Case.Person;

/// <summary>A person objected: what they say, their file, and the decision on it.</summary>
internal sealed class ObjectionForms(TellPeople cases, PersonPages show)
{
    private const string Home = "/desk/demands/{id}/objections/{objection}";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home + "/decision", (HttpContext http, string id, string objection, PersonPages show, Caller caller) =>
                show.Show<ObjectionPage>(http, id, caller, Of(objection)))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost(Home + "/decision", (HttpContext http, string id, string objection, ObjectionForms use, Caller caller) => use.Decide(http, id, objection, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapGet(Home + "/file", async (HttpContext http, string id, string objection, TellPeople use, Caller caller) =>
                (await use.File(id, objection, caller, http.RequestAborted)).TryGet(out var file, out var refusal) ? file : DeskAnswers.Refused(refusal))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
    }

    private static Func<PersonModel, PersonModel?> Of(string objection) =>
        m => m.Case.Case.Objections.FirstOrDefault(o => o.Id == objection) is { } found ? m with { Objection = found } : null;

    private async Task<IResult> Decide(HttpContext http, string id, string objection, Caller caller)
    {
        var form = await Posted.Read(http);
        var (decision, reason) = (form.Line("decision"), form.Line("reason"));
        var upheld = decision == "uphold";
        return await show.After(
            id, caller, await cases.Decide(id, objection, new DecideObjectionRequest(decision, reason), caller), upheld ? "upheld" : "overruled",
            now => now.Objections.Any(o => o.Id == objection && o.DecidedBy == caller.Subject && o.State == (upheld ? "upheld" : "overruled") && o.Reason == reason),
            refusal => show.Show<ObjectionPage>(http, id, caller, Of(objection), new PersonTyped { Decision = decision, Reason = reason }, refusal));
    }
}
