using System.Collections.Concurrent;

namespace Writ.Base.Tests.Sealing;

/// <summary>The vectors stand in the specification only; here they are read from it.</summary>
internal static class Vectors
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, byte[]>> All = new();

    internal static byte[] Of(string name) => Of("sealing.md", name);

    internal static byte[] Of(string document, string name) => (byte[])All.GetOrAdd(document, Read)[name].Clone();

    private static Dictionary<string, byte[]> Read(string document)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Writ.slnx"))) folder = folder.Parent!;
        return File.ReadLines(Path.Combine(folder.FullName, "docs", "spec", document))
            .SkipWhile(line => line != "```vectors").Skip(1).TakeWhile(line => line != "```")
            .Select(line => line.Split(" = "))
            .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]));
    }
}
