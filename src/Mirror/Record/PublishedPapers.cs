namespace Writ.Mirror.Record;

/// <summary>
/// Documents of partnerships in the published folder: texts, papers, areas, objections, yearly reports, days. One is there once a fact in the published tree
/// names it, and only as long as its bytes are those that the fact says.
/// </summary>
internal sealed class PublishedPapers(string root, RecordedFacts recorded)
{
    private const long MostBytes = 16 << 20;

    /// <summary>Place of a document by its address below the site's root; null if there is none.</summary>
    private string? Resolve(string path)
    {
        if (root.Length == 0 || path.Length > 200 || recorded.Document(path) is not { } sha || !System.IO.Path.GetFileName(path).StartsWith(sha, StringComparison.Ordinal)) return null;
        var place = System.IO.Path.GetFullPath(root);
        foreach (var step in path.Split('/'))
        {
            place = System.IO.Path.Combine(place, step);
            if (new FileInfo(place).LinkTarget is not null) return null;
        }

        return File.Exists(place) ? place : null;
    }

    /// <summary>The bytes, where they are those that the fact says.</summary>
    public byte[]? Bytes(string path)
    {
        if (Resolve(path) is not { } file || new FileInfo(file).Length > MostBytes) return null;
        var bytes = File.ReadAllBytes(file);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) == recorded.Document(path) ? bytes : null;
    }

    public static bool IsText(string path) => !path.EndsWith(".pdf", StringComparison.Ordinal);

    public static string MediaType(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".pdf" => "application/pdf",
        ".geojson" => "application/geo+json; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
}
