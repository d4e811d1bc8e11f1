using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;

namespace Writ.App.SignIn.Signing;

/// <summary><c>/account/signing</c>: for who decides demands, or approves.</summary>
internal static class SigningRoutes
{
    public const string Home = "/account/signing";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home, (HttpContext http, SigningUse use) => Show(http, use)).RequireAuthorization(Scopes.AnyPage).LoadsScript();
        pages.MapPost($"{Home}/options", async (HttpContext http, SigningUse use) => SigningUse.Decides(Visit.Required(http).Person)
                ? Results.Text(await use.Ask(Visit.Required(http)), "application/json")
                : DeskAnswers.Refused(SignInRefusals.NotYours))
            .RequireAuthorization(Scopes.AnyPage).AskedByScript().RequireRateLimiting(Attempts.Policy);
        pages.MapPost(Home, async (HttpContext http, SigningUse use) =>
        {
            var form = await Posted.Read(http);
            return (await use.Choose(Visit.Required(http), form.Line("credential"))).Refusal is { } refusal ? await Show(http, use, refusal) : Said(Notice.SigningChosen);
        }).RequireAuthorization(Scopes.AnyPage).LoadsScript().RequireRateLimiting(Attempts.Policy);
        pages.MapPost($"{Home}/end", async (HttpContext http, SigningUse use) =>
            (await use.Stop(Visit.Required(http))).Refusal is { } refusal ? await Show(http, use, refusal) : Said(Notice.SigningStopped))
            .RequireAuthorization(Scopes.AnyPage).LoadsScript();
    }

    private static IResult Said(Notice notice) => DeskAnswers.GoTo($"{Home}?said={Notices.Word(notice)}");

    private static async Task<IResult> Show(HttpContext http, SigningUse use, Refusal? wrong = null)
    {
        var visit = Visit.Required(http);
        if (!SigningUse.Decides(visit.Person)) return DeskAnswers.Refused(SignInRefusals.NotYours);
        return await PageAnswers.Show<SigningPage>(http, await use.Look(visit) with { Wrong = wrong }, wrong?.Kind.HttpStatus() ?? StatusCodes.Status200OK);
    }
}
