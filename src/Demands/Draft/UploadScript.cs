using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Kit;

namespace Writ.Demands.Draft;

/// <summary>Shows how far an upload is. Served under a name with its hash; the page works without it.</summary>
internal static class UploadScript
{
    private static readonly byte[] Content = Load();

    public static string Address { get; } = $"/assets/upload.{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}.mjs";

    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet(Address, (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Remove("Pragma");
        return Results.Bytes(Content, "text/javascript; charset=utf-8");
    }).AllowAnonymous();

    private static byte[] Load()
    {
        using var stream = typeof(UploadScript).Assembly.GetManifestResourceStream("assets/upload.mjs")!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
