using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Writ.Kit;

/// <summary>
/// Style sheet, fonts and mark, embedded in this assembly and served under names that hold a hash of their content, so
/// that they may be kept for ever. There is no script among them.
/// </summary>
public static partial class KitAssets
{
    private const string Prefix = "assets/";

    private static readonly Dictionary<string, Asset> ByName = Load();

    /// <summary>Address of the style sheet.</summary>
    public static string StyleSheet { get; } = AddressOf("kit.css");

    /// <summary>Address of the mark, as an image.</summary>
    public static string Mark { get; } = AddressOf("mark.svg");

    /// <summary>The style sheet within an element, for a file that is kept by itself: without the fonts, which would have to be loaded.</summary>
    public static string StyleElement { get; } = $"<style>{FontFace().Replace(Encoding.UTF8.GetString(ByName["kit.css"].Content), string.Empty)}</style>";

    /// <summary>Every asset: its address, media type and bytes. For writing the site out as plain files.</summary>
    public static IEnumerable<(string Address, string MediaType, ReadOnlyMemory<byte> Content)> All =>
        ByName.Values.Select(asset => ("/" + Prefix + asset.HashedName, asset.MediaType, (ReadOnlyMemory<byte>)asset.Content));

    /// <summary>Serves <c>/assets/&lt;name&gt;.&lt;hash&gt;.&lt;ending&gt;</c>; anything else there is not found.</summary>
    public static IEndpointConventionBuilder MapKitAssets(this IEndpointRouteBuilder app)
    {
        var byAddress = ByName.Values.ToDictionary(asset => asset.HashedName, StringComparer.Ordinal);
        return app.MapMethods("/assets/{name}", ["GET", "HEAD"], (string name, HttpContext http) =>
        {
            PageSecurity.Apply(http.Response);
            if (!byAddress.TryGetValue(name, out var asset)) return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Content, asset.MediaType);
        });
    }

    private static string AddressOf(string name) => "/" + Prefix + ByName[name].HashedName;

    private static Dictionary<string, Asset> Load()
    {
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        var names = typeof(KitAssets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        // The style sheet comes last: it names the fonts, and so must learn their hashed names first.
        foreach (var name in names.OrderBy(name => name.EndsWith(".css", StringComparison.Ordinal)))
        {
            using var stream = typeof(KitAssets).Assembly.GetManifestResourceStream(name)!;
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            var content = buffer.ToArray();
            var file = name[Prefix.Length..];
            if (file.EndsWith(".css", StringComparison.Ordinal)) content = WithHashedNames(content, assets.Values);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
            var hashed = $"{Path.GetFileNameWithoutExtension(file)}.{hash}{Path.GetExtension(file)}";
            assets.Add(file, new Asset(file, hashed, MediaType(file), content));
        }

        return assets;
    }

    private static byte[] WithHashedNames(byte[] css, IEnumerable<Asset> others) =>
        Encoding.UTF8.GetBytes(others.Aggregate(
            Encoding.UTF8.GetString(css), (text, asset) => text.Replace(asset.Name, asset.HashedName, StringComparison.Ordinal)));

    private static string MediaType(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".woff2" => "font/woff2",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No media type for {other}"),
    };

    [GeneratedRegex(@"@font-face\s*\{[^}]*\}")]
    private static partial Regex FontFace();

    private sealed record Asset(string Name, string HashedName, string MediaType, byte[] Content);
}
