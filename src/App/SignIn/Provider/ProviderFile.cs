using System.Text.Json;
using Writ.Base;

namespace Writ.App.SignIn.Provider;

/// <summary>
/// The company's own sign-in, as <c>writ staff provider</c> found it in the issuer's discovery document (OpenID Connect
/// Discovery 1.0) and wrote it to <c>provider.json</c>. The server starts with it whether or not the provider can be reached.
/// </summary>
/// <param name="Name">As the button says it.</param>
/// <param name="Issuer">Exactly as its ID tokens say it.</param>
internal sealed record ProviderFile(string Name, string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string JwksUri, string ClientId, string ClientSecret)
{
    private const int MostBytes = 256 * 1024;

    /// <summary>Null: staff sign in with passkeys only.</summary>
    public static ProviderFile? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<ProviderFile>(File.ReadAllBytes(path)) : null;

    /// <summary>Asks the issuer. Refusals <c>signin-provider-address</c>, <c>signin-provider-unreachable</c>, <c>signin-provider-wrong</c>.</summary>
    public static async Task<Result<ProviderFile>> Discover(HttpClient http, string name, string issuer, string clientId, string clientSecret)
    {
        if (!Fits(issuer)) return SignInRefusals.ProviderAddress;
        try
        {
            var bytes = await Fetch(http, issuer.TrimEnd('/') + "/.well-known/openid-configuration");
            using var document = JsonDocument.Parse(bytes);
            string Text(string member) => document.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
            var found = new ProviderFile(name, Text("issuer"), Text("authorization_endpoint"), Text("token_endpoint"), Text("jwks_uri"), clientId, clientSecret);

            // An issuer that calls itself by another name could vouch for people of another (Discovery 1.0, section 4.3).
            return found.Issuer == issuer && Fits(found.AuthorizationEndpoint) && Fits(found.TokenEndpoint) && Fits(found.JwksUri) ? found : SignInRefusals.ProviderWrong;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return SignInRefusals.ProviderUnreachable;
        }
        catch (JsonException)
        {
            return SignInRefusals.ProviderWrong;
        }
    }

    /// <summary>A bounded answer.</summary>
    public static async Task<byte[]> Fetch(HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync();
        using var read = new MemoryStream();
        var chunk = new byte[8192];
        for (int n; (n = await stream.ReadAsync(chunk)) > 0;)
        {
            if (read.Length + n > MostBytes) throw new HttpRequestException("The provider answers with more than is taken");
            read.Write(chunk, 0, n);
        }

        return read.ToArray();
    }

    private static bool Fits(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
