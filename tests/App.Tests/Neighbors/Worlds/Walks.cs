using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>
/// Whatever somebody can get from a server, line by line, for comparing two of them: status, address, headers, size and text of every page and file that is reached by
/// links; every address of the interface for programs; and mails. What is drawn anew in each world is masked, its length is not.
/// </summary>
internal static partial class Walks
{
    private const int MostPages = 400;

    /// <summary>Files that are as they were built, the log's signed head, which is all drawn, and other sites.</summary>
    private static readonly string[] Fixed = ["/assets/", "/refusals/", "/ledger/", "//"];

    private static readonly string[] Starts = ["/home", "/", "/requests", "/agencies", "/oversight", "/healthz", "/readyz", "/sitemap.xml"];

    /// <summary>Of the moment, and lengths of bytes before what is drawn was masked; lengths of text are compared.</summary>
    private static readonly string[] Passing = ["Date: ", "Content-Length: "];

    /// <param name="more">Addresses that no link leads to.</param>
    public static async Task<IReadOnlyList<string>> Of(string name, Reader reader, IEnumerable<string>? more = null)
    {
        var lines = new List<string>();
        var starts = Starts.Concat(more ?? []).ToList();
        var (waiting, known) = (new Queue<string>(starts), new HashSet<string>(starts, StringComparer.Ordinal));
        while (waiting.TryDequeue(out var path))
        {
            var page = await reader.Get(path);
            var text = Masked(page.WithoutToken);
            var headers = page.Headers.Where(h => !Passing.Any(start => h.StartsWith(start, StringComparison.Ordinal)));
            lines.Add($"{name} {Masked(path)}: {(int)page.Status} [{Masked(string.Join("; ", headers))}] {text.Length} {Unordered(text)}");
            foreach (var to in Links().Matches(page.Body).Select(link => link.Groups[1].Value).Concat(page.Location is ['/', ..] ? [page.Location] : []))
            {
                if (!Fixed.Any(start => to.StartsWith(start, StringComparison.Ordinal)) && known.Add(to)) waiting.Enqueue(to);
            }

            Assert.InRange(known.Count, 1, MostPages);
        }

        return lines;
    }

    /// <summary>Every address of the interface that needs no id, with a person's token.</summary>
    public static async Task<IReadOnlyList<string>> OfPrograms(WritServer server, string token)
    {
        using var document = JsonDocument.Parse(await server.Http.GetStringAsync("openapi/v1.json"));
        var lines = new List<string>();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject().Where(p => !p.Name.Contains('{', StringComparison.Ordinal) && p.Value.TryGetProperty("get", out _)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path.Name.TrimStart('/'));
            request.Headers.Authorization = new("Bearer", server.TokenOf(token));
            using var response = await server.Http.SendAsync(request);
            var headers = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Date" or "Content-Length")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
            lines.Add($"{token} {path.Name}: {(int)response.StatusCode} [{Masked(string.Join("; ", headers))}] {Masked(await response.Content.ReadAsStringAsync())}");
        }

        Assert.NotEmpty(lines);
        return lines;
    }

    /// <summary>Each as it lies in the folder of a server without a mail server, whoever it is to.</summary>
    public static IEnumerable<string> Mails(WritServer server) => Directory.EnumerateFiles(server.Folder.Mail, "*", SearchOption.AllDirectories)
        .Select(file => $"mail {Masked(File.ReadAllText(file))}").Order(StringComparer.Ordinal);

    /// <summary>Ids, hashes, tokens and keys are drawn anew in each world.</summary>
    private static string Masked(string text) => Drawn().Replace(text, match => $"#{match.Length.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Rows of a table or list may stand in the order of what was drawn.</summary>
    private static string Unordered(string page) => Rows().Replace(page, string.Empty) + string.Concat(Rows().Matches(page).Select(row => row.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"<(tr|li)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Links();

    [GeneratedRegex(@"root [A-Za-z0-9+/]{12}…|(?<![\w/+-])[A-Za-z0-9+/]{40,}={0,2}|\b[a-z]{3,4}_[0-9a-z]{16}\b|\b[0-9a-f]{8,}\b|(?<![/\w+-])(?!/)(?=[A-Za-z+/_-]*\d)[A-Za-z0-9+/_-]{24,}={0,2}")]
    private static partial Regex Drawn();
}
