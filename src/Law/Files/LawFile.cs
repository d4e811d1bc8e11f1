using System.Security.Cryptography;
using System.Text;

namespace Writ.Law.Files;

/// <summary>One data file: <paramref name="Name"/> is <c>us/grounds.yaml</c>, or the bare file name in an overlay.</summary>
internal sealed record LawFile(string Name, byte[] Bytes)
{
    /// <summary>No data file of law needs more; a larger one is refused unread.</summary>
    public const int MaxBytes = 64 * 1024;

    public string Folder => Name.Contains('/') ? Name[..Name.IndexOf('/')] : "";

    /// <summary>File name without folder and ending.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(Name);
}

/// <summary>Where files come from, and the digest of a set of them.</summary>
internal static class LawFiles
{
    private const string ResourcePrefix = "law/";

    /// <summary>The packs built into the program, in ordinal order.</summary>
    public static IReadOnlyList<LawFile> BuiltIn()
    {
        var assembly = typeof(LawFiles).Assembly;
        var files =
            from resource in assembly.GetManifestResourceNames()
            let name = resource.Replace('\\', '/')
            where name.StartsWith(ResourcePrefix, StringComparison.Ordinal)
            select new LawFile(name[ResourcePrefix.Length..], Read(assembly.GetManifestResourceStream(resource)!));
        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    /// <summary>As <c>sha256sum FILES | sha256sum</c> prints it in the C locale, from the folder <c>law/</c>.</summary>
    public static string Digest(IEnumerable<LawFile> files)
    {
        var manifest = new StringBuilder();
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            manifest.Append(Hex(file.Bytes)).Append("  ").Append(file.Name).Append('\n');
        return Hex(Encoding.UTF8.GetBytes(manifest.ToString()));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Read(Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
