using System.Formats.Tar;
using System.Text.Json;
using Writ.Ledger.Log;

namespace Writ.Verify.Tests;

/// <summary>A folder, a tar file, a copy that the verifier made; and two of them beside one another.</summary>
public sealed class SourcesTests : VerifierTest
{
    private string Copy => Site.File("copy");

    [Fact]
    public void A_copy_that_it_made_passes_later_with_the_same_verdict()
    {
        Site.Publish();
        Assert.Equal(0, Json("--save", Copy).Exit);
        var (exit, text) = Run(Copy, "--json");
        Assert.Equal((0, Json().Json.GetRawText()), (exit, JsonDocument.Parse(text).RootElement.GetRawText()));
        Assert.Equal(0, Run(Copy, "--vkey", Site.Key.Verifier.ToString()).Exit);
        Assert.DoesNotContain(Directory.GetFiles(Copy, "*", SearchOption.AllDirectories), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_that_was_cut_off_is_none_yet_and_the_next_run_does_not_fetch_again_what_it_has()
    {
        Fill(1000);
        Site.Publish();
        Assert.Equal(2, Save(new CountingSite(Site.Path, 9)));
        Assert.False(File.Exists(Path.Combine(Copy, "ledger/checkpoint")));
        Assert.True(File.Exists(Path.Combine(Copy, "ledger/tile/entries/000")));
        Assert.Equal(2, Run(Copy).Exit);

        var rest = new CountingSite(Site.Path);
        Assert.Equal(0, Save(rest));
        Assert.DoesNotContain("ledger/tile/entries/000", rest.Paths);
        Assert.Equal(0, Run(Copy).Exit);
    }

    [Fact]
    public void What_was_damaged_in_the_copy_is_found_and_the_copy_is_named()
    {
        Site.Publish();
        Json("--save", Copy);
        var bundle = Path.Combine(Copy, "ledger/tile/entries/000");
        var bytes = File.ReadAllBytes(bundle);
        File.WriteAllBytes(bundle, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        var (exit, json) = Json("--save", Copy);
        Assert.Equal(1, exit);
        Assert.Contains(json.GetProperty("remarks").EnumerateArray(), line => line.GetString()!.Contains("were taken from the copy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("./")]
    [InlineData("site-of-june/")]
    public void A_tar_file_passes_as_its_folder_does(string top)
    {
        Site.Publish();
        var (exit, text) = Run(Packed(top), "--json");
        Assert.Equal((0, Json().Json.GetRawText()), (exit, JsonDocument.Parse(text).RootElement.GetRawText()));
    }

    [Fact]
    public void A_tar_file_that_holds_a_file_twice_or_is_none_is_not_checked()
    {
        Site.Publish();
        Assert.Equal((2, "verify-unreachable"), Only(Packed("", "ledger/checkpoint")));
        Assert.Equal((2, "verify-unreachable"), Only(Site.Write("text.tar", new string('x', 2000))));
        var cut = Packed("");
        using (var file = File.OpenWrite(cut)) file.SetLength(file.Length / 2);
        Assert.NotEqual(0, Run(cut).Exit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public void Two_moments_of_one_log_do_not_contradict_each_other(int more)
    {
        Site.Publish();
        Json("--save", Copy);
        Fill(more);
        Site.WriteLog();
        var (exit, json) = Json("--against", Copy);
        Assert.Equal((0, 0), (exit, json.GetProperty("evidence").GetArrayLength()));
        Assert.Contains(json.GetProperty("remarks").EnumerateArray(), line => line.GetString()!.Contains("a moment of the same log", StringComparison.Ordinal));
        Assert.Equal(0, Run(Copy, "--against", Site.Path).Exit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public void Two_histories_are_a_split_view_whichever_is_larger_and_both_notes_are_kept(int more)
    {
        Site.Publish();
        Json("--save", Copy);
        Site.Entries[10] = new byte[] { (byte)'A', 1 }.Concat(new byte[32]).ToArray();
        Fill(more);
        Site.WriteLog();
        foreach (var (one, other) in new[] { (Site.Path, Copy), (Copy, Site.Path) })
        {
            var kept = Site.File($"kept-{Path.GetFileName(one)}");
            var (exit, text) = Run(one, "--json", "--against", other, "--save", kept);
            var json = JsonDocument.Parse(text).RootElement;
            Assert.Equal(1, exit);
            Assert.Contains("verify-split-view", Codes(json));
            string[] notes = [File.ReadAllText(Path.Combine(one, "ledger/checkpoint")), File.ReadAllText(Path.Combine(other, "ledger/checkpoint"))];
            Assert.Equal(notes, json.GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("note").GetString()!));
            Assert.Equal(notes, new[] { "1", "2" }.Select(number => File.ReadAllText(Path.Combine(kept, $"evidence/{number}.note"))));
            Assert.All(notes, note => Assert.True(Checkpoint.Open(note, [Site.Key.Verifier]).Ok));
        }
    }

    [Fact]
    public void What_cannot_be_compared_is_said_and_is_no_split_view()
    {
        Site.Publish();
        using var other = new SampleSite();
        other.Publish();

        // Of one name, so that only the key tells them apart.
        Assert.Equal((1, "ledger-note-unsigned"), OnlyCode("--against", other.Path));
        Assert.Equal((2, "verify-no-checkpoint"), OnlyCode("--against", Directory.CreateDirectory(Site.File("empty")).FullName));
        Assert.Equal((2, "verify-unreachable"), OnlyCode("--against", Site.File("nowhere")));
        using var key = SigningKey.Generate("elsewhere.example/log");
        Site.Write("elsewhere/ledger/checkpoint", key.SignNote(new Checkpoint("elsewhere.example/log", 0, Rfc6962.EmptyRoot.ToArray()).ToText()));
        Assert.Equal((2, "verify-against-other-log"), OnlyCode("--against", Site.File("elsewhere")));
    }

    [Fact]
    public void A_larger_log_whose_tiles_prove_nothing_is_not_compared()
    {
        Site.Publish();
        Json("--save", Copy);
        Fill(300);
        Site.WriteLog();
        var bytes = File.ReadAllBytes(Site.File("ledger/tile/0/001"));
        File.WriteAllBytes(Site.File("ledger/tile/0/001"), [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        var (exit, text) = Run(Copy, "--json", "--against", Site.Path);
        Assert.Equal((2, "verify-against-unproved"), (exit, string.Join(' ', Codes(JsonDocument.Parse(text).RootElement))));
        File.Delete(Site.File("ledger/tile/0/001"));
        (exit, text) = Run(Copy, "--json", "--against", Site.Path);
        Assert.Equal((2, "verify-against-unproved"), (exit, string.Join(' ', Codes(JsonDocument.Parse(text).RootElement))));
    }

    private int Save(Site site) =>
        Verifier.Run([Site.Path, "--save", Copy, "--connections", "1"], TextWriter.Null, TextWriter.Null, false, TimeProvider.System, _ => site);

    private (int Exit, string Code) Only(string source)
    {
        var (exit, text) = Run(source, "--json");
        return (exit, Assert.Single(Codes(JsonDocument.Parse(text).RootElement)));
    }

    private string Packed(string top, string? twice = null)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()[..8] + ".tar");
        using (var tar = new TarWriter(File.Create(path)))
        {
            foreach (var file in Directory.GetFiles(Site.Path, "*", SearchOption.AllDirectories)) tar.WriteEntry(file, top + Path.GetRelativePath(Site.Path, file));
            if (twice is not null) tar.WriteEntry(Site.File(twice), top + twice);
        }

        var inside = Site.File(Path.GetFileName(path));
        File.Move(path, inside);
        return inside;
    }

    private void Fill(int count)
    {
        for (var i = 0; i < count; i++) Site.Entries.Add(new byte[] { (byte)'A', 1 }.Concat(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)).ToArray());
    }
}
