using Writ.Kit;
using Microsoft.EntityFrameworkCore;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Passkeys;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Enter;

/// <param name="To">Where to go on.</param>
/// <param name="Wrong">Why the last try failed.</param>
internal sealed record EnterModel(string? To, Refusal? Wrong);

/// <summary><c>/sign-in</c>: with a passkey, which says itself whose it is.</summary>
internal static class EnterRoutes
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(SignInAddress.Page, async (HttpContext http, string? to, string? again) =>
                await SessionCookie.Present(http) is not null && again is null
                    ? DeskAnswers.GoTo(SignInAddress.OwnPage(to) ?? SignInAddress.Home)
                    : await PageAnswers.Show<EnterPage>(http, new EnterModel(SignInAddress.OwnPage(to), null)))
            .AllowAnonymous().LoadsScript();
        pages.MapPost("/sign-in/options", async (PasskeyChecks checks) => Results.Text(await checks.AskForAny(), "application/json"))
            .AllowAnonymous().AskedByScript().RequireRateLimiting(Attempts.Policy);
        pages.MapPost(SignInAddress.Page, Enter).AllowAnonymous().LoadsScript().RequireRateLimiting(Attempts.Policy);
    }

    private static async Task<IResult> Enter(
        HttpContext http, PasskeyChecks checks, IStore store, TimeProvider time, SignInTimes times, SessionCookie cookie)
    {
        var form = await http.Request.ReadFormAsync();
        var to = SignInAddress.OwnPage(form["to"]);
        var known = await checks.Known(form["credential"]);
        var begun = !known.TryGet(out var used, out var refusal)
            ? refusal
            : await store.Act<(string Secret, string Subject)>(async work =>
            {
                // Once more inside the act: it may have been revoked since it was looked up.
                var passkey = await Store.People.Passkeys.ByCredential(work, PasskeyChecks.CredentialId(used));
                var person = passkey is { RevokedAt: null } ? await Persons.Find(work, passkey.Subject) : null;
                if (person is not { EndedAt: null }) return SignInRefusals.PasskeyRefused;
                var now = time.GetUtcNow();
                (passkey!.SignCount, passkey.UserVerified, passkey.BackedUp, passkey.LastUsedAt) = (used.SignCount, used.IsUserVerified, used.IsBackedUp, now);
                return (await Sessions.Begin(work, person, SessionStart.Passkey, passkey.Id, now, now + times.Longest), person.Subject);
            });
        if (!begun.TryGet(out var session, out refusal))
            return await PageAnswers.Show<EnterPage>(http, new EnterModel(to, refusal), Edge.Problems.StatusOf(refusal.Kind));
        await cookie.Begin(http, session.Secret, session.Subject);
        return DeskAnswers.GoTo(to ?? SignInAddress.Home);
    }
}
