using System.Formats.Tar;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Gate.Open;

/// <summary>
/// Opens into a work folder of its own and moves files out of it only when everything was checked: after any failure
/// nothing of the production is left behind.
/// </summary>
internal static class ProductionReader
{
    internal static Result<ProductionManifest> Open(Stream input, PrivateKey key, string outDir)
    {
        Directory.CreateDirectory(outDir);
        var work = Path.Combine(outDir, ".opening-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(work);
        else Directory.CreateDirectory(work, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            using var plain = new FileStream(Path.Combine(work, "tar"), SecretFile.Options(FileMode.CreateNew));
            if (!SealedFile.Open(input, key, plain).TryGet(out var info, out var refusal)) return refusal;
            plain.Position = 0;
            if (!Extract(plain, Path.Combine(work, "files")).TryGet(out var manifest, out refusal)) return refusal;
            if (manifest.Production.Text != info.Context) return ProductionRefusals.Manifest;
            return Keep(manifest, Path.Combine(work, "files"), outDir);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static Result<ProductionManifest> Extract(Stream plain, string folder)
    {
        try
        {
            using var tar = new TarReader(plain, leaveOpen: true);
            var first = tar.GetNextEntry();
            if (first is not { EntryType: TarEntryType.RegularFile, Name: Production.ManifestName, DataStream: { } data, Length: <= ManifestJson.MaxBytes })
                return ProductionRefusals.Manifest;
            var json = new byte[first.Length];
            data.ReadExactly(json);
            if (!ManifestJson.Read(json).TryGet(out var manifest, out var refusal)) return refusal;
            Save(folder, Production.ManifestName, new MemoryStream(json));
            foreach (var expected in manifest.Items.SelectMany(item => item.Files))
            {
                // The name written is the manifest's, checked by form; the archive's must merely be the same.
                var entry = tar.GetNextEntry();
                if (entry is not { EntryType: TarEntryType.RegularFile } || entry.Name != expected.Path || entry.Length != expected.Size)
                    return ProductionRefusals.Files;
                if (Save(folder, expected.Path, entry.DataStream ?? Stream.Null) != expected.Sha256) return ProductionRefusals.Files;
            }

            return tar.GetNextEntry() is null ? manifest : ProductionRefusals.Files;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException or ArgumentException or OverflowException)
        {
            return ProductionRefusals.Files;
        }
    }

    private static string Save(string folder, string path, Stream content)
    {
        var target = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var file = new FileStream(target, SecretFile.Options(FileMode.CreateNew));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            file.Write(buffer, 0, read);
        }

        CryptographicOperations.ZeroMemory(buffer);
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Result<ProductionManifest> Keep(ProductionManifest manifest, string folder, string outDir)
    {
        var roots = Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).ToList();
        if (roots.Any(root => Path.Exists(Path.Combine(outDir, root)))) return ProductionRefusals.Exists;
        foreach (var root in roots)
        {
            var (from, to) = (Path.Combine(folder, root), Path.Combine(outDir, root));
            if (root == Production.ManifestName) File.Move(from, to, overwrite: false);
            else Directory.Move(from, to);
        }

        return manifest;
    }
}
