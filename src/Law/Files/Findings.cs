namespace Writ.Law.Files;

/// <summary>Collects what is wrong, so that a file can be mended in one go. Bounded.</summary>
internal sealed class Findings
{
    private const int Max = 100;

    private readonly List<LawFinding> all = [];

    public IReadOnlyList<LawFinding> All => all;

    public void Add(string file, int line, string message, string code = LawFinding.Malformed)
    {
        if (all.Count < Max) all.Add(new LawFinding(file, line, message, code));
    }

    /// <summary>Text from a file as it may appear in a message: short, one line.</summary>
    public static string Quote(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 80 ? $"'{line}'" : $"'{line[..77]}...'";
    }
}
