using System.Runtime.CompilerServices;

namespace Writ.Kit.Tests;

/// <summary>Compares what a stranger sees with an approved file beside the tests; a difference leaves a <c>.received</c> file.</summary>
internal static class Approved
{
    public static void Same(string name, string text, [CallerFilePath] string from = "")
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Approved");
        var approved = Path.Combine(folder, name);
        var wanted = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        var got = text.ReplaceLineEndings("\n");
        if (wanted == got) return;
        var received = Path.Combine(Path.GetDirectoryName(from) is { } source && Directory.Exists(source) ? source : folder, Path.ChangeExtension(name, ".received" + Path.GetExtension(name)));
        File.WriteAllText(received, got);
        Assert.Fail($"{name} is not as approved; compare {received}");
    }
}
