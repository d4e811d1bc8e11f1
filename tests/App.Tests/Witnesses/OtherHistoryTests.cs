using Writ.App.Record.Witnesses;
using Writ.App.Tests.Record;
using Writ.Ledger.Log;

namespace Writ.App.Tests.Witnesses;

/// <summary>A witness remembers what a restored backup has forgotten, and what a fork denies. Then nothing more is signed.</summary>
public sealed class OtherHistoryTests
{
    [Fact]
    public async Task A_restored_backup_is_refused_at_start_while_a_witness_knows_more()
    {
        await using var house = await WitnessedHouse.Of(2, "any");
        await Regrown(house, alike: true);
        var running = await house.Start();
        Assert.Equal("record-witness-ahead", (await running.Cosigning.Compare(running.Sequencer.Size))?.Code);
    }

    [Fact]
    public async Task A_backup_that_grew_past_the_witnesses_size_is_refused_at_start()
    {
        await using var house = await WitnessedHouse.Of(2, "any");
        await Regrown(house, alike: false);
        var running = await house.Start();

        // While no witness could be reached it went on: other entries in the same places.
        await house.House.Append(running.Store, 40);
        while (await running.Sequencer.Step()) { }
        Assert.Equal("record-witness-forked", (await running.Cosigning.Compare(running.Sequencer.Size))?.Code);
    }

    [Fact]
    public async Task A_witness_that_was_away_at_start_stops_the_record_when_it_is_asked()
    {
        await using var house = await WitnessedHouse.Of(1, "any");
        await Regrown(house, alike: false);
        await house.Witnesses[0].Down();
        var running = await house.Start();
        Assert.Null(await running.Cosigning.Compare(running.Sequencer.Size));
        await house.Witnesses[0].Up();
        Assert.Equal("record-witness-ahead", (await running.IsStopped()).Code);
    }

    [Fact]
    public async Task A_witness_that_shows_another_root_at_a_known_size_stops_the_record()
    {
        await using var house = await WitnessedHouse.Of(3, "2");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Publish();
        var fork = house.House.Key.SignNote(new Checkpoint(house.House.Key.Verifier.Name, 3, new byte[32]).ToText());
        house.Witnesses[0].Instead = (_, _) => Task.FromResult<Microsoft.AspNetCore.Http.IResult?>(Microsoft.AspNetCore.Http.Results.Text("no", statusCode: 422));
        house.Witnesses[0].Shows = () => fork;
        foreach (var honest in house.Witnesses.Skip(1)) await honest.Down();
        await house.House.Append(running.Store, 5);
        Assert.Equal("record-witness-forked", (await running.IsStopped()).Code);
        Assert.Equal(5, house.Published().Size);
    }

    [Fact]
    public async Task A_size_beyond_ours_stops_the_record_even_by_the_witness_s_word_alone()
    {
        await using var house = await WitnessedHouse.Of(1, "any");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        house.Witnesses[0].Instead = (_, _) => Task.FromResult<Microsoft.AspNetCore.Http.IResult?>(SmallWitness.Conflict(6));
        var refusal = await running.IsStopped();
        Assert.Equal("record-witness-ahead", refusal.Code);
        Assert.Contains("does not show it", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("noise")]
    [InlineData("another log's")]
    [InlineData("forged")]
    public async Task What_a_witness_shows_without_our_signature_is_no_evidence_against_us(string what)
    {
        await using var house = await WitnessedHouse.Of(2, "any");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Publish();
        using var other = SigningKey.Generate(what == "forged" ? house.House.Key.Verifier.Name : "log.example/other");
        var larger = new Checkpoint(other.Verifier.Name, 900, new byte[32]).ToText();
        house.Witnesses[0].Shows = () => what switch { "nothing" => "", "noise" => "\u0001\n\n", _ => other.SignNote(larger) };
        var again = await house.Start();
        Assert.Null(await again.Cosigning.Compare(again.Sequencer.Size));
        Assert.Equal(WitnessStanding.False, again.Cosigning.States[0].Standing);
    }

    /// <summary>The database and its tiles of an earlier moment, beside witnesses that saw the log go on.</summary>
    private static async Task Regrown(WitnessedHouse house, bool alike)
    {
        var running = await house.Start();
        await house.House.Append(running.Store, 6);
        await running.Publish();
        await house.House.End();
        var backup = Path.Combine(house.House.Root, "backup");
        Copy(house.House.Root, backup);

        running = await house.Start();
        await house.House.Append(running.Store, 20);
        await running.Publish();
        await house.House.End();
        foreach (var part in (string[])["db", "ledger"])
        {
            Directory.Delete(Path.Combine(house.House.Root, part), recursive: true);
            Copy(Path.Combine(backup, part), Path.Combine(house.House.Root, part));
        }

        house.House.Acknowledged.RemoveRange(6, 20);
        if (alike) return;
        var store = house.House.Store();
        await house.House.Append(store, 3);
        await house.House.End();
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(path => !path.StartsWith(to, StringComparison.Ordinal)).ToList())
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
