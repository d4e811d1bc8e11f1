namespace Writ.Bench.Harness;

/// <summary>A folder under <c>artifacts/</c>, so that every bench and every peer is on the disk of the repository. Emptied at the end.</summary>
internal sealed class Workspace : IDisposable
{
    private int made;

    public Workspace()
    {
        Root = Path.Combine(Repository(), "artifacts", $"bench-{Environment.ProcessId}");
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string Program(string project, string file) => Path.Combine(Repository(), "artifacts", "bin", project, "release", file);

    /// <summary>A new place, not made yet.</summary>
    public string New(string name) => Path.Combine(Root, $"{name}-{++made}");

    public string NewFolder(string name) => Directory.CreateDirectory(New(name)).FullName;

    public static void Drop(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => Drop(Root);

    private static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Writ.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("Writ.slnx is in no folder above the bench");
    }
}
