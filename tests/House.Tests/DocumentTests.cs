using System.Text.RegularExpressions;

namespace Writ.House.Tests;

/// <summary>What documents point at exists: files, scripts, verbs, options, folders.</summary>
public sealed partial class DocumentTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Documents =
        [.. Repository.Files(".", ".md").Select(path => (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path, Repository.Read(path)))];

    private static readonly string Verbs = string.Concat(Repository.Files("src/App", ".cs").Select(Repository.Read));

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        var wrong =
            from document in Documents
            from Match match in Link().Matches(WithoutCode(document.Text))
            let target = match.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            let path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(document.Path))!, Uri.UnescapeDataString(target)))
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{document.Path}: {target}";
        Expect.None(wrong);
    }

    [Fact]
    public void Every_link_to_a_heading_of_the_same_page_leads_to_one()
    {
        var wrong =
            from document in Documents
            from Match match in Link().Matches(WithoutCode(document.Text))
            where match.Groups[1].Value.StartsWith('#')
            where !Headings(document.Text).Contains(match.Groups[1].Value[1..])
            select $"{document.Path}: {match.Groups[1].Value}";
        Expect.None(wrong);
    }

    [Fact]
    public void Every_source_path_that_a_document_names_exists()
    {
        var wrong =
            from document in Documents
            from Match match in SourcePath().Matches(document.Text)
            let path = match.Groups[1].Value.TrimEnd('/', '.')
            where !path.Contains("...", StringComparison.Ordinal) && !File.Exists(Repository.PathOf(path)) && !Directory.Exists(Repository.PathOf(path))
            select $"{document.Path}: {path}";
        Expect.None(wrong);
    }

    [Fact]
    public void Every_test_that_a_document_names_exists()
    {
        var tests = string.Concat(Repository.Files("tests", ".cs").Select(Repository.Read));
        var wrong =
            from document in Documents
            from Match match in TestName().Matches(document.Text)
            where !Regex.IsMatch(tests, $@"\b{match.Groups[1].Value}\(")
            select $"{document.Path}: {match.Groups[1].Value}";
        Expect.None(wrong);
    }

    [Fact]
    public void Every_script_that_a_document_runs_exists()
    {
        var wrong =
            from document in Documents
            from Match match in Script().Matches(document.Text)
            let name = match.Groups[1].Value

            // A data folder is made by the program.
            where !name.StartsWith("data", StringComparison.Ordinal) && !File.Exists(Repository.PathOf(name))
            select $"{document.Path}: ./{match.Groups[1].Value}";
        Expect.None(wrong);
    }

    [Fact]
    public void Every_verb_that_a_document_runs_exists()
    {
        Assert.Contains("serve", Known());
        Expect.None(Documents.SelectMany(d => UnknownVerbs(d.Text).Select(verb => $"{d.Path}: writ {verb}")));
    }

    [Fact]
    public void Every_option_of_writ_that_a_document_gives_exists()
    {
        var wrong =
            from document in Documents
            from Match match in Command().Matches(document.Text)
            from Match option in Option().Matches(match.Value)
            where !Verbs.Contains($"\"{option.Value}\"", StringComparison.Ordinal)
            select $"{document.Path}: {option.Value}";
        Expect.None(wrong);
    }

    /// <summary>The first word after writ is a verb; the second, where the first is a group, is one too.</summary>
    internal static IEnumerable<string> UnknownVerbs(string text)
    {
        var known = Known();
        foreach (Match match in Command().Matches(text))
        {
            var (verb, next) = (match.Groups[1].Value, match.Groups[2].Value);
            if (!known.Contains(verb)) yield return verb;
            else if (Group(verb) && next.Length > 0 && !known.Contains(next)) yield return $"{verb} {next}";
        }
    }

    private static bool Group(string verb) => Regex.IsMatch(Verbs, $@"Common\.Group\(\s*""{verb}""");

    private static HashSet<string> Known() => [.. VerbName().Matches(Verbs).Select(m => m.Groups[1].Value)];

    private static IEnumerable<string> Headings(string text) => Heading().Matches(text)
        .Select(m => NotInAnchor().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    private static string WithoutCode(string text) => Fence().Replace(text, string.Empty);

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)>?[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"`((?:src|tests|docs|law|eng|benchmarks)/[\w./-]+)`")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"`(?=\w*[a-z])([A-Z]\w*(?:_\w+){2,})`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"(?<![\w./])\./([a-z][a-z-]*)\b(?![/.\w])")]
    private static partial Regex Script();

    [GeneratedRegex(@"(?:^[ \t]*(?:\$ )?|`|&& |[A-Z_]+=\S+ )(?:\./)?writ ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?[^`\n]*", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<=\s)--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?:new Command|Common\.Group|Common\.Client|Client)\(\s*""([a-z-]+)""")]
    private static partial Regex VerbName();
}
