using System.Globalization;
using System.IO.Compression;
using System.Text;
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

    /// <summary>Pages for those who signed in.</summary>
    private static readonly string[] Inside = ["/home", "/desk", "/officer", "/outside", "/account", "/feed", "/my"];

    /// <param name="inside">Only pages for those who signed in.</param>
    public static async Task<IReadOnlyList<string>> Of(string name, Reader reader, bool inside = false)
    {
        var lines = new List<string>();
        string[] starts = inside ? ["/home"] : Starts;
        var (waiting, known) = (new Queue<string>(starts), new HashSet<string>(starts, StringComparer.Ordinal));
        while (waiting.TryDequeue(out var path))
        {
            var (line, page) = await Answer(name, reader, path);
            lines.Add(line);
            foreach (var to in Links().Matches(page.Body).Select(link => link.Groups[1].Value).Concat(page.Location is ['/', ..] ? [page.Location] : []))
            {
                if (!IsFixed(to) && (!inside || Inside.Any(start => to.StartsWith(start, StringComparison.Ordinal))) && known.Add(to)) waiting.Enqueue(to);
            }

            Assert.InRange(known.Count, 1, MostPages);
        }

        return lines;
    }

    /// <summary>One answer, as the lines of a walk are.</summary>
    public static async Task<(string Line, System.Net.HttpStatusCode Status)> Line(string name, Reader reader, string path)
    {
        var (line, page) = await Answer(name, reader, path);
        return (line, page.Status);
    }

    /// <summary>How long the public log is, once it holds what was written: how far it had come before that is chance, and no home's doing.</summary>
    public static async Task<string> LogSize(WritServer server)
    {
        // Counted anew at each look: what was on its way may come in meanwhile.
        while (true)
        {
            await server.Quiet();
            var entries = (await server.Count("record_entry", "seq >= 0")).ToString(CultureInfo.InvariantCulture);
            if ((await server.Http.GetStringAsync("ledger/checkpoint")).Split('\n')[1] == entries) return $"log {entries}";
            await Task.Delay(20);
        }
    }

    /// <summary>Built in, or drawn from end to end.</summary>
    public static bool IsFixed(string path) => Fixed.Any(start => path.StartsWith(start, StringComparison.Ordinal));

    private static async Task<(string Line, Page Page)> Answer(string name, Reader reader, string path)
    {
        var page = await reader.Get(path);
        var text = Masked(page.Headers.Contains("Content-Type: application/zip") ? await Unpacked(reader, path) : page.Body);
        var headers = page.Headers.Where(h => !Passing.Any(start => h.StartsWith(start, StringComparison.Ordinal)));
        return ($"{name} {Masked(path)}: {(int)page.Status} [{Headers(headers)}] {text.Length} {Unordered(text)}", page);
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
            lines.Add($"{token} {path.Name}: {(int)response.StatusCode} [{Headers(headers)}] {Masked(await response.Content.ReadAsStringAsync())}");
        }

        Assert.NotEmpty(lines);
        return lines;
    }

    private static async Task<string> Unpacked(Reader reader, string path)
    {
        using var response = await reader.Open(path);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var content = new StreamReader(entry.Open());
            text.Append(CultureInfo.InvariantCulture, $"{entry.FullName} {entry.Length}: {await content.ReadToEndAsync()}\n");
        }

        return text.ToString();
    }

    /// <summary>Each as it lies in the folder of a server without a mail server, whoever it is to.</summary>
    public static IEnumerable<string> Mails(WritServer server) => Directory.EnumerateFiles(server.Folder.Mail, "*", SearchOption.AllDirectories)
        .Select(file => $"mail {Masked(File.ReadAllText(file))}").Order(StringComparer.Ordinal);

    /// <summary>What a cookie holds is drawn; how long it is is not. Addresses are written out.</summary>
    private static string Headers(IEnumerable<string> headers) => Masked(string.Join("; ", headers.Select(h =>
        Uri.UnescapeDataString(Cookie().Replace(h, match => $"{match.Groups[1].Value}#{match.Groups[2].Length.ToString(CultureInfo.InvariantCulture)}")))));

    /// <summary>Ids, hashes, tokens and keys are drawn anew in each world.</summary>
    private static string Masked(string text) => Drawn().Replace(text, match => $"#{match.Length.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Rows of a table, a list or a choice may stand in the order of what was drawn.</summary>
    private static string Unordered(string page) => Rows().Replace(page, string.Empty) + string.Concat(Rows().Matches(page).Select(row => row.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"<(tr|li|option)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("^(Set-Cookie: [^=]+=)([^;]*)")]
    private static partial Regex Cookie();

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Links();

    [GeneratedRegex(@"root [A-Za-z0-9+/]{12}…|\([0-9a-z]{4}\)|(?<![\w/+-])[A-Za-z0-9+/]{40,}={0,2}|\b[a-z]{3,4}_[0-9a-z]{16}\b|\b[0-9a-f]{8,}\b|(?<![/\w+-])(?!/)(?=[A-Za-z+/_-]*\d)[A-Za-z0-9+/_-]{24,}={0,2}")]
    private static partial Regex Drawn();
}
