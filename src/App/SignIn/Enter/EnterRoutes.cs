using Microsoft.AspNetCore.Identity;
using Writ.Agencies.Officers;
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
/// <param name="Kept">A form that was sent too late, see <see cref="KeptForms"/>.</param>
internal sealed record EnterModel(string? To, Refusal? Wrong, string? Kept = null);

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
        pages.MapPost(SignInAddress.Page, Enter)
            .AllowAnonymous().LoadsScript().TakesUpTo(4 * KeptForms.MostBytes).RequireRateLimiting(Attempts.Policy);
    }

    /// <summary>Sign in first; what you sent goes on from there.</summary>
    public static async Task ShowKept(HttpContext http, string kept)
    {
        PageSecurity.Apply(http.Response);
        PageRoutes.NeverKept(http.Response);
        PageRoutes.AllowScript(http.Response);
        var page = await PageAnswers.Show<EnterPage>(http, new EnterModel(null, null, kept), StatusCodes.Status401Unauthorized);
        await page.ExecuteAsync(http);
    }

    private static async Task<IResult> Enter(
        HttpContext http, PasskeyChecks checks, IStore store, TimeProvider time, SignInTimes times, SessionCookie cookie, KeptForms kept, OfficerAccess access)
    {
        var form = await http.Request.ReadFormAsync();
        var (to, late) = (SignInAddress.OwnPage(form["to"]), form["kept"].ToString());
        var known = await checks.Known(form["credential"]);
        var begun = !known.TryGet(out var used, out var refusal) || (refusal = await Off(used, store, access)) is not null
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
            return await PageAnswers.Show<EnterPage>(http, new EnterModel(to, refusal, late), refusal.Kind.HttpStatus());
        await cookie.Begin(http, session.Secret, session.Subject);
        if (kept.Open(late, session.Subject) is { } sentLate) return await PageAnswers.Show<KeptPage>(http, sentLate);
        return DeskAnswers.GoTo(to ?? SignInAddress.Home);
    }

    /// <summary>Why an officer may not come any more, told to who holds their passkey; null: they may, or it is nobody's.</summary>
    private static async Task<Refusal?> Off(UserPasskeyInfo used, IStore store, OfficerAccess access) =>
        await store.Look(work => Store.People.Passkeys.ByCredential(work, PasskeyChecks.CredentialId(used))) is { RevokedAt: null } passkey && OfficerId.TryParse(passkey.Subject, out var officer)
            ? await access.Use(officer) : null;
}
