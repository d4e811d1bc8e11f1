using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Writ.Agencies.Officers;
using Writ.App.Edge;
using Writ.App.SignIn.ByMail;
using Writ.App.SignIn.Enter;
using Writ.App.SignIn.Pages;
using Writ.Base;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Session;

/// <summary>
/// Signs in by cookie, for pages only. The cookie names a session; whether it holds, and what its person may do, is looked up
/// at every request, so that an end anywhere is an end everywhere.
/// </summary>
internal sealed class SessionCookie(IStore store, KeptForms kept, OfficerAccess access, TimeProvider time, SignInTimes times) : CookieAuthenticationEvents
{
    public const string SchemeName = "Session";

    private const string SecretClaim = "session";

    // A write for every request would cost more than a minute's precision is worth.
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    /// <summary>Gives the browser a session that was begun, and ends the one it had.</summary>
    public async Task Begin(HttpContext http, string secret, string subject)
    {
        await EndPresent(http);
        var identity = new ClaimsIdentity([new Claim("sub", subject), new Claim(SecretClaim, secret)], SchemeName);
        await http.SignInAsync(SchemeName, new ClaimsPrincipal(identity));
        if (await store.Look(work => Sessions.Find(work, secret, time.GetUtcNow(), times.Idle)) is { } found) http.User = Enter(http, found.Session, found.Person);
    }

    /// <summary>Ends this browser's session, if it has one.</summary>
    public async Task End(HttpContext http)
    {
        await EndPresent(http);
        await http.SignOutAsync(SchemeName);
    }

    /// <summary>Who is signed in, at an address that is open to anyone.</summary>
    public static async Task<Visit?> Present(HttpContext http)
    {
        await http.AuthenticateAsync(SchemeName);
        return Visit.Of(http);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var secret = context.Principal?.FindFirst(SecretClaim)?.Value;
        var now = time.GetUtcNow();
        if (secret is null || await store.Look(work => Sessions.Find(work, secret, now, times.Idle)) is not { } found)
        {
            KeptForms.Remember(http, context.Principal?.FindFirst("sub")?.Value);
            context.RejectPrincipal();
            return;
        }

        var (session, person) = found;
        var quiet = http.GetEndpoint()?.Metadata.GetMetadata<QuietVisit>() is not null;
        if (!quiet && now - session.SeenAt >= Precision)
        {
            await store.Act<int>(async work => await Sessions.Seen(work, session.Hash, now));
            session.SeenAt = now;
            if (OfficerId.TryParse(person.Subject, out var officer) && await access.Use(officer) is not null)
            {
                context.RejectPrincipal();
                return;
            }
        }

        context.ReplacePrincipal(Enter(http, session, person));
    }

    /// <summary>To the sign-in page and, after it, back to where they were; what a form sent is kept there (<see cref="KeptForms"/>).</summary>
    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (await kept.Keep(context.HttpContext) is { } form)
        {
            await (SignInAddress.IsMine(request.Path) ? MailEnterRoutes.ShowKept(context.HttpContext, form) : EnterRoutes.ShowKept(context.HttpContext, form));
            return;
        }

        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : null;
        var ended = context.Options.Cookie.Name is { } name && request.Cookies.ContainsKey(name);
        context.Response.Redirect(SignInAddress.To(back, ended ? Notice.Ended : null, mine: SignInAddress.IsMine(request.Path)));
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        PageAnswers.Refuse(context.HttpContext, SignInRefusals.NotYours);

    /// <summary>From here on the request is this person's.</summary>
    private ClaimsPrincipal Enter(HttpContext http, Store.People.Session session, Person person)
    {
        var caller = Roles.CallerOf(person);
        Claim[] claims = [new("sub", person.Subject), .. caller.Scopes.Select(s => new Claim("scope", s))];
        http.Items[BearerSignIn.CallerKey] = caller;
        http.Items[typeof(Visit)] = new Visit(person, session, Earlier(session.SeenAt + times.Idle, session.EndsAt));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private async Task EndPresent(HttpContext http)
    {
        if (await Present(http) is { } visit)
            await store.Act<int>(async work => await Sessions.End(work, visit.Session.Hash, time.GetUtcNow()));
    }
}
