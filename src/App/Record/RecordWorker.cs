using Writ.App.Record.Witnesses;
using Writ.App.Vaults;

namespace Writ.App.Record;

/// <summary>
/// Runs the sequencer, with a breath between two batches: each writes a few files and signs, however few entries it has, so a busy
/// moment's entries are better taken together. What was promised is a matter of hours.
/// </summary>
/// <param name="guard">Whether the vault knows another history; asked before anything is signed.</param>
/// <param name="clerk">Leaves that wait for their batch.</param>
/// <param name="cosigning">Null: no witness has to be asked.</param>
internal sealed class RecordWorker(Sequencer sequencer, Shelf shelf, BatchClerk clerk, VaultGuard guard, ILogger<RecordWorker> logger, Cosigning? cosigning = null) : BackgroundService
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);

    /// <summary>Set when the record cannot go on; readiness says so.</summary>
    public string? Broken { get; private set; }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await sequencer.Sync();
        }
        catch (IOException e)
        {
            // The next start makes the tail again.
            logger.LogError(e, "The record could not be flushed");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Work(stoppingToken);
        }
        finally
        {
            cosigning?.Stop();
        }
    }

    private async Task Work(CancellationToken stoppingToken)
    {
        var (pause, shelved) = (new Pause(Breath), false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await guard.Turn(stoppingToken);
                var moved = !guard.Waits && (await Batches() | await sequencer.Step());
                if (cosigning is not null) moved |= await cosigning.Turn(sequencer, clerk.Stands, stoppingToken);
                pause.Reset(idle: !moved);

                // Also when nothing moved: the last try may have failed, or the last process died before it.
                if (moved || !shelved) shelved = await Shelve();
                if (!shelved) pause.Longer();
            }
            catch (IOException e)
            {
                // A full disk, as a rule: nothing is lost, and it goes on by itself when there is room.
                logger.LogError(e, "The record cannot be written now");
                pause.Longer();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (RecordStoppedException e)
            {
                Broken = e.Refusal.Code;
                logger.LogCritical("The record has stopped: {Refusal}", e.Refusal);
                return;
            }
            catch (Exception e)
            {
                Broken = "record-stopped";
                logger.LogCritical(e, "The record has stopped; run writ-verify before starting again");
                return;
            }

            await pause.Take(stoppingToken);
        }
    }

    /// <summary>Some at a time: after a long stop there are many, and the sequencer is to follow.</summary>
    private async Task<bool> Batches()
    {
        const int AtOnce = 32;
        var done = 0;
        while (done < AtOnce && await clerk.Turn()) done++;
        return done > 0;
    }

    /// <summary>False where it has to be tried again. The index follows the record; it never holds it up.</summary>
    private async Task<bool> Shelve()
    {
        try
        {
            await shelf.Refresh();
            return true;
        }
        catch (Exception e)
        {
            logger.LogError(e, "The index of reports cannot be written now");
            return false;
        }
    }
}
