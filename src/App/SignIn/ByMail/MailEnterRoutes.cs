using Writ.App.SignIn.Enter;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;

namespace Writ.App.SignIn.ByMail;

/// <param name="To">Where to go on.</param>
/// <param name="Mail">What was typed.</param>
/// <param name="Wrong">What is wrong with it.</param>
/// <param name="Kept">A form that was sent too late, see <see cref="KeptForms"/>.</param>
internal sealed record MailEnterModel(string? To, string? Mail = null, Refusal? Wrong = null, string? Kept = null);

/// <param name="Code">As in the mail.</param>
internal sealed record AskedModel(string Code, DateTimeOffset Until);

/// <param name="Elsewhere">This is not the browser that asked.</param>
internal sealed record MailLinkModel(string Token, string Code, bool Elsewhere);

/// <summary><c>/my/sign-in</c> and <c>/my/link/{token}</c>: customers sign in with a passkey or a link by mail.</summary>
internal static class MailEnterRoutes
{
    private const string Sent = SignInAddress.MinePage + "/sent";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(SignInAddress.MinePage, async (HttpContext http, string? to, string? again) =>
                await SessionCookie.Present(http) is { } visit && again is null
                    ? DeskAnswers.GoTo(SignInAddress.OwnPage(to) ?? Desks.HomeOf(visit.Person))
                    : await PageAnswers.Show<MailEnterPage>(http, new MailEnterModel(SignInAddress.OwnPage(to))))
            .AllowAnonymous().LoadsScript();
        pages.MapPost(SignInAddress.MinePage, Ask).AllowAnonymous().LoadsScript().TakesUpTo(4 * KeptForms.MostBytes).RequireRateLimiting(Attempts.Policy);
        pages.MapGet(Sent, async (HttpContext http, AskCookie browser, LinkUse use) =>
                await use.Waiting(browser.Of(http)) is { } ask
                    ? await PageAnswers.Show<AskedPage>(http, new AskedModel(ask.Code, ask.ExpiresAt))
                    : DeskAnswers.GoTo(SignInAddress.MinePage))
            .AllowAnonymous();
        pages.MapGet(SignInAddress.MyLink + "{token}", async (HttpContext http, string token, AskCookie browser, LinkUse use) =>
        {
            if (await use.Find(token) is { } ask)
                return await PageAnswers.Show<MailLinkPage>(http, new MailLinkModel(token, ask.Code, browser.Of(http) != ask.Browser));
            return await Ended(http);
        }).AllowAnonymous().RequireRateLimiting(Attempts.Policy);
        pages.MapPost(SignInAddress.MyLink + "{token}", async (
            HttpContext http, string token, AskCookie browser, LinkUse use, SessionCookie cookie, KeptForms kept) =>
        {
            if (!(await use.Enter(token, browser.Of(http))).TryGet(out var entered, out var refusal))
                return refusal == SignInRefusals.MailLinkEnded ? await Ended(http) : DeskAnswers.Refused(refusal);
            await cookie.Begin(http, entered.Secret, entered.Subject);
            browser.Forget(http);
            if (kept.Open(entered.Kept, entered.Subject) is { } late) return await PageAnswers.Show<KeptPage>(http, late);
            return DeskAnswers.GoTo(entered.Back ?? SignInAddress.Mine);
        }).AllowAnonymous().RequireRateLimiting(Attempts.Policy);
    }

    /// <summary>Sign in first; what you sent goes on from there.</summary>
    public static async Task ShowKept(HttpContext http, string kept)
    {
        PageSecurity.Apply(http.Response);
        PageRoutes.NeverKept(http.Response);
        PageRoutes.AllowScript(http.Response);
        var page = await PageAnswers.Show<MailEnterPage>(http, new MailEnterModel(null, Kept: kept), StatusCodes.Status401Unauthorized);
        await page.ExecuteAsync(http);
    }

    private static async Task<IResult> Ask(HttpContext http, AskCookie browser, LinkUse use, KeptForms kept)
    {
        var form = await Posted.Read(http);
        var (to, mail, late) = (SignInAddress.OwnPage(form.Line("to")), form.Line("mail"), form.LineOrNull("kept"));

        // Only what we sealed ourselves is stored: else a stranger could fill the table.
        if (!kept.IsOne(late)) late = null;
        var asked = await use.Ask(mail, browser.Keep(http), http.Connection.RemoteIpAddress?.ToString() ?? string.Empty, to, late);
        return asked.Refusal is { } refusal
            ? await PageAnswers.Show<MailEnterPage>(http, new MailEnterModel(to, mail, refusal, late), refusal.Kind.HttpStatus())
            : DeskAnswers.GoTo(Sent);
    }

    /// <summary>Whoever pressed twice is in already, and need not read that the link is used.</summary>
    private static async Task<IResult> Ended(HttpContext http) =>
        await SessionCookie.Present(http) is { Person.Kind: CallerKind.Customer } ? DeskAnswers.GoTo(SignInAddress.Mine) : DeskAnswers.Refused(SignInRefusals.MailLinkEnded);
}
