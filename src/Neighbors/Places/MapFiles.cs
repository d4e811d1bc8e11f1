namespace Writ.Neighbors.Places;

/// <summary>Where maps come from: the operator's folder; in a sample without one, the made-up town.</summary>
internal sealed class MapFiles(NeighborsOptions options)
{
    /// <summary>Null where there is no such file.</summary>
    public Stream? Open(string name)
    {
        if (options.MapFolder is { } folder)
        {
            var path = Path.Combine(folder, name);
            return File.Exists(path) ? File.OpenRead(path) : null;
        }

        return options.Sample ? typeof(MapFiles).Assembly.GetManifestResourceStream($"town/{name}") : null;
    }
}
