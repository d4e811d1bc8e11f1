using System.Collections.Concurrent;
using System.Diagnostics;
using Writ.Base;
using Writ.Gate.Release;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Store.Record;

namespace Writ.App.Record.Witnesses;

/// <summary>
/// Brings signed checkpoints to the witnesses, and back to the sequencer once the quorum has cosigned. A round runs beside the
/// sequencer; <see cref="Turn"/> is called by its worker, so that one thread alone writes the log. It also has the published
/// checkpoint cosigned anew: when a release needs fresh cosignatures, or, where times are not to tell of releases, by the clock alone.
/// </summary>
internal sealed class Cosigning : IFreshCheckpoints, IDisposable
{
    /// <summary>The vault takes ten minutes; what is older than this is cosigned anew before it is brought.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Under a schedule, whether or not anything is released: everybody sees when a checkpoint was cosigned, and witnesses see who asks.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(4);

    /// <summary>Under a schedule: two beats, so that a witness whose clock is a little behind holds nothing up.</summary>
    private static readonly TimeSpan FreshByBeat = 2 * Beat;

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    private readonly WitnessSettings settings;
    private readonly LogFolder folder;
    private readonly LogLedger ledger;
    private readonly VerifierKey log;
    private readonly TimeProvider time;
    private readonly ILogger<Cosigning> logger;
    private readonly HttpClient http;
    private readonly IReadOnlyList<WitnessClient> clients;
    private readonly ConcurrentDictionary<string, WitnessState> states = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TaskCompletionSource<bool>> waiting = new();
    private volatile ReadNote read = new("", []);
    private Task<RoundEnd>? round;
    private volatile bool byBeat;
    private long? beaten;
    private long roundOf;
    private long notBefore;
    private int misses;
    private volatile bool stopped;

    public Cosigning(
        WitnessSettings settings, LogFolder folder, LogLedger ledger, VerifierKey log, TimeProvider time, ILogger<Cosigning> logger)
    {
        (this.settings, this.folder, this.ledger, this.log, this.time, this.logger) = (settings, folder, ledger, log, time, logger);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        clients = [.. settings.Policy.Named.Select(witness => new WitnessClient(witness, http, log, settings.Timeout, time) { Contains = Contains })];
        foreach (var witness in settings.Policy.Named) states[witness.Name] = new WitnessState(witness.Name, WitnessStanding.NotHeard, null);
    }

    public WitnessPolicy Policy => settings.Policy;

    /// <summary>How each did when it was last asked, in the order of the policy.</summary>
    public IReadOnlyList<WitnessState> States => [.. settings.Policy.Named.Select(witness => states[witness.Name])];

    /// <summary>The last round found too few. Readers see an older checkpoint, and releases wait.</summary>
    public bool Missing => Volatile.Read(ref misses) > 0;

