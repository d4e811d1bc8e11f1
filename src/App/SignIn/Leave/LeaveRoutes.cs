using Writ.Base;
using Writ.Kit;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Session;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Leave;

/// <summary><c>/sign-out</c>, here or everywhere. Both are forms: no link on another site can sign anybody out.</summary>
internal static class LeaveRoutes
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/sign-out", async (HttpContext http, SessionCookie cookie) =>
        {
            var mine = IsCustomer(http);
            await cookie.End(http);
            return DeskAnswers.GoTo(SignInAddress.To(null, Notice.SignedOut, mine: mine));
        }).RequireAuthorization(Scopes.AnyPage);
        pages.MapPost("/sign-out/everywhere", async (HttpContext http, SessionCookie cookie, IStore store, TimeProvider time) =>
        {
            var subject = Visit.Required(http).Person.Subject;
            await store.Act<bool>(async work =>
            {
                if (await Persons.Find(work, subject) is { } person) await Persons.EndSessions(work, person, time.GetUtcNow());
                return true;
            });
            var mine = IsCustomer(http);
            await cookie.End(http);
            return DeskAnswers.GoTo(SignInAddress.To(null, Notice.SignedOutEverywhere, mine: mine));
        }).RequireAuthorization(Scopes.AnyPage);
    }

    private static bool IsCustomer(HttpContext http) => Visit.Required(http).Person.Kind == CallerKind.Customer;
}
