using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Open;
using Writ.Shared;

namespace Writ.Gate.Tests.Fuzz;

/// <summary>Whatever a production holds, the reader opens it or refuses, and leaves nothing behind where it refused.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly ItemId Item = ItemId.FromTrusted("itm_0123456789abcdef");

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly PrivateKey key = PrivateKey.Generate();

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_sealed_file_that_was_changed_is_refused()
    {
        var turn = 0;
        Fuzzer.Run("Gate.Tests", FuzzTarget.Bytes("ProductionReader.Open", bytes => Opened(bytes, ref turn), Sealed()));
    }

    /// <summary>Sealed as it should be, with something else inside: what a writer with a recipient's key could bring.</summary>
    [Fact]
    public void What_is_sealed_and_no_production_is_refused()
    {
        using var plain = new MemoryStream();
        Assert.True(SealedFile.Open(new MemoryStream(Sealed()), key, plain).Ok);
        var turn = 0;
        Fuzzer.Run("Gate.Tests", FuzzTarget.Bytes(
            "ProductionReader.Extract",
            bytes =>
            {
                using var again = new MemoryStream();
                using (var writer = new SealedFileWriter(again, [key.Public], "prd_0123456789abcdef")) writer.Write(bytes);
                Opened(again.ToArray(), ref turn);
            },
            plain.ToArray()));
    }

    [Fact]
    public void A_manifest_that_is_none_is_refused()
    {
        var manifest = ManifestJson.Write(Manifest());
        Fuzzer.Run("Gate.Tests", FuzzTarget.Bytes("ManifestJson.Read", b => _ = ManifestJson.Read(b), manifest));
    }

    [Fact]
    public void No_reader_is_forgotten() => Assert.Equal(
        ["ManifestJson.Read", "ProductionReader.Open"],
        Fuzzer.Readers(typeof(ProductionReader).Assembly, type => type.Namespace == "Writ.Gate.Open").Distinct().Order(StringComparer.Ordinal));

    private void Opened(byte[] bytes, ref int turn)
    {
        // Each opening flushes files: every fourth change is tried, all of them in a long run.
        if (turn++ % 4 != 0 && Environment.GetEnvironmentVariable("FUZZ_SECONDS") is null) return;
        var folder = Path.Combine(root, $"{turn}");
        if (!ProductionReader.Open(new MemoryStream(bytes), key, folder).Ok) Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }

    private static ProductionManifest Manifest() => new(
        ProductionId.FromTrusted("prd_0123456789abcdef"), DemandId.FromTrusted("dmd_0123456789abcdef"), AuthorisationId.FromTrusted("aut_0123456789abcdef"), "Sample company",
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(30), [new ProductionItem(Item, DataCategory.FromTrusted("subscriber"), null, ["Card numbers masked"])]);

    private byte[] Sealed()
    {
        using var file = new MemoryStream();
        Production.Write(file, Manifest(), [new ProductionFile(Item, "orders.json", "orders"u8.ToArray())], [key.Public]);
        return file.ToArray();
    }
}
