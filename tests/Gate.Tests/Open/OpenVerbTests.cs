using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Open;

namespace Writ.Gate.Tests.Open;

public sealed class OpenVerbTests : IDisposable
{
    private static readonly ItemId First = ItemId.FromTrusted("itm_0123456789abcdef");
    private static readonly ItemId Second = ItemId.FromTrusted("itm_0123456789abcdeg");

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly PrivateKey key = PrivateKey.Generate();
    private readonly StringWriter said = new();
    private readonly StringWriter complained = new();

    public OpenVerbTests() => File.WriteAllText(KeyFile, key.ExportPem());

    private string KeyFile => Path.Combine(root, "officer.pem");

    private string SealedPath => Path.Combine(root, "production.writ");

    private string Out => Path.Combine(root, "out");

    public void Dispose()
    {
        key.Dispose();
        said.Dispose();
        complained.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void What_was_written_is_opened_and_told()
    {
        var manifest = Write();
        Assert.Equal(0, Run());
        Assert.Equal("orders", File.ReadAllText(Path.Combine(Out, First.Text, "orders.json")));
        Assert.Equal("", File.ReadAllText(Path.Combine(Out, First.Text, "empty.txt")));
        Assert.Equal(["manifest.json", First.Text], Directory.GetFileSystemEntries(Out).Select(Path.GetFileName).OrderDescending());
        var text = said.ToString();
        Assert.Contains("from Sample company", text, StringComparison.Ordinal);
        Assert.Contains(manifest.Production.Text, text, StringComparison.Ordinal);
        Assert.Contains($"ok {First}/orders.json  6 bytes  sha256 ", text, StringComparison.Ordinal);
        Assert.Contains("nothing was found", text, StringComparison.Ordinal);
        Assert.Contains("edited: Card numbers masked", text, StringComparison.Ordinal);
        Assert.Contains("Expires 2020-09-01 00:00:00 UTC", text, StringComparison.Ordinal);
        Assert.Equal("", complained.ToString());
    }

    [Fact]
    public void Every_recipient_opens_the_same()
    {
        using var other = PrivateKey.Generate();
        Seal(stream => Production.Write(stream, Manifest(), Files(), [other.Public, key.Public]));
        Assert.Equal(0, Run());
    }

    [Fact]
    public void A_large_file_passes_through()
    {
        var big = new byte[300_000];
        Seal(stream => Production.Write(stream, Manifest(), [new(First, "clip.mp4", big)], [key.Public]));
        Assert.Equal(0, Run());
        Assert.Equal(big, File.ReadAllBytes(Path.Combine(Out, First.Text, "clip.mp4")));
    }

    [Fact]
    public void The_wrong_key_opens_nothing()
    {
        using var other = PrivateKey.Generate();
        Write();
        File.WriteAllText(KeyFile, other.ExportPem());
        Refused("sealing-not-a-recipient");
        File.WriteAllText(KeyFile, "hello");
        Refused("sealing-bad-private-key");
        File.WriteAllText(KeyFile, new string('x', 5000));
        Refused("sealing-bad-private-key");
    }

    [Fact]
    public void A_changed_or_cut_file_opens_nothing()
    {
        Write();
        var whole = File.ReadAllBytes(SealedPath);
        for (var at = 0; at < whole.Length; at += 97)
        {
            var changed = whole.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(SealedPath, changed);
            Assert.Equal(1, Run());
        }

        File.WriteAllBytes(SealedPath, whole[..^1]);
        Refused("sealing-file-changed");
        File.WriteAllBytes(SealedPath, [.. whole, 0]);
        Refused("sealing-file-changed");
        File.WriteAllText(SealedPath, "not sealed");
        Refused("sealing-not-a-sealed-file");
    }

    [Fact]
    public void Missing_files_are_said_and_exit_2()
    {
        Assert.Equal(2, Run());
        Write();
        File.Delete(KeyFile);
        Assert.Equal(2, Run());
        Assert.Contains("cannot read or write", complained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_ever_overwritten()
    {
        Write();
        Assert.Equal(0, Run());
        File.WriteAllText(Path.Combine(Out, First.Text, "orders.json"), "mine");
        Assert.Equal(2, Run());
        Assert.Contains("production-would-overwrite", complained.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Out, First.Text, "orders.json")));
        Assert.Empty(Directory.GetDirectories(Out, ".opening-*"));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("itm_0123456789abcdef/../../evil")]
    [InlineData("itm_0123456789abcdef/.hidden")]
    [InlineData("itm_0123456789abcdef/a/b")]
    [InlineData("itm_0123456789abcdef/..")]
    [InlineData("itm_0123456789abcdef/a\\b")]
    [InlineData("itm_0123456789abcdef/A")]
    [InlineData("manifest.json")]
    public void A_sealed_production_cannot_name_a_path_outside(string path)
    {
        var json = ManifestText([(path, "orders")]);
        Forge(json, [(path, "orders", TarEntryType.RegularFile)]);
        Refused("production-bad-manifest");
        // And with an honest manifest, the archive's name must be the manifest's.
        Forge(ManifestText([($"{First}/orders.json", "orders")]), [(path, "orders", TarEntryType.RegularFile)]);
        Refused("production-files-differ");
    }

    [Fact]
    public void Files_must_be_those_of_the_manifest()
    {
        var (path, json) = ($"{First}/orders.json", ManifestText([($"{First}/orders.json", "orders")]));
        Forge(json, [(path, "orders", TarEntryType.RegularFile)]);
        Assert.Equal(0, Run());
        Directory.Delete(Out, recursive: true);
        Forge(json, [(path, "ordery", TarEntryType.RegularFile)]);
        Refused("production-files-differ");
        Forge(json, [(path, "orders!", TarEntryType.RegularFile)]);
        Refused("production-files-differ");
        Forge(json, []);
        Refused("production-files-differ");
        Forge(json, [(path, "orders", TarEntryType.RegularFile), ($"{First}/more.txt", "more", TarEntryType.RegularFile)]);
        Refused("production-files-differ");
        Forge(json, [(path, "orders", TarEntryType.RegularFile), (path, "orders", TarEntryType.RegularFile)]);
        Refused("production-files-differ");
        Forge(json, [(path, "/etc/passwd", TarEntryType.SymbolicLink)]);
        Refused("production-files-differ");
        Forge(json, [(path, "", TarEntryType.Directory)]);
        Refused("production-files-differ");
    }

    [Fact]
    public void A_manifest_must_be_ours_and_whole()
    {
        var json = ManifestText([($"{First}/orders.json", "orders")]);
        foreach (var bent in new[]
        {
            "", "{}", "null", json[..^2],
            json.Replace("writ.production/v1", "writ.production/v2", StringComparison.Ordinal),
            json.Replace("\"from\"", "\"form\"", StringComparison.Ordinal),
            json.Replace("\"size\": 6", "\"size\": -1", StringComparison.Ordinal),
            json.Replace("dmd_", "dmx_", StringComparison.Ordinal),
            Regex.Replace(json, "\"production\": \"prd_[0-9a-z]+\"", $"\"production\": \"{ProductionId.New()}\""),
        })
        {
            Forge(bent, [($"{First}/orders.json", "orders", TarEntryType.RegularFile)]);
            Refused("production-bad-manifest");
        }
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        Seal(stream => SealedFile.Seal(new MemoryStream(Enumerable.Repeat((byte)'x', 2000).ToArray()), stream, [key.Public], "prd_0123456789abcdef"));
        Assert.Equal(1, Run());
        Seal(stream => SealedFile.Seal(Stream.Null, stream, [key.Public], "prd_0123456789abcdef"));
        Refused("production-bad-manifest");
    }

    [Fact]
    public void The_writer_does_not_seal_what_the_reader_would_refuse()
    {
        Assert.Throws<ArgumentException>(() => Production.Write(Stream.Null, Manifest(), [new(First, "../x", new byte[1])], [key.Public]));
        Assert.Throws<ArgumentException>(() => Production.Write(Stream.Null, Manifest(), [new(ItemId.New(), "x", new byte[1])], [key.Public]));
        Assert.Throws<ArgumentException>(() => Production.Write(Stream.Null, Manifest(), [new(First, "x", new byte[1]), new(First, "x", new byte[1])], [key.Public]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Production.Write(Stream.Null, Manifest(), [], []));
    }

    [Fact]
    public void Text_in_the_manifest_does_not_drive_the_terminal()
    {
        Seal(stream => Production.Write(stream, Manifest() with { From = "\u001b[2JSample" }, [], [key.Public]));
        Assert.Equal(0, Run());
        Assert.DoesNotContain('\u001b', said.ToString());
    }

    private static ProductionManifest Manifest() => new(
        ProductionId.FromTrusted("prd_0123456789abcdef"), DemandId.New(), AuthorisationId.New(), "Sample company",
        new(2020, 8, 1, 0, 0, 0, TimeSpan.Zero), new(2020, 9, 1, 0, 0, 0, TimeSpan.Zero),
        [
            new(First, DataCategory.FromTrusted("transaction"), "sample-customer-1@example.test", ["Card numbers masked"]),
            new(Second, DataCategory.FromTrusted("subscriber"), null, []),
        ]);

    private static List<ProductionFile> Files() =>
        [new(First, "orders.json", "orders"u8.ToArray()), new(First, "empty.txt", Array.Empty<byte>())];

    private static string ManifestText((string Path, string Text)[] files)
    {
        var manifest = Manifest();
        return Encoding.UTF8.GetString(ManifestJson.Write(manifest with
        {
            Items = [manifest.Items[0] with
            {
                Files = [.. files.Select(f => new ManifestFile(f.Path, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(f.Text))), f.Text.Length))],
            }],
        }));
    }