    /// <summary>
    /// At start, before anything is signed: every witness that answers is compared with our own log. Refusals
    /// <c>record-witness-ahead</c>, <c>record-witness-forked</c>. Those that do not answer are compared when they are next asked.
    /// </summary>
    public async Task<Refusal?> Compare(long signed, CancellationToken cancel = default)
    {
        var replies = await Task.WhenAll(clients.Select(async client => (client.Witness, Reply: await client.Compare(signed, cancel))));
        foreach (var (witness, reply) in replies)
        {
            if (reply is WitnessReply.Missing missing)
            {
                if (missing.Standing != WitnessStanding.Cosigns) Hear(witness, missing.Standing);
            }
            else if (await Against(witness, reply) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>A round is on its way.</summary>
    internal bool IsAsking => round is not null;

    /// <summary>
    /// Begins a round where one is wanted, and ends one that is over. True where readers got another checkpoint. Throws
    /// <see cref="RecordStoppedException"/> where a witness knows another history, <see cref="IOException"/> on a full disk.
    /// </summary>
    /// <param name="scheduled">A schedule is in force: rounds follow from the log and the clock alone.</param>
    public async Task<bool> Turn(Sequencer sequencer, bool scheduled, CancellationToken cancel)
    {
        byBeat = scheduled;
        if (round is null)
        {
            var beat = time.GetUtcNow().UtcTicks / Beat.Ticks;
            if (sequencer.Signed is not { } note) return false;
            if (!(sequencer.Size > sequencer.PublishedSize || !IsMet() || (scheduled ? beat != beaten : !waiting.IsEmpty)))
            {
                // Nobody has it cosigned out of turn; whoever asked is told how it stands.
                if (scheduled) Tell();
                return false;
            }

            if (Stopwatch.GetTimestamp() < notBefore)
            {
                if (Missing) Tell();
                return false;
            }

            roundOf = beat;
            round = Task.Run(() => Round(note, cancel), cancel);
            return false;
        }

        if (!round.IsCompleted) return false;
        var ended = await Ended();
        Rest(ended.Cosigned is null ? Pause() : settings.Breath);
        if (ended.Stop is { } stop) throw new RecordStoppedException(stop);
        if (ended.Cosigned is not { } cosigned)
        {
            Volatile.Write(ref misses, misses + 1);
            if (misses == 1) logger.LogWarning("Too few witnesses cosign; readers keep the checkpoint before. {States}", string.Join(", ", States.Select(s => $"{s.Name}: {s.Standing}")));
            Tell();
            return false;
        }

        await sequencer.Publish(cosigned);
        beaten = roundOf;
        Volatile.Write(ref misses, 0);
        Tell();
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> BeFresh(CancellationToken cancel)
    {
        if (IsFresh()) return true;
        var told = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue(told);
        if (stopped) Tell();
        return await told.Task.WaitAsync(cancel);
    }

    /// <summary>The worker has ended: nobody is kept waiting.</summary>
    public void Stop()
    {
        stopped = true;
        Tell();
    }

    public void Dispose() => http.Dispose();

    private async Task<RoundEnd> Ended()
    {
        var ending = round!;
        round = null;
        return await ending;
    }

    private async Task<RoundEnd> Round(string note, CancellationToken cancel)
    {
        var offered = Checkpoint.Open(note, [log]).Value;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asked = clients.Select(client => Ask(client, note, offered, over.Token)).ToList();
        var (pending, lines) = (new List<Task<(WitnessClient Client, WitnessReply Reply)>>(asked), new Dictionary<WitnessClient, string>());
        Task? grace = null;
        Refusal? stop = null;
        while (pending.Count > 0 && stop is null)
        {
            var first = await Task.WhenAny(grace is null ? pending : [.. pending, grace]);
            if (first == grace) break;
            var answered = pending.Single(task => task == first);
            pending.Remove(answered);
            var (client, reply) = await answered;
            switch (reply)
            {
                case WitnessReply.Cosigned cosigned:
                    lines[client] = cosigned.Line;
                    Hear(client.Witness, WitnessStanding.Cosigns, Cosignatures.In($"{offered.ToText()}\n{cosigned.Line}", [client.Witness.Key])[0].At);
                    break;
                case WitnessReply.Missing missing:
                    Hear(client.Witness, missing.Standing);
                    break;
                default:
                    stop = await Against(client.Witness, reply);
                    break;
            }

            if (grace is null && settings.Policy.IsMet([.. lines.Keys.Select(c => c.Witness.Key)])) grace = Task.Delay(settings.Grace, time, over.Token);
        }

        await over.CancelAsync();
        await Task.WhenAll(asked).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancel.ThrowIfCancellationRequested();
        return new RoundEnd(stop is null && grace is not null ? note + string.Concat(clients.Where(lines.ContainsKey).Select(c => lines[c])) : null, stop);
    }

    private async Task<(WitnessClient Client, WitnessReply Reply)> Ask(WitnessClient client, string note, Checkpoint offered, CancellationToken cancel) =>
        (client, await client.Ask(note, offered, old => folder.ProveConsistency(old, offered.Size).Hashes, cancel));

    /// <summary>Null where it turns out to be nothing against us: another process on this database signed meanwhile, and this one will notice.</summary>
    private async Task<Refusal?> Against(PolicyWitness witness, WitnessReply reply)
    {
        var shown = reply switch
        {
            WitnessReply.Ahead ahead => ahead.Shown,
            WitnessReply.Forked forked => forked.Shown,
            WitnessReply.Cosigned or WitnessReply.Missing => throw new InvalidOperationException("Nothing against us"),
            _ => throw new UnreachableException(),
        };
        if (reply is WitnessReply.Ahead { Size: var size } && size <= ((await ledger.State(log.Name))?.Size ?? 0))
        {
            Hear(witness, WitnessStanding.Refuses);
            return null;
        }

        Hear(witness, WitnessStanding.Disagrees);
        var refusal = reply is WitnessReply.Forked ? RecordRefusals.Forked : shown is null ? RecordRefusals.AheadByItsWord : RecordRefusals.Ahead;
        logger.LogCritical("{Witness}: {Refusal} It shows:\n{Shown}", witness.Name, refusal, shown ?? "nothing under our key");
        return refusal;
    }

    private bool Contains(Checkpoint theirs, long size) => folder.RootAt(theirs.Size, size).AsSpan().SequenceEqual(theirs.Root);

    /// <summary>Whether what readers see is cosigned as the policy demands, and by clocks that are no further from ours than this.</summary>
    private bool IsMet(TimeSpan? within = null)
    {
        if (folder.ReadCheckpoint() is not { } note) return false;
        var held = read;
        if (held.Note != note) read = held = new ReadNote(note, Cosignatures.In(note, settings.Policy.Witnesses));
        var now = time.GetUtcNow();
        return settings.Policy.IsMet([.. held.Cosignatures
            .Where(c => within is null || (c.At >= now - within && c.At <= now + Ahead)).Select(c => c.Witness)]);
    }

    private bool IsFresh() => IsMet(byBeat ? FreshByBeat : Fresh);

    private void Tell()
    {
        if (waiting.IsEmpty) return;
        var fresh = IsFresh();
        while (waiting.TryDequeue(out var told)) told.TrySetResult(fresh);
    }

    private void Hear(PolicyWitness witness, WitnessStanding standing, DateTimeOffset? at = null) =>
        states[witness.Name] = new WitnessState(witness.Name, standing, at ?? states[witness.Name].At);

    private TimeSpan Pause() => TimeSpan.FromTicks(Math.Min(settings.LongestPause.Ticks, settings.Breath.Ticks << Math.Min(misses, 8)));

    private void Rest(TimeSpan pause) => notBefore = Stopwatch.GetTimestamp() + (long)(pause.TotalSeconds * Stopwatch.Frequency);

    /// <summary>The checkpoint that readers see, and whose cosignatures on it hold: looked at often, checked once.</summary>
    private sealed record ReadNote(string Note, IReadOnlyList<Cosignature> Cosignatures);

    /// <param name="Cosigned">Null where the quorum was not reached.</param>
    private sealed record RoundEnd(string? Cosigned, Refusal? Stop);
}
