using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Serve;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Check;
using Writ.Gate.Check;
using Writ.Gate.Notices;
using Writ.Ledger.Log;
using Writ.Neighbors.Check;
using Writ.Sources.Check;
using Writ.Store;
using Writ.Store.Check;
using Writ.Store.Record;

namespace Writ.App.Fsck;

/// <summary>One look at a data folder, part by part. A part that cannot be read is told, and the others go on.</summary>
internal sealed class FsckRun(DataFolder folder, VaultPlace? place, TimeProvider time, bool repair)
{
    private readonly FsckReport report = new();

    public async Task<FsckReport> Run(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await Part("keys and folders", () => FolderLook.Run(folder, now, report));
        var readable = false;
        await Part("the database", () =>
        {
            foreach (var fault in DatabaseCheck.Run(folder.Database, out readable)) report.Add(fault);
        });
        VaultSeen? vault = null;
        await Part("the vault", async () => vault = await VaultSeen.Look(folder, place, report, cancel));
        if (!readable || DataFolder.Secrets.Any(name => !IsKey(name)))
        {
            report.Add("fsck-not-checked", "db, ledger, blobs, published", readable ? "Keys are missing" : "The database cannot be relied on");
            return report;
        }

        using var key = folder.LogKey();
        using var promises = folder.PromiseKey();
        using var blobs = new BlobKey(folder.Secret("blobs"));
        var openings = new OpeningKeys(folder.SecretPath("openings"));
        await using var services = new ServiceCollection().AddStoreToCheck(folder.Database, folder.Blobs)
            .AddDemandsToCheck(blobs, promises.Verifier, openings).AddGateToCheck(new NoticeKey(folder.Secret("people")), openings).AddSourcesToCheck().AddNeighborsToCheck().BuildServiceProvider();
        var log = new LogLook(folder, services.GetRequiredService<LogLedger>(), key.Verifier, promises.Verifier, report, repair);
        await Part("the record", () => log.Run(vault is null ? [] : [vault.Size], cancel));
        if (vault is not null) await Part("the vault's keys", async () => vault.Compare(log, await services.GetRequiredService<KeptAccounts>().WithRecords(), report));
        await Part("rows", () => services.GetRequiredService<IStore>().Look(async work =>
        {
            var asOf = new CheckAsOf(now, log.PublishedSize, await LogPlaces.LastSeq(work, log.PublishedSize), PromiseWarning.Last);
            foreach (var fault in services.GetServices<IRoomCheck>().SelectMany(room => room.Faults(work, asOf))) report.Add(fault);
            return true;
        }, cancel));
        await Part("leaves", () => services.GetRequiredService<IStore>().Look(work =>
        {
            LeafLook.Run(work, openings, services.GetServices<OpeningsTable>(), report);
            return Task.FromResult(true);
        }, cancel));
        await Part("what is kept for auditors", () => log.Audit.Run(services.GetRequiredService<LogLedger>(), services.GetRequiredService<IStore>(), log.Size, report));
        await Part("sealed files", () => services.GetRequiredService<BlobCheck>().Run(
            now, (fault, orphan) => report.Add(fault, orphan is not null && repair && Mending.MoveAside(folder.Root, orphan) ? "Moved to found/." : null), cancel));
        await Part("reports", async () => ReportLook.Run(folder, await services.GetRequiredService<KeptReports>().All(log.PublishedSize), report, repair));
        await Part("quarters", async () => QuarterLook.Run(folder, await services.GetRequiredService<KeptQuarters>().All(), log.Oversight, await services.GetRequiredService<KeptQuarters>().AreIn(log.Size), report, repair));
        return report;
    }

    private bool IsKey(string name) => new FileInfo(folder.SecretPath(name)) is { Exists: true, Length: 32 };

    private Task Part(string name, Action look) => Part(name, () =>
    {
        look();
        return Task.CompletedTask;
    });

    private async Task Part(string name, Func<Task> look)
    {
        try
        {
            await look();
            report.Looked.Add(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidCastException)
        {
            report.Add("fsck-not-checked", name, e.Message);
        }
    }
}
