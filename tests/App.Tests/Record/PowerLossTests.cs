using Writ.App.Record;
using Writ.Store;

namespace Writ.App.Tests.Record;

/// <summary>What was not flushed may be gone, empty, cut or zero after a power loss. It is made again, byte for byte.</summary>
public sealed class PowerLossTests
{
    public enum Damage
    {
        Gone,
        Empty,
        Cut,
        Zeroed,
    }

    [Theory]
    [CombinatorialDamage(0)]
    [CombinatorialDamage(200)]
    [CombinatorialDamage(300)]
    public async Task Tiles_written_since_the_last_flush_are_made_again(int flushed, Damage damage)
    {
        await using var house = new LogHouse();
        var store = house.Store();
        var sequencer = await house.Started(store);
        await Batches(house, store, sequencer, flushed);
        await sequencer.Sync();
        var safe = house.Files();
        await Batches(house, store, sequencer, 5, 50, 1, 260);
        var (whole, published) = (house.Files(), house.Published());
        await house.End();

        var unflushed = whole.Where(f => f.Key.Contains("/tile/", StringComparison.Ordinal) && !safe.ContainsKey(f.Key)).ToList();
        Assert.NotEmpty(unflushed);
        foreach (var (path, bytes) in unflushed) Harm(path, bytes, damage);

        store = house.Store();
        var again = await house.Started(store);
        var rebuilt = house.Files();

        // A narrower tile that is gone belongs to an older checkpoint; nothing says that it ever was.
        foreach (var (path, bytes) in whole.Where(f => damage != Damage.Gone || rebuilt.ContainsKey(f.Key))) Assert.Equal(bytes, rebuilt[path]);
        house.IsWhole(published);
        await Batches(house, store, again, 10, 700);
        house.IsWhole(published);
    }

    [Fact]
    public async Task Tiles_are_made_again_across_entries_that_do_not_follow_one_another()
    {
        await using var house = new LogHouse();
        var store = house.Store();
        var sequencer = await house.Started(store);
        foreach (var count in new[] { 3, 250, 40 })
        {
            await house.Append(store, count);
            await Room.Run(store, "UPDATE sqlite_sequence SET seq = seq + 7 WHERE name = 'record_entry'");
        }

        await Batches(house, store, sequencer, 20);
        var (whole, published) = (house.Files(), house.Published());
        await house.End();
        Directory.Delete(Path.Combine(house.Ledger.Root, "tile"), recursive: true);

        store = house.Store();
        var again = await house.Started(store);
        var rebuilt = house.Files();
        Assert.Contains(whole, f => f.Key.Contains("/tile/", StringComparison.Ordinal) && rebuilt.ContainsKey(f.Key));
        Assert.All(rebuilt.Where(f => whole.ContainsKey(f.Key)), f => Assert.Equal(whole[f.Key], f.Value));
        await Batches(house, store, again, 300);
        house.IsWhole(published);
    }

    [Theory]
    [InlineData(Damage.Gone)]
    [InlineData(Damage.Empty)]
    [InlineData(Damage.Cut)]
    [InlineData(Damage.Zeroed)]
    public async Task A_torn_checkpoint_is_published_anew(Damage damage)
    {
        await using var house = new LogHouse();
        var store = house.Store();
        await Batches(house, store, await house.Started(store), 3, 4);
        var published = house.Published();
        await house.End();
        var path = Path.Combine(house.Ledger.Root, "checkpoint");
        Harm(path, await File.ReadAllBytesAsync(path), damage);
        var key = Path.Combine(house.Ledger.Root, "vkey");
        Harm(key, await File.ReadAllBytesAsync(key), damage);

        await house.Started(house.Store());
        Assert.Equal(published?.Root, house.Published()?.Root);
        house.IsWhole(published);
    }

    [Fact]
    public async Task A_published_checkpoint_that_fell_back_to_the_one_before_is_published_anew()
    {
        await using var house = new LogHouse();
        var store = house.Store();
        var sequencer = await house.Started(store);
        await Batches(house, store, sequencer, 3);
        var older = house.Ledger.ReadCheckpoint()!;
        await Batches(house, store, sequencer, 4);
        await house.End();
        house.Ledger.WriteCheckpoint(older);

        await house.Started(house.Store());
        house.IsWhole();
    }

    [Fact]
    public async Task A_database_restored_from_an_old_copy_does_not_start()
    {
        await using var house = new LogHouse();
        var store = house.Store();
        await Batches(house, store, await house.Started(store), 3);
        await house.End();
        var old = await File.ReadAllBytesAsync(house.Database);
        store = house.Store();
        await Batches(house, store, await house.Started(store), 4);
        await house.End();
        var (newest, note) = (await File.ReadAllBytesAsync(house.Database), house.Ledger.ReadCheckpoint());
        await File.WriteAllBytesAsync(house.Database, old);

        var sequencer = house.Sequencer(house.Store());
        Assert.Equal("ledger-rolled-back", (await sequencer.Start()).Refusal?.Code);
        await Assert.ThrowsAsync<InvalidOperationException>(sequencer.Step);
        Assert.Equal(note, house.Ledger.ReadCheckpoint());

        await house.End();
        await File.WriteAllBytesAsync(house.Database, newest);
        await house.Started(house.Store());
        house.IsWhole();
    }

    private static async Task Batches(LogHouse house, IStore store, Sequencer sequencer, params int[] sizes)
    {
        foreach (var size in sizes)
        {
            await house.Append(store, size);
            while (await sequencer.Step()) { }
        }
    }

    private static void Harm(string path, byte[] bytes, Damage damage)
    {
        switch (damage)
        {
            case Damage.Gone:
                File.Delete(path);
                break;
            case Damage.Empty:
                File.WriteAllBytes(path, []);
                break;
            case Damage.Cut:
                File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                break;
            case Damage.Zeroed:
                File.WriteAllBytes(path, new byte[bytes.Length]);
                break;
        }
    }

    /// <summary>Each kind of damage after so many entries were flushed.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    private sealed class CombinatorialDamageAttribute(int flushed) : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            Enum.GetValues<Damage>().Select(damage => (object[])[flushed, damage]);
    }
}
