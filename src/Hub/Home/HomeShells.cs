using System.Net;
using System.Text.Json;

namespace Writ.Hub.Home;

/// <summary>The pages, and what they load: made from the server's own when this program was built (<c>eng/HomePages</c>).</summary>
internal sealed class HomeShells
{
    private readonly Bundle bundle;

    private HomeShells(Bundle bundle) => this.bundle = bundle;

    public static HomeShells Own { get; } = Load();

    /// <summary>Headers of every answer.</summary>
    public IReadOnlyDictionary<string, string> Headers => bundle.Headers;

    /// <summary>Null for an address at which there is nothing.</summary>
    public (string MediaType, byte[] Content)? File(string address) => bundle.Files.TryGetValue(address, out var file) ? (file.MediaType, file.Content) : null;

    public IEnumerable<string> Addresses => bundle.Files.Keys;

    /// <summary>A page for one browser, and its content security policy.</summary>
    /// <param name="words">What stands in the place of which word; the others are left empty. Written so that it is text, whatever is in it.</param>
    public (string Policy, string Html) Page(string name, params ReadOnlySpan<(string Word, string Text)> words)
    {
        var (policy, html) = bundle.Pages[name];
        foreach (var (word, text) in words) html = html.Replace($"{{{word}}}", WebUtility.HtmlEncode(text), StringComparison.Ordinal);
        foreach (var word in (string[])["proof", "home", "camera", "problem", "site"]) html = html.Replace($"{{{word}}}", string.Empty, StringComparison.Ordinal);
        return (policy, html);
    }

    private static HomeShells Load()
    {
        using var stream = typeof(HomeShells).Assembly.GetManifestResourceStream("home-pages.json") ?? throw new InvalidOperationException("Built without its pages");
        return new HomeShells(JsonSerializer.Deserialize<Bundle>(stream, JsonSerializerOptions.Web)!);
    }

    private sealed record Bundle(Dictionary<string, string> Headers, Dictionary<string, PageOf> Pages, Dictionary<string, FileOf> Files);

    private sealed record PageOf(string Policy, string Html);

    private sealed record FileOf(string MediaType, byte[] Content);
}
