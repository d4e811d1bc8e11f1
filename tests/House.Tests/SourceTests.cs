using System.Text.RegularExpressions;

namespace Writ.House.Tests;

/// <summary>Habits of every source file that a compiler does not hold.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    private static readonly IReadOnlyList<(string Path, string Text)> Code =
        [.. Repository.Files(".", ".cs").Select(path => (path, Repository.Read(path).ReplaceLineEndings("\n")))];

    // This file names what it looks for.
    private static readonly IReadOnlyList<(string Path, string Text)> OtherCode =
        [.. Code.Where(f => !f.Path.EndsWith("House.Tests/SourceTests.cs", StringComparison.Ordinal))];

    [Fact]
    public void There_is_code_to_look_at() => Assert.True(Code.Count > 100);

    [Fact]
    public void No_file_is_longer_than_400_lines_unless_line_one_says_why()
    {
        var all = Repository.Files(".", ".cs", ".razor", ".scss", ".css", ".mjs", ".go", ".sql").Select(path => (Path: path, Text: Repository.Read(path)));
        Expect.None(all.Where(f => f.Text.Count(c => c == '\n') > MostLines && !GivesReason().IsMatch(f.Text)).Select(f => f.Path));
    }

    [Theory]
    [InlineData(@"^\s*#region")]
    [InlineData(@"NotImplementedException")]
    [InlineData(@"\b(TODO|FIXME|HACK|XXX)\b")]
    [InlineData(@"Skip\s*=\s*(""""|null|""\s*"")")]
    [InlineData(@"^\s*#pragma warning disable(?!.*//)")]
    [InlineData(@"^namespace [\w.]+\s*(\{|$)")]
    [InlineData(@"\A(\s*//[^\n]*)*(?i:copyright|licen[cs]ed under|spdx|all rights reserved)")]
    [InlineData(@"DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|new Random\(|Random\.Shared|Guid\.NewGuid")]
    public void None_of_these_stands_in_the_code(string pattern)
    {
        var looked = new Regex(pattern, RegexOptions.Multiline);
        Expect.None(OtherCode.Where(f => looked.IsMatch(f.Text)).Select(f => $"{f.Path}: {looked.Match(f.Text).Value.Trim()}"));
    }

    [Theory]
    [InlineData(@"(?<![\w.])/(work|home|Users|mnt)/\w")]
    [InlineData(@"(?i)\b[A-Z]:\\Users\\")]
    [InlineData(@"api\.nuget\.org|registry\.npmjs\.org|proxy\.golang\.org|pypi\.org|deb\.debian\.org")]
    public void Nothing_names_a_machine_or_a_registry(string pattern)
    {
        var looked = new Regex(pattern);

        // npm writes the registry's address beside each hash.
        var all = Repository.Files(".", ".cs", ".csproj", ".props", ".md", ".json", ".yaml", ".sql", ".sh", ".razor", ".scss", ".go", ".mjs", ".slnx", ".txt", "/run", "/test", "/bench", "/writ", "/writ-hub", "/writ-verify")
            .Where(path => !path.EndsWith("SourceTests.cs", StringComparison.Ordinal) && !path.EndsWith("package-lock.json", StringComparison.Ordinal));
        Expect.None(all.Select(path => (path, match: looked.Match(Repository.Read(path)))).Where(f => f.match.Success).Select(f => $"{f.path}: {f.match.Value}"));
    }

    [Fact]
    public void Every_namespace_is_that_of_its_project()
    {
        var wrong =
            from file in Code
            let parts = file.Path.TrimStart('.', '/').Split('/')
            where parts is ["src" or "tests", _, ..]
            let project = $"Writ.{parts[1].Replace(".Tests", string.Empty, StringComparison.Ordinal)}"
            from Match match in Namespace().Matches(file.Text)
            where match.Groups[1].Value != project && !match.Groups[1].Value.StartsWith(project + ".", StringComparison.Ordinal)
            select $"{file.Path}: {match.Groups[1].Value}";
        Expect.None(wrong);
    }

    [Fact]
    public void A_test_method_is_named_by_a_sentence()
    {
        var wrong =
            from file in Code
            where file.Path.Contains("tests/", StringComparison.Ordinal)
            from Match match in TestMethod().Matches(file.Text)
            where !match.Groups[1].Value.Contains('_')
            select $"{file.Path}: {match.Groups[1].Value}";
        Expect.None(wrong);
    }

    [GeneratedRegex(@"\A\uFEFF?(//|/\*|--)\s*\S.{20,}")]
    private static partial Regex GivesReason();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\]]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:void|Task) (\w+)\(")]
    private static partial Regex TestMethod();
}
