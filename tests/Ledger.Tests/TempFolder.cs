namespace Writ.Ledger.Tests;

/// <summary>A folder that goes when the test is over.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("writ-ledger-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Every file below, by its relative name.</summary>
    public SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => System.IO.Path.GetRelativePath(Path, file), file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);
}
