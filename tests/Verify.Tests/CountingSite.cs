namespace Writ.Verify.Tests;

/// <summary>A folder whose reads are counted, and which is gone after so many.</summary>
internal sealed class CountingSite(string root, int most = int.MaxValue, Action<int>? read = null) : Site
{
    private readonly FolderSite inner = new(root);
    private readonly Lock books = new();

    public List<string> Paths { get; } = [];

    public override Task<Stream?> Open(string path, long maxBytes)
    {
        lock (books)
        {
            Paths.Add(path);
            if (Paths.Count > most) throw new UnreachableException("The line went dead");
            read?.Invoke(Paths.Count);
        }

        return inner.Open(path, maxBytes);
    }
}
