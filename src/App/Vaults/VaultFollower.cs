using Writ.App.Record;
using Writ.Base;
using Writ.Gate.Glass;
using Writ.Gate.Release;
using Writ.Ledger.Log;
using Writ.Store;

namespace Writ.App.Vaults;

/// <summary>
/// Brings every published checkpoint to the vault: it reads what is new, so that keys cool off from when they were entered and not from when
/// somebody first needs them, cosigns, and shows by what it remembers that it is no older copy. What it gave without the log is entered here.
/// </summary>
/// <param name="attach">Whether readers get the vault's cosignature too: where it runs alone, and so says something of its own.</param>
internal sealed class VaultFollower(
    VaultClient vault, RecordEvidence evidence, LogFolder folder, IStore store, TimeProvider time, VaultGuard guard, ILogger<VaultFollower> logger, bool attach) : BackgroundService
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private const int MostRefusals = 3;

    private string? last;
    private long nextLook;
    private int refusals;

    /// <summary>Code of the refusal that the vault gave last; null while it follows.</summary>
    public string? Refused { get; private set; }

    /// <summary>The same, where it is no matter of a moment: a release may have brought the vault something newer meanwhile, and one that is away says so itself.</summary>
    public string? StandsAgainst => Refused switch
    {
        "vault-unreachable" => null,
        "vault-checkpoint-older" or "vault-consistency-missing" or "vault-not-followed" when refusals < MostRefusals => null,
        var code => code,
    };

    /// <summary>One look. True where the vault has seen what readers see.</summary>
    public async Task<bool> Turn(CancellationToken cancel)
    {
        if (evidence.Newest() is not { } log) return false;
        if (log.Note == last && Refused is null && !await Owes(cancel)) return true;

        var cosigned = await vault.Follow(() => log, cancel);
        refusals = cosigned.Ok ? 0 : refusals + 1;
        Refused = cosigned.Refusal?.Code;
        if (!cosigned.Ok) guard.Doubt();
        if (cosigned.Refusal is { } refusal)
        {
            if (refusal.Code == "vault-restored") logger.LogCritical("{Refusal}", refusal);
            return false;
        }

        // Another one may be published meanwhile: then that one stands, and gets its own.
        last = attach && folder.Attach(log.Note, cosigned.Value) ? log.Note + cosigned.Value : log.Note;
        await EnterOwed(cancel);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = new Pause(Breath);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                pause.Reset(idle: await Turn(stoppingToken));
                if (Refused is not null) pause.Longer();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Releases bring the vault what they need themselves.
                logger.LogError(e, "The vault cannot be brought the log now");
                pause.Longer();
            }

            await pause.Take(stoppingToken);
        }
    }

    /// <summary>Whether something that was given without the log is to be entered; the table is asked once a second.</summary>
    private async Task<bool> Owes(CancellationToken cancel)
    {
        if (Environment.TickCount64 < nextLook) return false;
        nextLook = Environment.TickCount64 + (long)Breath.TotalMilliseconds;
        return await store.Look(GlassBook.Owes, cancel);
    }

    /// <summary>Written down at once, and entered when readers would see it: the fact's own time says when the record ran again.</summary>
    private async Task EnterOwed(CancellationToken cancel)
    {
        if (!(await vault.Describe(cancel)).TryGet(out var about, out _) || about.Owed.Count == 0) return;
        foreach (var owed in about.Owed)
        {
            await store.Act<bool>(async work =>
            {
                await GlassBook.Note(work, about.Vault, owed);
                return true;
            }, cancel);
        }

        if (!await evidence.Fresh(cancel)) return;
        foreach (var owed in about.Owed)
        {
            await store.Act<bool>(async work =>
            {
                await GlassBook.Enter(work, about.Vault, owed, time.GetUtcNow());
                return true;
            }, cancel);
        }
    }
}
