namespace Writ.App.SignIn.Provider;

/// <summary>Whether pages offer the company's own sign-in.</summary>
/// <param name="Name">Null: they do not.</param>
internal sealed record ProviderButton(string? Name);

internal static class ProviderClient
{
    /// <summary>Asks the provider; follows nothing elsewhere, waits ten seconds.</summary>
    public static HttpClient New() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 256 * 1024,
    };
}
