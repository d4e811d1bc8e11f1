using System.Text.Json;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Report;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Audit;

/// <summary>Writes the folder for auditors, beside a running server: what was sealed with each leaf of the published log, and what became of each demand.</summary>
internal sealed class ExportForAuditors(IStore store, AuditedDemands demands, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <param name="from">First entry to cover.</param>
    public async Task<Result<ExportAbout>> Write(RecordSource record, VerifierKey log, VerifierKey promises, ExportFolder folder, long from, CancellationToken cancel)
    {
        var auditors = await store.Look(work => Task.FromResult(Auditing.Keys(work)), cancel);
        if (auditors.Count == 0) return AuditRefusals.NoAuditor;
        var findings = new AuditFindings();
        if (await AuditedLog.Read(record, log, WitnessPolicy.None, findings, cancel) is not { } read || findings.ExitCode != 0)
            return findings.Kept.Select(f => new Refusal(f.Code, f.Sentence)).First();
        if (!folder.Make()) return AuditRefusals.NotEmpty;
        var count = await Leaves(read, folder, from, cancel);
        await Outcomes(read, promises, folder, from, auditors);
        await Given(read, folder, auditors, cancel);
        var about = new ExportAbout(
            ExportAbout.Version1, read.Checkpoint.Origin, from, read.Checkpoint.Size, count, [.. auditors.Select(a => a.Thumbprint)], $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}");
        folder.Finish(about);
        return about;
    }

    private async Task<long> Leaves(AuditedLog log, ExportFolder folder, long from, CancellationToken cancel)
    {
        var count = 0L;
        await using var file = folder.BeginLeaves();
        foreach (var some in log.Leaves.Where(leaf => leaf.Index >= from).Chunk(AtOnce))
        {
            var kept = await store.Look(work => Task.FromResult(some.Select(leaf => (leaf.Hash, Bytes: Auditing.Kept(work, leaf.Hash))).ToList()), cancel);
            foreach (var (hash, bytes) in kept)
            {
                if (bytes is null) continue;
                ExportFolder.WriteLeaf(file, hash, bytes);
                count++;
            }
        }

        return count;
    }

    private async Task Outcomes(AuditedLog log, VerifierKey promises, ExportFolder folder, long from, IReadOnlyList<PublicKey> auditors)
    {
        await using var file = File.Create(folder.OutcomesFile);
        using var sealedTo = new SealedFileWriter(file, auditors, Context(log.Checkpoint));
        await foreach (var demand in demands.All())
        {
            // One whose leaf stands before the range was told in an earlier export; one whose leaf is not out yet belongs to every one.
            if (from > 0 && Promises.Verify(demand.Promise, promises).TryGet(out var promise, out _) && log.Find(promise.LeafHash) is { } leaf && leaf.Index < from) continue;
            sealedTo.Write(JsonSerializer.SerializeToUtf8Bytes(demand, PublishedJson.Options));
            sealedTo.Write("\n"u8);
        }

        sealedTo.Complete();
    }

    /// <summary>After the outcomes: what was given is kept before anything is made of it, so nothing is told that is missing here.</summary>
    private async Task Given(AuditedLog log, ExportFolder folder, IReadOnlyList<PublicKey> auditors, CancellationToken cancel)
    {
        var vaults = await store.Look(VaultMemory.All, cancel);
        await using var file = File.Create(folder.GivenFile);
        using var sealedTo = new SealedFileWriter(file, auditors, GivenCheck.Context(log.Checkpoint));
        foreach (var vault in vaults)
        {
            Line(new GivenLine(vault.Vault, vault.Signer, vault.Until));
            foreach (var note in vault.Notes) Line(new GivenLine(vault.Vault, null, note));
        }

        sealedTo.Complete();

        void Line(GivenLine line)
        {
            sealedTo.Write(JsonSerializer.SerializeToUtf8Bytes(line, PublishedJson.Options));
            sealedTo.Write("\n"u8);
        }
    }

    public static string Context(Checkpoint checkpoint) => $"writ.audit-outcomes/v1 {checkpoint.Size} {checkpoint.Origin}";
}
