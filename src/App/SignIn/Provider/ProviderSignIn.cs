using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Provider;

/// <summary>
/// Staff sign in at the company's own provider: authorization code with PKCE, by the framework's OAuth handler; the ID token says
/// who it is. Only who was invited, and took the invitation up there, is let in: the provider vouches for a person, it makes none.
/// </summary>
internal static class ProviderSignIn
{
    public const string Begin = "/sign-in/provider";

    private const string Scheme = "Provider";

    private const string Vouchers = "ProviderVouched";

    private const string Return = "/sign-in/provider/return";

    private const string Done = "/sign-in/provider/done";

    private const string Nonce = "nonce";

    private const string To = "to";

    private const string Token = "invitation";

    public static void Add(IServiceCollection services, ProviderFile provider, HttpClient http, Action<CookieBuilder, string> harden)
    {
        services.AddSingleton(provider).AddSingleton(p => new IdTokens(provider, http, p.GetRequiredService<TimeProvider>()));
        services.AddAuthentication()
            .AddCookie(Vouchers, options =>
            {
                harden(options.Cookie, "writ-provider");
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddOAuth(Scheme, options =>
            {
                (options.AuthorizationEndpoint, options.TokenEndpoint) = (provider.AuthorizationEndpoint, provider.TokenEndpoint);
                (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.ClientSecret);
                options.CallbackPath = Return;
                options.SignInScheme = Vouchers;
                options.UsePkce = true;
                harden(options.CorrelationCookie, "writ-provider-");
                options.Scope.Add("openid");
                options.Backchannel = http;
                options.Events = new OAuthEvents
                {
                    OnRedirectToAuthorizationEndpoint = context =>
                    {
                        context.Response.Redirect(QueryHelpers.AddQueryString(context.RedirectUri, Nonce, context.Properties.Items[Nonce]!));
                        return Task.CompletedTask;
                    },
                    OnCreatingTicket = Vouch,
                    OnRemoteFailure = async context =>
                    {
                        context.HandleResponse();
                        await PageAnswers.Refuse(context.HttpContext, SignInRefusals.ProviderRefused);
                    },
                };
            });
    }

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Begin, (HttpContext http, string? to, string? invitation) => Results.Challenge(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [Nonce] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                    [To] = SignInAddress.OwnPage(to),
                    [Token] = invitation is { Length: <= 100 } ? invitation : null,
                }) { RedirectUri = Done },
                [Scheme]))
            .AllowAnonymous().RequireRateLimiting(Attempts.Policy);
        pages.MapGet(Done, Finish).AllowAnonymous().RequireRateLimiting(Attempts.Policy);
    }

    private static async Task Vouch(OAuthCreatingTicketContext context)
    {
        var token = context.TokenResponse.Response?.RootElement.TryGetProperty("id_token", out var value) == true ? value.GetString() : null;
        var vouched = await context.HttpContext.RequestServices.GetRequiredService<IdTokens>().Check(token, context.Properties.Items[Nonce] ?? string.Empty);
        if (!vouched.TryGet(out var person, out _)) throw new AuthenticationFailureException("The ID token does not hold");
        context.Identity!.AddClaim(new Claim("iss", person.Issuer));
        context.Identity.AddClaim(new Claim("sub", person.Subject));
    }

    private static async Task<IResult> Finish(HttpContext http, IStore store, TimeProvider time, SignInTimes times, SessionCookie cookie)
    {
        var ticket = await http.AuthenticateAsync(Vouchers);
        await http.SignOutAsync(Vouchers);
        if (ticket.Principal?.FindFirst("iss")?.Value is not { } issuer || ticket.Principal.FindFirst("sub")?.Value is not { } subject)
            return DeskAnswers.Refused(SignInRefusals.ProviderRefused);
        var items = ticket.Properties!.Items;
        var begun = await store.Act<(string Secret, Person Person)>(async work =>
        {
            var now = time.GetUtcNow();
            var person = await Identities.Find(work, issuer, subject);
            if (items.TryGetValue(Token, out var token) && token is { Length: > 0 })
            {
                // Taken up here instead of with a passkey; who is linked already stays who they are.
                if (await Invitations.Find(work, token, now) is not var (invitation, invited) || invited is not { Kind: CallerKind.Staff, Office: null }) return SignInRefusals.LinkEnded;
                if (person is not null && person.Subject != invited.Subject) return SignInRefusals.ProviderTaken;
                (invitation.EndedAt, invitation.Ending) = (now, InvitationEnding.Used);
                if (person is null) await Identities.Link(work, issuer, subject, invited, now);
                person = invited;
            }

            if (person is not { EndedAt: null, Kind: CallerKind.Staff, Office: null }) return SignInRefusals.ProviderUnknown;
            return (await Sessions.Begin(work, person, SessionStart.Provider, null, now, now + times.Longest), person);
        });
        if (!begun.TryGet(out var session, out var refusal)) return DeskAnswers.Refused(refusal);
        await cookie.Begin(http, session.Secret, session.Person.Subject);
        return DeskAnswers.GoTo(SignInAddress.OwnPage(items.TryGetValue(To, out var to) ? to : null) ?? SignInAddress.Home);
    }
}
