using System.Text.RegularExpressions;

namespace Writ.House.Tests;

/// <summary>Every code that anybody can be shown has a page, and every page has a code.</summary>
public sealed partial class RefusalTests
{
    // Whatever looks like a code of these is one, wherever it stands: a code that is handed on as a bare word is found too.
    private static readonly string[] Prefixes =
    [
        "adjust", "agencies", "audit", "client", "demands", "erase", "feed", "footage", "gate", "glass", "hub", "input", "job", "json", "kit", "law", "ledger", "lint", "mail", "mirror", "oversight", "production", "record",
        "replay", "reports", "request", "requests", "schedule", "sealing", "signin", "sources", "store", "unseal", "vault", "verify", "witness",
    ];

    // Words that look like codes and are not.
    private static readonly Dictionary<string, string> OtherWords = new()
    {
        ["client-data"] = "a member of a signed approval",
        ["hub-data"] = "the folder that the hub takes when nobody names one",
        ["auditor-designated"] = "a kind of fact in the record",
        ["auditor-retired"] = "a kind of fact in the record",
        ["law-adopted"] = "a kind of fact in the record",
        ["glass-broken"] = "a kind of event of a demand",
        ["glass-stated"] = "a kind of event of a demand",
        ["record-adjustment"] = "a kind of job",
        ["oversight-account-named"] = "a kind of fact in the record",
        ["oversight-file"] = "a kind of job",
        ["oversight-quarter"] = "a kind of job",
        ["production-taken"] = "a kind of event of a demand",
        ["record-only"] = "a key in the law's data files",
        ["request-corrected"] = "a kind of fact in the record",
        ["request-document"] = "a kind of job",
        ["request-published"] = "a kind of fact in the record",
        ["request-refused"] = "a kind of fact in the record",
        ["request-regions"] = "a kind of job",
        ["request-resolved"] = "a kind of fact in the record",
        ["replay-only"] = "a key in the law's data files",
        ["schedule-set"] = "a kind of fact in the record",
    };

    private static readonly SortedDictionary<string, string> Codes = ReadCodes();

    private static readonly SortedSet<string> Pages =
        new(Repository.Files("docs/refusals", ".md").Select(path => Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal);

    [Fact]
    public void Every_refusal_code_has_a_page() =>
        Expect.None(Codes.Where(c => !Pages.Contains(c.Key)).Select(c => $"{c.Key} ({c.Value})"));

    [Fact]
    public void Every_page_has_a_refusal_code() => Assert.DoesNotContain(Pages, page => !Codes.ContainsKey(page));

    [Fact]
    public void Every_page_says_what_it_means_and_what_to_do()
    {
        Assert.NotEmpty(Pages);
        Expect.None(Pages.SelectMany(page => Faults(page, Repository.Read($"docs/refusals/{page}.md").ReplaceLineEndings("\n"))));
    }

    [Fact]
    public void No_word_is_excused_that_is_not_in_the_source()
    {
        var all = string.Concat(Sources().Select(Repository.Read));
        Assert.DoesNotContain(OtherWords.Keys, word => !all.Contains($"\"{word}\"", StringComparison.Ordinal));
    }

    internal static IEnumerable<string> Faults(string page, string text)
    {
        var lines = text.Split('\n');
        if (lines[0] != $"# {page}") yield return $"{page}: the first line is not its code";
        var means = Array.IndexOf(lines, "## What it means");
        var todo = Array.IndexOf(lines, "## What to do");
        if (means < 0 || todo < means)
        {
            yield return $"{page}: it lacks '## What it means' and then '## What to do'";
            yield break;
        }

        if (!Said(lines[1..means])) yield return $"{page}: the sentence is missing";
        if (!Said(lines[(means + 1)..todo])) yield return $"{page}: nothing under What it means";
        if (!Said(lines[(todo + 1)..])) yield return $"{page}: nothing under What to do";
    }

    internal static IEnumerable<string> CodesIn(string source) =>
        Given().Matches(source).Concat(Looks().Matches(source).Where(m => Prefixes.Contains(m.Groups[1].Value[..m.Groups[1].Value.IndexOf('-')])))
            .Select(m => m.Groups[1].Value)
            .Where(code => !OtherWords.ContainsKey(code))
            .Distinct();

    private static bool Said(string[] lines) => lines.Any(line => line.Trim().Length > 10);

    // Pages make no refusals; their words with hyphens are classes of the style sheet.
    private static IEnumerable<string> Sources() => Repository.Files("src", ".cs");

    private static SortedDictionary<string, string> ReadCodes()
    {
        var codes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Sources())
        {
            foreach (var code in CodesIn(Repository.Read(path))) codes.TryAdd(code, path);
        }

        return codes;
    }

    [GeneratedRegex("""new\s+Refusal\(\s*"([a-z0-9-]+)"\s*,""")]
    private static partial Regex Given();

    [GeneratedRegex("""(?<![\w/.:$@"-])"([a-z]+(?:-[a-z0-9]+)+)"(?!")""")]
    private static partial Regex Looks();
}
