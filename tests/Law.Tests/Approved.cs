namespace Writ.Law.Tests;

/// <summary>
/// Holds output against a file that a person approved. On a difference the new text is written beside it as
/// <c>.received.txt</c>; who agrees with it renames it.
/// </summary>
internal static class Approved
{
    public static void Check(string name, string actual)
    {
        var folder = Path.Combine(LawText.Root(), "tests", "Law.Tests");
        var approved = Path.Combine(folder, $"{name}.approved.txt");
        var received = Path.Combine(folder, $"{name}.received.txt");
        var text = actual.ReplaceLineEndings("\n");
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{name} differs from the approved file; compare {received}");
    }
}
