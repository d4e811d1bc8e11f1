using Microsoft.Extensions.DependencyInjection;
using Writ.App.Record;
using Writ.App.Tests.Crashes;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Record;

/// <summary>A record on its own: outbox, sequencer and tiles in one folder, without doors. Opening it again is a restart.</summary>
internal sealed class LogHouse : IAsyncDisposable
{
    private const string Origin = "writ.invalid/broken";

    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly string root = Directory.CreateTempSubdirectory("writ-record-").FullName;
    private readonly SigningKey key = SigningKey.Generate(Origin);
    private readonly SigningKey promises = SigningKey.Generate(Promises.KeyNameFor(Origin));
    private readonly List<ServiceProvider> open = [];

    public LogHouse() => Directory.CreateDirectory(Path.Combine(root, "db"));

    /// <summary>Every entry in the order in which its act was acknowledged.</summary>
    public List<byte[]> Acknowledged { get; } = [];

    /// <summary>The log's own.</summary>
    public SigningKey Key => key;

    /// <summary>A folder for whatever belongs to the test.</summary>
    public string Root => root;

    public LogFolder Ledger => new(Path.Combine(root, "ledger"));

    public string Database => Path.Combine(root, "db", "writ.db");

    /// <summary>Writes so many entries for the record; the first ever is the fact that opens the log.</summary>
    public async Task Append(IStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var bytes = Acknowledged.Count == 0 ? Facts.LogOpened(Origin, promises.Verifier.ToString(), Noon) : Leaf();
            Assert.True((await store.Act<long>(async work => (await Outbox.Append(work, bytes)).Seq)).Ok);
            Acknowledged.Add(bytes);
        }
    }

    /// <summary>Opens the store as a process does; the one before is gone, or not, as in a machine with two.</summary>
    public IStore Store()
    {
        var provider = new ServiceCollection().AddStore(Database, Path.Combine(root, "blobs")).BuildServiceProvider();
        open.Add(provider);
        return provider.GetRequiredService<IStore>();
    }

    public Sequencer Sequencer(IStore store, Action<SequencerStep>? probe = null, bool witnessed = false) => new(new LogLedger(store), Ledger, key, probe, witnessed);

    public async Task<Sequencer> Started(IStore store, Action<SequencerStep>? probe = null, bool witnessed = false)
    {
        var sequencer = Sequencer(store, probe, witnessed);
        Assert.Null((await sequencer.Start()).Refusal);
        return sequencer;
    }

    public Task<LogState?> Signed(IStore store) => new LogLedger(store).State(Origin);

    public Checkpoint? Published() => Ledger.ReadCheckpoint() is { } note ? Checkpoint.Open(note, [key.Verifier]).Value : null;

    /// <summary>Closes every store, as the end of its process does.</summary>
    public async Task End()
    {
        foreach (var provider in open) await provider.DisposeAsync();
        open.Clear();
    }

    /// <summary>Every file of the record, by its path.</summary>
    public SortedDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (!Directory.Exists(Ledger.Root)) return files;
        foreach (var path in Directory.EnumerateFiles(Ledger.Root, "*", SearchOption.AllDirectories)) files[path] = File.ReadAllBytes(path);
        return files;
    }

    /// <summary>What a stranger has to find: all of it, once, in order, under one signed tree that grew out of the one before.</summary>
    public void IsWhole(Checkpoint? before = null)
    {
        var after = Published() ?? throw new InvalidOperationException("Nothing is published");
        Assert.Equal(Acknowledged.Count, after.Size);
        for (var i = 0; i < Acknowledged.Count; i++) Assert.Equal(Acknowledged[i], Ledger.ReadEntry(i, after.Size).ToArray());
        Assert.Equal(after.Root, Ledger.RootAt(after.Size));
        if (before is { Size: > 0 })
            Assert.True(Ledger.ProveConsistency(before.Size, after.Size).Check(before.Root, after.Root), $"{after.Size} did not grow out of {before.Size}");
        Assert.DoesNotContain(Files().Keys, path => path.EndsWith(".tmp", StringComparison.Ordinal));
        OutsideVerifier.Passes(root);
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        key.Dispose();
        promises.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private static byte[] Leaf() => RegisterOpening.Draw(DemandClass.Open, new RegisterRecord(
        new DateOnly(2026, 3, 10), "us/search-warrant", "search_warrant", true, "US", "court", "retail", true, 1, false, false, AgencyId.New(), DemandId.New())).Leaf();
}
