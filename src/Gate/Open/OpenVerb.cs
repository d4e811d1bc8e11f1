using System.Globalization;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Gate.Open;

/// <summary><c>writ open FILE --key KEY.pem --out DIR</c>: what the officer runs on what was released to them. Needs no network.</summary>
public static class OpenVerb
{
    /// <summary>Exit 0: opened and every hash is right. 1: tampered with, or the wrong key. 2: cannot read or write.</summary>
    public static int Run(TextWriter @out, TextWriter err, string file, string keyFile, string outDir)
    {
        ArgumentNullException.ThrowIfNull(@out);
        ArgumentNullException.ThrowIfNull(err);
        try
        {
            var opened = Open(file, keyFile, outDir);
            if (!opened.TryGet(out var manifest, out var refusal))
            {
                err.WriteLine($"writ open: {refusal}");
                err.WriteLine("Nothing was written.");
                return refusal == ProductionRefusals.Exists ? 2 : 1;
            }

            Tell(@out, manifest, outDir);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            err.WriteLine($"writ open: cannot read or write: {e.Message}");
            return 2;
        }
    }

    private static Result<ProductionManifest> Open(string file, string keyFile, string outDir)
    {
        if (new FileInfo(keyFile).Length > 4096) return SealingNot();
        var key = PrivateKey.ImportPem(File.ReadAllText(keyFile));
        if (!key.TryGet(out var opener, out var refusal)) return refusal;
        using (opener)
        using (var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read))
            return ProductionReader.Open(input, opener, outDir);
    }

    private static Refusal SealingNot() => PrivateKey.ImportPem("").Refusal!;

    private static void Tell(TextWriter @out, ProductionManifest manifest, string outDir)
    {
        @out.WriteLine($"Production {manifest.Production} from {Plain(manifest.From)}");
        @out.WriteLine($"  demand         {manifest.Demand}");
        @out.WriteLine($"  authorisation  {manifest.Authorisation}");
        @out.WriteLine($"  produced at    {Utc(manifest.ProducedAt)}");
        foreach (var item in manifest.Items)
        {
            @out.WriteLine($"  item {item.Item}: {item.Category}{(item.Identifier is null ? "" : $", {Plain(item.Identifier)}")}");
            if (item.Files.Count == 0) @out.WriteLine("    nothing was found within the scope");
            foreach (var one in item.Files) @out.WriteLine($"    ok {one.Path}  {one.Size} bytes  sha256 {one.Sha256}");
            foreach (var line in FootageCheck.Of(item, outDir)) @out.WriteLine($"    {line}");
            foreach (var edit in item.Edits) @out.WriteLine($"    edited: {Plain(edit)}");
        }

        @out.WriteLine($"All hashes are those of the manifest. Written to {outDir}");
        @out.WriteLine($"Expires {Utc(manifest.Expires)}: delete it and every copy by then, unless a law orders you to keep it.");
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Text from outside must not drive the terminal.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
