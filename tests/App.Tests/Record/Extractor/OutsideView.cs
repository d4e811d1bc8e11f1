using System.Text;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.Ledger.Log;

namespace Writ.App.Tests.Record.Extractor;

/// <summary>Everything that whoever has no account gets of a server: every page and file that links or the published folders lead to, headers and sizes, and the entries of the log. What is drawn anew is masked.</summary>
internal static partial class OutsideView
{
    private const int MostPages = 2_000;

    /// <summary>Where nothing links to but anybody may look.</summary>
    private static readonly string[] Starts =
    [
        "/", "/record", "/reports", "/reports/index.json", "/verify", "/verify/here", "/agencies", "/agencies.json", "/agencies.csv", "/agencies/days", "/oversight", "/requests", "/refusals",
        "/healthz", "/readyz", "/sitemap.xml", "/robots.txt", "/feed.xml", "/ledger/checkpoint", "/ledger/vkey", "/ledger/policy", "/ask", "/pressure", "/check", "/sign-in", "/my/sign-in",
    ];

    /// <summary>As they were built, or of before; and, of the log, tiles that stood between two batches at sizes that follow from how fast the machine was.</summary>
    private static readonly string[] Passed = ["/assets/", "/refusals/", "/kit", "/claims", "/reports/published", ".p/", "//"];

    /// <summary>The machine's own clock, and what follows from it.</summary>
    private static readonly HashSet<string> RealTime = new(["Date", "Last-Modified", "ETag", "Age"], StringComparer.OrdinalIgnoreCase);

    public static async Task<IReadOnlyList<string>> Of(WritServer server)
    {
        var lines = new List<string>();
        var (waiting, known) = (new Queue<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var path in Starts.Concat(Files(server.Folder.Published, string.Empty)).Concat(Files(server.Folder.Ledger, "/ledger"))) Add(path);
        while (waiting.TryDequeue(out var path))
        {
            using var got = await server.Http.GetAsync(path);
            var body = await got.Content.ReadAsByteArrayAsync();
            var binary = path.Contains("/tile/", StringComparison.Ordinal) || path.EndsWith(".bin", StringComparison.Ordinal);
            var text = binary ? string.Empty : Encoding.UTF8.GetString(body);
            var headers = got.Headers.Concat(got.Content.Headers).Where(h => !RealTime.Contains(h.Key) && h.Key != "Content-Length")
                .Select(h => $"{h.Key}: {Masked(string.Join(',', h.Value))}").Order(StringComparer.Ordinal);
            var length = !binary ? "text" : path.Contains("/entries/", StringComparison.Ordinal) ? "entries" : $"{body.Length}";
            lines.Add($"{Masked(path)}: {(int)got.StatusCode} {length} {string.Join(" | ", headers)}");
            lines.AddRange(Masked(System.Net.WebUtility.HtmlDecode(text)).Split('\n', '<').Select(part => $"{Masked(path)}> {part.Trim()}"));
            foreach (var to in Links().Matches(text).Select(link => link.Groups[1].Value)) Add(to);
            Assert.InRange(known.Count, 1, MostPages);
        }

        lines.AddRange(Entries(server));
        return [.. lines.Order(StringComparer.Ordinal)];

        void Add(string path)
        {
            if (!Passed.Any(part => path.Contains(part, StringComparison.Ordinal)) && known.Add(path)) waiting.Enqueue(path);
        }
    }

    /// <summary>Entry by entry: facts word for word but for what is drawn, leaves by kind and length.</summary>
    private static IEnumerable<string> Entries(WritServer server)
    {
        var folder = new LogFolder(server.Folder.Ledger);
        using var key = server.Folder.LogKey();
        var size = Checkpoint.Open(folder.ReadCheckpoint()!, [key.Verifier]).Value.Size;
        yield return $"log of {size}";
        for (var i = 0L; i < size; i++)
        {
            var entry = folder.ReadEntry(i, size).ToArray();
            yield return entry[0] == (byte)'{' ? $"fact {Masked(Encoding.UTF8.GetString(entry))}" : $"leaf {(char)entry[0]} {entry.Length}";
        }
    }

    /// <summary>Ids, hashes, keys, signatures and tokens, which have one length each; and indexes of leaves, whose places in a batch are drawn.</summary>
    internal static string Masked(string text) => Drawn().Replace(Places().Replace(text.Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase), "$1#"), match => $"#{match.Length}");

    private static IEnumerable<string> Files(string root, string at) => Directory.Exists(root)
        ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => $"{at}/{Path.GetRelativePath(root, file)}").Order(StringComparer.Ordinal)
        : [];

    [GeneratedRegex("""("leaf":|"by":|entry |entries )\d+(, \d+)*""")]
    private static partial Regex Places();

    [GeneratedRegex("(?:href|src)=\"(/[^\"#]*)")]
    private static partial Regex Links();

    [GeneratedRegex(@"root [A-Za-z0-9+/]{12}…|(?<=writ-forms=)[^;]+|\b[a-z]{3,4}_[0-9a-z]{16}\b|\b[0-9a-f]{8,}\b|(?<![\w/+-])[A-Za-z0-9+/_-]{40,}={0,2}|(?<![/\w+-])(?!/)(?=[A-Za-z+/_-]*\d)[A-Za-z0-9+/_-]{24,}={0,2}")]
    private static partial Regex Drawn();
}
