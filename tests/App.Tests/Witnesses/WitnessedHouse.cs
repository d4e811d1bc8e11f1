using Microsoft.Extensions.Logging.Abstractions;
using Writ.App.Record;
using Writ.App.Record.Witnesses;
using Writ.App.Tests.Record;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Witnesses;

/// <summary>A record and its witnesses, without doors.</summary>
internal sealed class WitnessedHouse : IAsyncDisposable
{
    private readonly List<Cosigning> open = [];

    private WitnessedHouse()
    {
    }

    public LogHouse House { get; } = new();

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    public IReadOnlyList<SmallWitness> Witnesses { get; private set; } = [];

    /// <summary>How long one witness is waited for. Long, where a test does not wait for it to pass.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);

    public string Quorum { get; private init; } = "";

    public WitnessPolicy Policy => WitnessPolicy.Parse(
        $"{string.Join('\n', Witnesses.Select(w => w.Line))}\ngroup g {Quorum} {string.Join(' ', Witnesses.Select(w => w.Name))}\nquorum g\n").Value;

    /// <param name="quorum">As in a policy: a number, any or all.</param>
    public static async Task<WitnessedHouse> Of(int witnesses, string quorum)
    {
        var house = new WitnessedHouse { Quorum = quorum };
        var all = new List<SmallWitness>();
        for (var i = 1; i <= witnesses; i++) all.Add(await SmallWitness.Start($"w{i}", house.Time, house.House.Key.Verifier));
        house.Witnesses = all;
        return house;
    }

    public Cosigning Cosigning(IStore store)
    {
        var settings = new WitnessSettings(Policy) { Timeout = Patience, Breath = TimeSpan.Zero, Grace = TimeSpan.FromMinutes(2) };
        var cosigning = new Cosigning(settings, House.Ledger, new LogLedger(store), House.Key.Verifier, Time, NullLogger<Cosigning>.Instance);
        open.Add(cosigning);
        return cosigning;
    }

    public async Task<Running> Start(Action<SequencerStep>? probe = null)
    {
        var store = House.Store();
        return new Running(store, await House.Started(store, probe, witnessed: true), Cosigning(store));
    }

    /// <summary>What readers see, and whose cosignatures on it hold.</summary>
    public (long Size, IReadOnlyList<Cosignature> By) Published() => House.Ledger.ReadCheckpoint() is { } note
        ? (House.Published()!.Size, Cosignatures.In(note, Policy.Witnesses))
        : (0, []);

    public async ValueTask DisposeAsync()
    {
        foreach (var cosigning in open) cosigning.Dispose();
        foreach (var witness in Witnesses) await witness.DisposeAsync();
        await House.DisposeAsync();
    }
}

/// <summary>What one process has.</summary>
internal sealed record Running(IStore Store, Sequencer Sequencer, Cosigning Cosigning)
{
    /// <summary>As under a schedule: rounds follow from the log and the clock alone.</summary>
    public bool Scheduled { get; init; }

    /// <summary>Sequences all there is, and asks until readers have it.</summary>
    public async Task Publish()
    {
        while (await Sequencer.Step()) { }
        while (Sequencer.PublishedSize < Sequencer.Size) await Turn();
    }

    /// <summary>Sequences all there is, and asks until a round has found too few.</summary>
    public async Task Miss()
    {
        while (await Sequencer.Step()) { }
        while (!Cosigning.Missing)
        {
            await Turn();
            Assert.True(Sequencer.PublishedSize < Sequencer.Size, "It was published");
        }
    }

    /// <summary>Until no round is on its way and none is wanted.</summary>
    public async Task Settle()
    {
        do await Turn();
        while (Cosigning.IsAsking);
        await Turn();
    }

    public async Task<Refusal> IsStopped()
    {
        while (await Sequencer.Step()) { }
        return (await Assert.ThrowsAsync<RecordStoppedException>(async () =>
        {
            while (true)
            {
                await Turn();
                Assert.True(Sequencer.PublishedSize < Sequencer.Size, "It was published");
            }
        })).Refusal;
    }

    /// <summary>What the record's worker does all the time.</summary>
    public async Task<bool> Turn()
    {
        var moved = await Cosigning.Turn(Sequencer, Scheduled, default);
        if (!moved) await Task.Delay(2);
        return moved;
    }
}
