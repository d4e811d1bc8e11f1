using System.Diagnostics;
using Writ.App.Record;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Store.Record;

namespace Writ.App.Vaults;

/// <summary>
/// Whether the vault has seen another log than the one that is signed here: a database that was put back, while the vault beside it was not, would sign a
/// second history. It is asked before the first signature, and again whenever it had refused or was away. Used by the one thread that signs.
/// </summary>
/// <param name="patience">So long nothing is signed while a vault that runs alone has never answered.</param>
internal sealed class VaultGuard(VaultClient vault, LogLedger ledger, LogFolder folder, VerifierKey log, ILogger<VaultGuard> logger, TimeSpan patience)
{
    private static readonly TimeSpan AtStart = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private readonly long begun = Stopwatch.GetTimestamp();
    private volatile bool compared;
    private bool heard;
    private Task<Refusal?>? asking;
    private long notBefore;

    /// <summary>Nothing is to be signed yet: the vault has not answered since the start, and may soon.</summary>
    public bool Waits => !heard && Stopwatch.GetElapsedTime(begun) < patience;

    /// <summary>At start. Refusal <c>ledger-rolled-back</c>; null also where the vault does not answer, which <see cref="Turn"/> goes on with.</summary>
    public async Task<Refusal?> Start()
    {
        using var soon = new CancellationTokenSource(AtStart);
        try
        {
            return Heard(await Compare(soon.Token));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Before each batch; it never waits for the vault. Throws <see cref="RecordStoppedException"/> where that knows another history.</summary>
    public async Task Turn(CancellationToken cancel)
    {
        if (asking is null)
        {
            if (compared || Stopwatch.GetTimestamp() < notBefore) return;
            asking = Task.Run(() => Compare(cancel), cancel);
            return;
        }

        if (!asking.IsCompleted) return;
        var ended = asking;
        asking = null;
        notBefore = Stopwatch.GetTimestamp() + (long)(Breath.TotalSeconds * Stopwatch.Frequency);
        if (Heard(await ended) is not { } refusal) return;
        logger.LogCritical("The record stops before it forks: {Refusal}", refusal);
        throw new RecordStoppedException(refusal);
    }

    /// <summary>The vault refused what it was brought, or was away: it is compared again. By any thread.</summary>
    public void Doubt() => compared = false;

    private Refusal? Heard(Refusal? refusal)
    {
        heard |= compared;
        return refusal;
    }

    private async Task<Refusal?> Compare(CancellationToken cancel)
    {
        if (!(await vault.Describe(cancel)).TryGet(out var about, out _)) return null;

        // Asked after the vault: what it has seen was signed before.
        var signed = (await ledger.State(log.Name))?.Size ?? 0;
        compared = true;
        if (VaultRoots.Against(folder, signed, about.Size, about.Root) is not { } refusal) return null;
        compared = false;
        return refusal;
    }
}

/// <summary>What a vault has seen of the log, held against the log.</summary>
internal static class VaultRoots
{
    private static Refusal Ahead { get; } = new(
        "ledger-rolled-back", "The vault has seen a larger log than was signed here: the database went back in time; restore the newest one before anything is signed.", RefusalKind.Conflict);

    private static Refusal Forked { get; } = new(
        "ledger-rolled-back", "The vault has seen another log than this one: after the database went back in time something else was signed, or they belong to two folders; sign nothing more, and restore the newest database.", RefusalKind.Conflict);

    /// <summary>Null where it is the beginning of this log, or all of it.</summary>
    /// <param name="signed">Entries that were signed here.</param>
    public static Refusal? Against(LogFolder folder, long signed, long seen, byte[] root) =>
        seen > signed ? Ahead : seen > 0 && !folder.RootAt(seen, signed).AsSpan().SequenceEqual(root) ? Forked : null;
}
