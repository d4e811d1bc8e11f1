using System.Text;
using Writ.Base;
using Writ.Law.Files;
using Writ.Law.Packs;

namespace Writ.Law.Tests;

/// <summary>Loads the law as shipped, or with one file changed, or with an overlay in a folder of its own.</summary>
internal static class LawText
{
    public static readonly DataCategory Subscriber = DataCategory.FromTrusted("subscriber");

    public static readonly DataCategory Transaction = DataCategory.FromTrusted("transaction");

    public static readonly DataCategory Content = DataCategory.FromTrusted("content");

    public static readonly DateOnly Day = new(2020, 3, 2);

    public static LawBook Book(bool historic = false) => LawBook.Load(historic: historic).Value;

    /// <summary>The findings after one file was changed (or, where there is none of that name, added).</summary>
    public static IReadOnlyList<LawFinding> FindingsAfter(string name, Func<string, string> change)
    {
        var findings = new Findings();
        var book = Library.Open(Changed(name, change), null, historic: true, findings);
        Assert.Equal(findings.All.Count > 0, book is null);
        return findings.All;
    }

    public static LawBook BookAfter(string name, Func<string, string> change)
    {
        var findings = new Findings();
        var book = Library.Open(Changed(name, change), null, historic: true, findings);
        Assert.Empty(findings.All);
        return book!;
    }

    /// <summary>Replaces text that must be there exactly once, so that a test cannot pass by changing nothing.</summary>
    public static Func<string, string> Swap(string old, string @new) => text =>
    {
        Assert.Equal(2, text.Split(old).Length);
        return text.Replace(old, @new, StringComparison.Ordinal);
    };

    public static T WithOverlay<T>(Func<string, T> act, params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("writ-overlay-");
        try
        {
            foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder.FullName, name), text, new UTF8Encoding(false));
            return act(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The folder of the solution, found from where the tests run.</summary>
    public static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Writ.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests run outside the repository");
    }

    private static List<LawFile> Changed(string name, Func<string, string> change)
    {
        var files = LawFiles.BuiltIn().ToList();
        var old = files.Find(file => file.Name == name);
        files.RemoveAll(file => file.Name == name);
        files.Add(new LawFile(name, Encoding.UTF8.GetBytes(change(old is null ? "" : Encoding.UTF8.GetString(old.Bytes)))));
        return files;
    }
}
