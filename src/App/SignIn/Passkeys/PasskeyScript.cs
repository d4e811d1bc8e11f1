using System.Security.Cryptography;

namespace Writ.App.SignIn.Passkeys;

/// <summary>Our only script so far: it hands the browser's passkey to the form around it. Served under a name with its hash.</summary>
internal static class PasskeyScript
{
    private static readonly byte[] Content = Load();

    public static string Address { get; } = $"/assets/passkeys.{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}.mjs";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Address, (HttpContext http) =>
    {
        Kit.PageSecurity.Apply(http.Response);
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Content, "text/javascript; charset=utf-8");
    }).AllowAnonymous().ExcludeFromDescription();

    private static byte[] Load()
    {
        using var stream = typeof(PasskeyScript).Assembly.GetManifestResourceStream("assets/passkeys.mjs")!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
