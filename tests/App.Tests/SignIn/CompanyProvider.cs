using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Writ.App.Tests.SignIn;

/// <summary>An OpenID Connect provider on a port of its own: code flow with PKCE, keys that can be changed, and tokens that a test can bend.</summary>
internal sealed class CompanyProvider : IAsyncDisposable
{
    public const string ClientId = "writ-at-company";

    public const string Secret = "between the two";

    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> codes = new();
    private readonly WebApplication app;

    private CompanyProvider(WebApplication app) => this.app = app;

    public string Issuer => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).GetLeftPart(UriPartial.Authority);

    /// <summary>Who is signed in there.</summary>
    public string Subject { get; set; } = "employee-17";

    public RsaSecurityKey Key { get; set; } = NewKey("first");

    /// <summary>What it publishes; null: the key that it signs with.</summary>
    public RsaSecurityKey? Published { get; set; }

    public Action<SecurityTokenDescriptor> Bend { get; set; } = _ => { };

    /// <summary>Makes the token itself.</summary>
    public Func<SecurityTokenDescriptor, string>? Write { get; set; }

    /// <summary>What the discovery document says instead of the issuer.</summary>
    public string? OtherName { get; set; }

    public static async Task<CompanyProvider> Start(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var provider = new CompanyProvider(builder.Build());
        provider.Map(time);
        await provider.app.StartAsync();
        return provider;
    }

    public static RsaSecurityKey NewKey(string name) => new(RSA.Create(2048)) { KeyId = name };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Map(TimeProvider time)
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = OtherName ?? Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["jwks_uri"] = Issuer + "/keys",
        }));
        app.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey((Published ?? Key).Rsa.ExportParameters(false)) { KeyId = (Published ?? Key).KeyId });
            return Results.Json(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig" } } });
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var q = request.Query;
            if (q["client_id"] != ClientId || q["response_type"] != "code" || q["code_challenge_method"] != "S256") return Results.BadRequest();
            var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            codes[code] = (q["code_challenge"].ToString(), q["nonce"].ToString());
            return Results.Redirect(q["redirect_uri"] + new QueryBuilder { { "code", code }, { "state", q["state"].ToString() } }.ToString());
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (form["client_secret"] != Secret || !codes.TryRemove(form["code"].ToString(), out var asked) || asked.Challenge != proof)
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            var now = time.GetUtcNow().UtcDateTime;
            var token = new SecurityTokenDescriptor
            {
                Issuer = Issuer, Audience = ClientId, IssuedAt = now, NotBefore = now, Expires = now.AddMinutes(5),
                SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
                Claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = asked.Nonce },
            };
            Bend(token);
            var written = Write?.Invoke(token) ?? new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
            return Results.Json(new { access_token = "unused", token_type = "Bearer", id_token = written });
        });
    }
}