    private int Run() => OpenVerb.Run(said, complained, SealedPath, KeyFile, Out);

    private void Refused(string code)
    {
        complained.GetStringBuilder().Clear();
        Assert.Equal(1, Run());
        Assert.Contains(code, complained.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(Out) ? Directory.GetFileSystemEntries(Out) : []);
        Assert.False(File.Exists(Path.Combine(root, "evil")) || File.Exists("/tmp/evil"));
    }

    private ProductionManifest Write()
    {
        ProductionManifest? written = null;
        Seal(stream => written = Production.Write(stream, Manifest(), Files(), [key.Public]));
        return written!;
    }

    private void Seal(Action<Stream> write)
    {
        using var file = File.Create(SealedPath);
        write(file);
    }

    /// <summary>A production that a malicious company might seal: any manifest, any archive.</summary>
    private void Forge(string manifest, (string Path, string Content, TarEntryType Type)[] entries) => Seal(stream =>
    {
        using var writer = new SealedFileWriter(stream, [key.Public], "prd_0123456789abcdef");
        using (var tar = new TarWriter(writer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Add(tar, "manifest.json", manifest, TarEntryType.RegularFile);
            foreach (var (path, content, type) in entries) Add(tar, path, content, type);
        }

        writer.Complete();
    });

    private static void Add(TarWriter tar, string path, string content, TarEntryType type)
    {
        var entry = new UstarTarEntry(type, path);
        if (type == TarEntryType.RegularFile) entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        if (type == TarEntryType.SymbolicLink) entry.LinkName = content;
        tar.WriteEntry(entry);
    }
}
