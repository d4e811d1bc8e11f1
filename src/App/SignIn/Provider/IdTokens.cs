using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Writ.Base;

namespace Writ.App.SignIn.Provider;

/// <summary>Whom the provider vouches for.</summary>
internal sealed record Vouched(string Issuer, string Subject);

/// <summary>Checks ID tokens (OpenID Connect Core 1.0, section 3.1.3.7). The provider's keys are fetched when they are needed, and anew when a token names an unknown one.</summary>
internal sealed class IdTokens(ProviderFile provider, HttpClient http, TimeProvider time)
{
    private const int MostLetters = 16 * 1024;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MostLetters };
    private readonly SemaphoreSlim fetching = new(1);
    private IList<SecurityKey> keys = [];
    private DateTimeOffset fetched = DateTimeOffset.MinValue;

    public async Task<Result<Vouched>> Check(string? token, string nonce)
    {
        if (token is not { Length: > 0 and <= MostLetters }) return SignInRefusals.ProviderRefused;
        var known = await Keys(again: false);
        var checkedToken = await Validate(token, known);
        if (checkedToken.Exception is SecurityTokenSignatureKeyNotFoundException) checkedToken = await Validate(token, await Keys(again: true));
        if (!checkedToken.IsValid || checkedToken.SecurityToken is not JsonWebToken read) return SignInRefusals.ProviderRefused;
        var audiences = read.Audiences.ToList();
        var meant = audiences.Count == 1 || (read.TryGetPayloadValue<string>("azp", out var party) && party == provider.ClientId);
        var asked = read.TryGetPayloadValue<string>("nonce", out var said) && said == nonce;
        return meant && asked && read.Subject is { Length: > 0 and <= 255 } subject ? new Vouched(provider.Issuer, subject) : SignInRefusals.ProviderRefused;
    }

    private Task<TokenValidationResult> Validate(string token, IList<SecurityKey> signing) => handler.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = provider.Issuer,
        ValidAudience = provider.ClientId,
        IssuerSigningKeys = signing,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = (from, until, _, _) => until is { } end && time.GetUtcNow().UtcDateTime < end + Leeway && (from is not { } start || start - Leeway <= time.GetUtcNow().UtcDateTime),
    });

    private static TimeSpan Leeway => TimeSpan.FromMinutes(2);

    private async Task<IList<SecurityKey>> Keys(bool again)
    {
        await fetching.WaitAsync();
        try
        {
            if (keys.Count > 0 && !(again && time.GetUtcNow() - fetched >= Between)) return keys;
            fetched = time.GetUtcNow();
            keys = new JsonWebKeySet(System.Text.Encoding.UTF8.GetString(await ProviderFile.Fetch(http, provider.JwksUri))).GetSigningKeys();
            return keys;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ArgumentException)
        {
            return keys;
        }
        finally
        {
            fetching.Release();
        }
    }
}
