using System.Xml.Linq;

namespace Writ.House.Tests;

/// <summary>The repository on disk, found upward from where the tests run by its <c>Writ.slnx</c>.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules", ".git", "TestResults", "data"];

    public static string Root { get; } = Find();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Relative paths with forward slashes, of files that belong to the repository.</summary>
    public static IReadOnlyList<string> Files(string under, params string[] endings) =>
        [.. Walk(PathOf(under))
            .Where(path => endings.Length == 0 || endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>Name of each room and the project file that makes it one.</summary>
    public static IReadOnlyDictionary<string, XDocument> Rooms { get; } =
        Files("src", ".csproj").ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => XDocument.Load(PathOf(path)));

    private static IEnumerable<string> Walk(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var below in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(below);
            if (NotOurs.Contains(name) || name.StartsWith("data-", StringComparison.Ordinal)) continue;
            foreach (var file in Walk(below)) yield return file;
        }
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Writ.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("Writ.slnx is in no folder above the tests");
    }
}
