using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Sources.Cameras.Pairing;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Edge;

/// <summary>Signs in by bearer token (RFC 6750). The token's scopes become the caller's, and nothing else does.</summary>
internal sealed class BearerSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IStore store, OfficerAccess access, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    public static readonly object CallerKey = typeof(Caller);

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var token = header[Prefix.Length..].Trim();
        var caller = await store.Look(work => HubTokens.IsMeant(token) ? HubTokens.Find(work, token) : AccessTokens.Find(work, token, time.GetUtcNow()));
        if (caller is null || (caller.Kind == CallerKind.Officer && await access.Use(OfficerId.FromTrusted(caller.Subject)) is not null)) return AuthenticateResult.Fail("Unknown token");
        Context.Items[CallerKey] = caller;
        var identity = new ClaimsIdentity(caller.Scopes.Select(s => new Claim("scope", s)), SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Write(Context, EdgeRefusals.TokenMissing);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Write(Context, EdgeRefusals.ScopeMissing);
}
