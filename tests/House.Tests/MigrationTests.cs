using System.Text.RegularExpressions;

namespace Writ.House.Tests;

/// <summary>Migrations are numbered, forward only, and written in what both databases understand.</summary>
public sealed class MigrationTests
{
    private static readonly IReadOnlyList<string> Scripts = Repository.Files("src/Store/Migrations", ".sql");

    [Fact]
    public void They_are_numbered_from_0001_without_gap_or_double()
    {
        Assert.NotEmpty(Scripts);
        Assert.All(Scripts, path => Assert.Matches(@"/\d{4}_[a-z0-9_]+\.sql$", path));
        Assert.Equal(
            Enumerable.Range(1, Scripts.Count).Select(n => n.ToString("0000")),
            Scripts.Select(path => Path.GetFileName(path)[..4]));
    }

    [Theory]
    [InlineData(@"\bDROP\b")]
    [InlineData(@"\bTRUNCATE\b")]
    [InlineData(@"\bDELETE\s+FROM\b")]
    public void None_takes_anything_away(string word) => Expect.None(Matching("(?i)" + word));

    // Types are written in capitals here; a column may be called blob.
    [Theory]
    [InlineData(@"\b(BLOB|BYTEA)\b")]
    [InlineData(@"\b(AUTOINCREMENT|SERIAL|BIGSERIAL|GENERATED)\b")]
    [InlineData(@"\b(DATETIME|TIMESTAMPTZ?|JSONB)\b")]
    [InlineData(@"\b(PRAGMA|WITHOUT ROWID|STRICT)\b")]
    public void None_uses_a_word_of_one_database_only(string word) => Expect.None(Matching(word));

    private static IEnumerable<string> Matching(string pattern) => Scripts.Where(path =>
        Repository.Read(path).Split('\n').Any(line => Regex.IsMatch(line.Split("--")[0], pattern)));
}
