using System.Text;
using Writ.Ledger.Log;
using Writ.Ledger.Tests.Vectors;

namespace Writ.Ledger.Tests.Log;

/// <summary>A log that another implementation wrote is read, and ours writes the same tiles.</summary>
public sealed class OtherLogTests
{
    private static readonly byte[][] Entries =
        [.. VectorFiles.TesseraLog.GetProperty("entries").EnumerateArray().Select(entry => Encoding.UTF8.GetBytes(entry.GetString()!))];

    [Fact]
    public void Every_checkpoint_verifies_and_its_root_is_recomputed()
    {
        var key = VerifierKey.Parse(VectorFiles.TesseraLog.GetProperty("vkey").GetString()!).Value;
        var size = 0;
        foreach (var note in VectorFiles.TesseraLog.GetProperty("checkpoints").EnumerateArray())
        {
            var checkpoint = Checkpoint.Open(note.GetString()!, [key]).Value;
            Assert.Equal(size, checkpoint.Size);
            Assert.Equal(NaiveTree.Root(Entries.AsSpan(0, size++)), checkpoint.Root);
        }

        Assert.Equal(16, size);
    }

    [Fact]
    public void Our_tile_and_bundle_are_theirs_byte_for_byte()
    {
        using var folder = new TempFolder();
        using var key = SigningKey.Generate("k.example");
        var writer = LogWriter.Open(new LogFolder(folder.Path), key, null).Value;
        writer.Integrate([.. Entries.Select(entry => new ReadOnlyMemory<byte>(entry))]);
        Assert.Equal(VectorFiles.TesseraLog.GetProperty("tile").GetBytesFromBase64(), File.ReadAllBytes(Path.Combine(folder.Path, "tile/0/000.p/15")));
        Assert.Equal(VectorFiles.TesseraLog.GetProperty("bundle").GetBytesFromBase64(), File.ReadAllBytes(Path.Combine(folder.Path, "tile/entries/000.p/15")));
    }
}
