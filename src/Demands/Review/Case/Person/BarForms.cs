using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Review.Case.Person;

/// <summary>Legal bars to telling a person: recorded, found not to exist, or lifted; each on a page of its own.</summary>
internal sealed class BarForms(TellPeople cases, PersonPages show)
{
    private const string Home = "/desk/demands/{id}/bars";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home + "/new", (HttpContext http, string id, PersonPages show, Caller caller) => show.Show<BarNewPage>(http, id, caller, m => m))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost(Home + "/new", (HttpContext http, string id, BarForms use, Caller caller) => use.Record(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapGet(Home + "/none", (HttpContext http, string id, PersonPages show, Caller caller) => show.Show<BarNonePage>(http, id, caller, m => m))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost(Home + "/none", (HttpContext http, string id, BarForms use, Caller caller) => use.None(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapGet(Home + "/{bar}/lifting", (HttpContext http, string id, string bar, PersonPages show, Caller caller) =>
                show.Show<BarLiftPage>(http, id, caller, Of(bar)))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost(Home + "/{bar}/lifting", (HttpContext http, string id, string bar, BarForms use, Caller caller) => use.Lift(http, id, bar, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
    }

    private static Func<PersonModel, PersonModel?> Of(string bar) =>
        m => m.Case.Case.Bars.Bars.FirstOrDefault(b => b.Id == bar) is { } found ? m with { Bar = found } : null;

    private async Task<IResult> Record(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = new PersonTyped
        {
            Kind = form.Line("kind"), Authority = form.Line("authority"), Reference = form.Line("reference"), EndsOn = TypedDay.Read(form, "endsOn"), Reason = form.Line("reason"),
        };

        // What is no day is long past, and refused as that.
        var done = await cases.Record(id, new RecordBarRequest(typed.Kind, typed.Authority, typed.Reference, typed.EndsOn.Day ?? DateOnly.MinValue, typed.Reason), caller);
        return await show.After(
            id, caller, done, "bar-recorded", _ => false, refusal => show.Show<BarNewPage>(http, id, caller, m => m, typed, refusal));
    }

    private async Task<IResult> None(HttpContext http, string id, Caller caller)
    {
        var reason = (await Posted.Read(http)).Line("reason");
        return await show.After(
            id, caller, await cases.None(id, new NoBarRequest(reason), caller), "bar-none",
            now => now.Bars.NoneSaidBy == caller.Subject && now.Bars.NoneReason == reason,
            refusal => show.Show<BarNonePage>(http, id, caller, m => m, new PersonTyped { Reason = reason }, refusal));
    }

    private async Task<IResult> Lift(HttpContext http, string id, string bar, Caller caller)
    {
        var why = (await Posted.Read(http)).Line("why");
        return await show.After(
            id, caller, await cases.Lift(id, bar, new LiftBarRequest(why), caller), "bar-lifted",
            now => now.Bars.Bars.Any(b => b.Id == bar && b.LiftedBy == caller.Subject && b.LiftedWhy == why),
            refusal => show.Show<BarLiftPage>(http, id, caller, Of(bar), new PersonTyped { Reason = why }, refusal));
    }
}
