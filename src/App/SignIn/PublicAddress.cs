using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Writ.App.SignIn;

/// <summary>
/// Where people find the site. Passkeys are bound to its host, and links are made with it; no header of a request can change
/// it. Without an address of its own the site is http://localhost:PORT: a passkey needs a name, and 127.0.0.1 is none.
/// </summary>
internal sealed class PublicAddress(string? configured, IServiceProvider services)
{
    private readonly Uri? fixedAddress = configured is null ? null : new Uri(configured);

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin => fixedAddress?.GetLeftPart(UriPartial.Authority) ?? $"http://localhost:{Port}";

    public string Host => fixedAddress?.IdnHost ?? "localhost";

    public bool Https => fixedAddress?.Scheme == Uri.UriSchemeHttps;

    /// <summary>True: this process is asked directly, without a proxy in front.</summary>
    public bool Direct => fixedAddress is null;

    /// <summary>Name of a cookie. The prefix __Host- binds it to this host, to https and to every path (RFC 6265bis).</summary>
    public string CookieName(string name) => Https ? "__Host-" + name : name;

    private int Port => new Uri(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
