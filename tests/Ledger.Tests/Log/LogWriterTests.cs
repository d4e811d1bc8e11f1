using System.Text;
using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class LogWriterTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly SigningKey key = SigningKey.Generate("log.example/writ");
    private readonly LogFolder folder;

    public LogWriterTests() => folder = new LogFolder(temp.Path);

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(1000)]
    public void Any_way_of_cutting_entries_into_batches_gives_the_same_tree(int count)
    {
        var entries = Entries(0, count);
        var writer = LogWriter.Open(folder, key, null).Value;
        var at = 0;
        for (var step = 1; at < count; step = (step * 3) + 1)
        {
            var batch = entries[at..Math.Min(count, at + step)];
            writer.Accept(writer.Integrate(batch));
            at += batch.Length;
        }

        Assert.Equal(count, writer.Size);
        Assert.Equal(NaiveTree.Root([.. entries.Select(entry => entry.ToArray())]), writer.Head.Root);
        Assert.Equal(writer.Head.Root, folder.RootAt(count));
        for (var i = 0; i < count; i++) Assert.Equal(entries[i].ToArray(), folder.ReadEntry(i, count).ToArray());
    }

    [Theory]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    public void Around_65536_entries_the_upper_tiles_are_right(int count)
    {
        var entries = Entries(0, count);
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(entries[..65535]));
        if (count > 65535) writer.Accept(writer.Integrate(entries[65535..]));
        var tree = new TreeBuilder();
        foreach (var entry in entries) tree.Append(Rfc6962.Leaf(entry.Span));
        Assert.Equal(tree.Root(), folder.RootAt(count));
        Assert.Equal(count >= 65536, File.Exists(Path.Combine(temp.Path, "tile/1/000")));
        Assert.Equal(count >= 65536, File.Exists(Path.Combine(temp.Path, "tile/2/000.p/1")));
        Assert.Equal(count == 65537, File.Exists(Path.Combine(temp.Path, "tile/0/256.p/1")));
        var proof = folder.Prove(count - 1, count);
        Assert.True(proof.Check(Rfc6962.Leaf(entries[^1].Span), tree.Root()));
    }

    [Fact]
    public void Integrating_again_after_a_crash_writes_the_same_bytes()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(Entries(0, 300)));
        var note = writer.Sign(writer.Head);
        // The process dies after this; what it wrote was never accepted.
        writer.Integrate(Entries(300, 250));
        var before = temp.Files();

        var again = LogWriter.Open(folder, key, note).Value;
        Assert.Equal(300, again.Size);
        var same = again.Integrate(Entries(300, 250));
        Assert.Equal(before, temp.Files());
        var more = again.Integrate(Entries(300, 700));
        foreach (var (file, content) in before) Assert.Equal(content, temp.Files()[file]);
        Assert.Equal((550L, 1000L), (same.Size, more.Size));
        Assert.Equal(NaiveTree.Root([.. Entries(0, 1000).Select(entry => entry.ToArray())]), more.Root);
    }

    [Fact]
    public void A_half_written_file_of_a_crash_is_replaced()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        Directory.CreateDirectory(Path.Combine(temp.Path, "tile/0/000.p"));
        File.WriteAllBytes(Path.Combine(temp.Path, "tile/0/000.p/3"), [1, 2, 3]);
        writer.Accept(writer.Integrate(Entries(0, 3)));
        Assert.Equal(writer.Head.Root, folder.RootAt(3));
    }

    [Fact]
    public void A_log_opens_where_it_stopped_and_goes_on()
    {
        var note = Written(700);
        var writer = LogWriter.Open(folder, key, note).Value;
        writer.Accept(writer.Integrate(Entries(700, 100)));
        Assert.Equal(NaiveTree.Root([.. Entries(0, 800).Select(entry => entry.ToArray())]), writer.Head.Root);
    }

    [Fact]
    public void A_head_that_was_not_integrated_is_never_signed_or_accepted()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        var first = writer.Integrate(Entries(0, 3));
        writer.Integrate(Entries(0, 4));
        Assert.Throws<InvalidOperationException>(() => writer.Sign(first));
        Assert.Throws<InvalidOperationException>(() => writer.Accept(first));
        Assert.Throws<InvalidOperationException>(() => writer.Sign(new TreeHead(9, new byte[32])));
    }

    [Fact]
    public void A_checkpoint_is_not_published_before_it_was_accepted()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        var head = writer.Integrate(Entries(0, 3));
        var note = writer.Sign(head);
        Assert.Throws<InvalidOperationException>(() => writer.Publish(note));
        writer.Accept(head);
        writer.Publish(note);
        Assert.Equal(note, folder.ReadCheckpoint());
        Assert.Equal(key.Verifier.ToString(), folder.ReadVerifierKey());
        using var other = SigningKey.Generate("other.example");
        Assert.Throws<InvalidOperationException>(() => writer.Publish(other.SignNote(new Checkpoint("other.example", 3, head.Root).ToText())));
    }

    [Theory]
    [InlineData("tile/0/002.p/188")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/0/001")]
    [InlineData("tile/entries/002.p/188")]
    public void A_log_with_a_missing_or_shortened_file_does_not_open(string file)
    {
        var note = Written(700);
        var path = Path.Combine(temp.Path, file);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^1]);
        Assert.Equal("ledger-tiles-lost", LogWriter.Open(folder, key, note).Refusal?.Code);
        File.Delete(path);
        Assert.Equal("ledger-tiles-lost", LogWriter.Open(folder, key, note).Refusal?.Code);
        File.WriteAllBytes(path, whole);
        Assert.True(LogWriter.Open(folder, key, note).Ok);
    }

    [Theory]
    [InlineData("tile/0/002.p/188")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/0/001")]
    [InlineData("tile/entries/002.p/188")]
    public void A_log_with_a_changed_file_does_not_open(string file)
    {
        var note = Written(700);
        var path = Path.Combine(temp.Path, file);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal("ledger-root-differs", LogWriter.Open(folder, key, note).Refusal?.Code);
    }

    [Fact]
    public void A_log_does_not_open_with_another_note_or_another_key()
    {
        var note = Written(300);
        using var other = SigningKey.Generate("log.example/writ");
        Assert.False(LogWriter.Open(folder, other, note).Ok);
        var forged = key.SignNote(new Checkpoint("log.example/writ", 300, new byte[32]).ToText());
        Assert.False(LogWriter.Open(folder, key, forged).Ok);
    }

    [Fact]
    public void A_database_that_went_back_in_time_does_not_get_to_sign_a_fork()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(Entries(0, 10)));
        var old = writer.Sign(writer.Head);
        writer.Accept(writer.Integrate(Entries(10, 10)));
        writer.Publish(writer.Sign(writer.Head));
        Assert.Equal("ledger-rolled-back", LogWriter.Open(folder, key, old).Refusal?.Code);
        Assert.Equal("ledger-rolled-back", LogWriter.Open(folder, key, null).Refusal?.Code);
    }

    [Fact]
    public void Sync_drops_partial_tiles_only_where_the_full_one_is_accepted()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(Entries(0, 200)));
        writer.Sync();
        writer.Integrate(Entries(200, 100));
        writer.Sync();
        Assert.True(File.Exists(Path.Combine(temp.Path, "tile/0/000.p/200")));
        Assert.True(LogWriter.Open(folder, key, key.SignNote(new Checkpoint("log.example/writ", 200, folder.RootAt(200)).ToText())).Ok);
        writer.Accept(writer.Integrate(Entries(200, 100)));
        writer.Sync();
        Assert.False(Directory.Exists(Path.Combine(temp.Path, "tile/0/000.p")));
        Assert.False(Directory.Exists(Path.Combine(temp.Path, "tile/entries/000.p")));
        // A reader at the older size finds what it needs in the full files.
        Assert.Equal(NaiveTree.Root([.. Entries(0, 200).Select(entry => entry.ToArray())]), folder.RootAt(200));
        Assert.Equal(Entries(199, 1)[0].ToArray(), folder.ReadEntry(199, 200).ToArray());
    }

    /// <summary>Files are flushed by threads of their own, from which nothing may get away.</summary>
    [Theory]
    [InlineData("tile/0/003")]
    [InlineData("tile/entries/017")]
    public void A_file_that_cannot_be_flushed_is_told_and_all_are_flushed_at_the_next_try(string file)
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(Entries(0, 200)));
        writer.Accept(writer.Integrate(Entries(200, 5000)));
        var (path, aside) = (Path.Combine(temp.Path, file), Path.Combine(temp.Path, "aside"));
        File.Move(path, aside);
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<SystemException>(writer.Sync);
        Assert.True(Directory.Exists(Path.Combine(temp.Path, "tile/0/000.p")));

        Directory.Delete(path);
        File.Move(aside, path);
        writer.Sync();
        Assert.False(Directory.Exists(Path.Combine(temp.Path, "tile/0/000.p")));
    }

    [Fact]
    public void After_a_power_loss_the_tail_is_made_again_from_the_entries()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(Entries(0, 300)));
        writer.Sync();
        writer.Accept(writer.Integrate(Entries(300, 400)));
        var note = writer.Sign(writer.Head);
        var whole = temp.Files();
        // What was not synced is gone or torn.
        File.Delete(Path.Combine(temp.Path, "tile/0/001"));
        File.WriteAllBytes(Path.Combine(temp.Path, "tile/entries/001"), []);
        File.WriteAllBytes(Path.Combine(temp.Path, "tile/0/002.p/188"), [0]);
        Assert.False(LogWriter.Open(folder, key, note).Ok);

        var head = LogWriter.Rebuild(folder, 300, Entries(300, 400)).Value;
        Assert.True(head.Same(writer.Head));
        var reopened = LogWriter.Open(folder, key, note);
        Assert.True(reopened.Ok);
        foreach (var (file, content) in whole) Assert.Equal(content, temp.Files()[file]);
    }

    [Fact]
    public void An_entry_is_at_most_65535_bytes()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        Assert.Throws<ArgumentException>(() => writer.Integrate([new byte[65536]]));
        Assert.Equal(1, writer.Integrate([new byte[65535]]).Size);
    }

    [Fact]
    public void An_empty_log_is_signed_with_the_root_of_nothing()
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        Assert.Equal(0, Checkpoint.Open(writer.Sign(TreeHead.Empty), [key.Verifier]).Value.Size);
    }

    public void Dispose()
    {
        key.Dispose();
        temp.Dispose();
    }

    internal static ReadOnlyMemory<byte>[] Entries(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($"entry {i} {new string('x', i % 37)}")))];

    private string Written(int count)
    {
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(Entries(0, count)));
        return writer.Sign(writer.Head);
    }
}
