using Writ.Ledger.Log;
using Writ.Ledger.Tests.Log;

namespace Writ.Ledger.Tests.Outside;

/// <summary>An implementation that is not ours (golang.org/x/mod/sumdb) reads and rechecks what we write.</summary>
public sealed class GoReadsOurLogTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Fact]
    public void Go_opens_the_checkpoint_and_finds_every_entry_in_the_tree()
    {
        var (path, vkey) = Write(600);
        Assert.Equal((0, "HOLDS 600"), Recheck(path, vkey));
    }

    [Fact]
    public void Go_finds_a_changed_tile_and_a_wrong_key()
    {
        var (path, vkey) = Write(300);
        using var other = SigningKey.Generate("log.example/writ");
        var (wrongKey, _) = Recheck(path, other.Verifier.ToString());
        var tile = Path.Combine(path, "tile/0/000");
        var bytes = File.ReadAllBytes(tile);
        bytes[40] ^= 1;
        File.WriteAllBytes(tile, bytes);
        var (changed, _) = Recheck(path, vkey);
        Assert.Equal((1, 1), (wrongKey, changed));
    }

    public void Dispose() => temp.Dispose();

    private (string Path, string Vkey) Write(int count)
    {
        using var key = SigningKey.Generate("log.example/writ");
        var path = Path.Combine(temp.Path, "log");
        var writer = LogWriter.Open(new LogFolder(path), key, null).Value;
        writer.Accept(writer.Integrate(LogWriterTests.Entries(0, 100)));
        writer.Accept(writer.Integrate(LogWriterTests.Entries(100, count - 100)));
        writer.Publish(writer.Sign(writer.Head));
        writer.Sync();
        return (path, key.Verifier.ToString());
    }

    private (int Code, string LastLine) Recheck(string path, string vkey) => GoProgram.Run("recheck", temp.Path, path, vkey);
}
