using System.Formats.Tar;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Gate.Open;

/// <summary>Writes a production: a tar of <c>manifest.json</c> and then the files in its order, sealed to each recipient's key.</summary>
public static partial class Production
{
    internal const string ManifestName = "manifest.json";

    /// <summary>
    /// Returns the manifest with the files filled in. No plaintext touches a disk, and no file has to fit into memory. If it throws, the stream holds a file
    /// that every reader refuses. A file of an item that the manifest does not name, or a bad name, is the caller's bug.
    /// </summary>
    public static ProductionManifest Write(
        Stream sealedOut, ProductionManifest manifest, IReadOnlyList<ProductionFile> files, IReadOnlyList<PublicKey> recipients)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(files);
        var byItem = files.ToLookup(file => file.Item);
        if (byItem.Any(group => manifest.Items.All(item => item.Item != group.Key)))
            throw new ArgumentException("A file belongs to no item of the manifest", nameof(files));
        var complete = manifest with
        {
            Items = [.. manifest.Items.Select(item => item with { Files = [.. byItem[item.Item].Select(file => file.Described)] })],
        };
        var json = ManifestJson.Write(complete);
        // What our own reader would refuse is never sealed.
        if (json.Length > ManifestJson.MaxBytes || !ManifestJson.Read(json).Ok)
            throw new ArgumentException("The manifest is too long, or a name in it is malformed or there twice", nameof(manifest));

        using var sealing = new SealedFileWriter(sealedOut, recipients, manifest.Production.Text);
        using (var tar = new TarWriter(sealing, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Add(tar, ManifestName, new MemoryStream(json, writable: false), complete.ProducedAt);
            foreach (var file in complete.Items.SelectMany(item => byItem[item.Item]))
            {
                using var content = file.Open();
                Add(tar, file.Described.Path, content, complete.ProducedAt);
            }
        }

        sealing.Complete();
        return complete;
    }

    /// <summary>An item's id, a slash and a plain name: no way up, no other separator, no hidden file.</summary>
    internal static bool IsPath(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && ItemId.TryParse(path[..slash], out _) && Name().IsMatch(path[(slash + 1)..]);
    }

    private static void Add(TarWriter tar, string name, Stream content, DateTimeOffset at) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = at,
    });

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,78}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
