using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Writ.App.Audit;
using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Record.Witnesses;
using Writ.App.Serve;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Promised;
using Writ.Gate.Glass;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Doctor;

/// <summary><c>writ doctor</c>: how the record stands, for the operator alone. Reads the data folder beside a running server, and asks the witnesses.</summary>
internal static class DoctorVerb
{
    private static Refusal RolledBack { get; } = new(
        "ledger-rolled-back", "The published checkpoint is ahead of the database; restore the newest database before signing.", RefusalKind.Conflict);

    public static Command Build()
    {
        var command = new Command("doctor", "How the record and its vault stand: what readers see, who has cosigned it, the oldest promise that is not kept yet, and what stands against releases") { Common.Data, WitnessArguments.Policy, VaultArguments.Socket, VaultArguments.User };
        command.SetAction(async (parse, cancel) =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
            var folder = DataFolder.Open(root);
            using var key = folder.LogKey();
            if (!WitnessArguments.Read(parse.GetValue(WitnessArguments.Policy), key.Verifier).TryGet(out var policy, out var refusal)) return Common.Fail(refusal);
            using var promises = folder.PromiseKey();
            await using var services = new ServiceCollection().AddSingleton(new OpeningKeys(folder.SealKeys)).AddStore(folder.Database, folder.Blobs).AddOpenPromises(promises.Verifier).AddGlassBook().BuildServiceProvider();
            return await Look(Console.Out, services, folder, key.Verifier, policy is null ? null : new WitnessSettings(policy), TimeProvider.System, cancel, VaultArguments.Read(parse));
        });
        return command;
    }

    /// <returns>0: nothing to do; 1: something is wrong.</returns>
    public static async Task<int> Look(
        TextWriter output, IServiceProvider services, DataFolder folder, VerifierKey log, WitnessSettings? witnesses, TimeProvider time, CancellationToken cancel,
        VaultPlace? vault = null)
    {
        var (files, ledger) = (new LogFolder(folder.Ledger), services.GetRequiredService<LogLedger>());
        var signed = (await ledger.State(log.Name))?.Size ?? 0;
        var note = files.ReadCheckpoint();
        var published = note is not null && Checkpoint.Open(note, [log]).TryGet(out var checkpoint, out _) ? checkpoint.Size : 0;
        Line(output, "Signed", string.Create(CultureInfo.InvariantCulture, $"{signed} entries"));
        Line(output, "Published", string.Create(CultureInfo.InvariantCulture, $"{published} entries"));
        var findings = new List<Refusal>();
        if (published > signed) findings.Add(RolledBack);
        await TellPromise(output, services.GetRequiredService<OpenPromises>(), Math.Min(published, signed), time.GetUtcNow(), findings, cancel);
        var at = Math.Min(published, signed);
        await DoctorVault.Tell((name, value) => Line(output, name, value), folder, files, vault, services.GetRequiredService<IStore>(), at, time.GetUtcNow(), findings, cancel);
        var seals = new SealKeys(services.GetRequiredService<IStore>(), services.GetRequiredService<OpeningKeys>(), folder.SealKeys, [], time);
        foreach (var line in await seals.State()) Line(output, "Seal keys", line);
        if (witnesses is null) Line(output, "Witnesses", "no policy was given, so none was asked");
        else await TellWitnesses(output, witnesses, files, ledger, log, note, signed, time, findings, cancel);
        foreach (var finding in findings) Common.Fail(finding);
        return findings.Count == 0 ? 0 : 1;
    }

    private static async Task TellPromise(TextWriter output, OpenPromises promises, long published, DateTimeOffset now, List<Refusal> findings, CancellationToken cancel)
    {
        if (await promises.Oldest(published, cancel) is not { } open)
        {
            Line(output, "Promises", "all that were given are kept in the published record");
            return;
        }

        var left = open.Before - now;
        Line(output, "Promises", string.Create(
            CultureInfo.InvariantCulture,
            $"{open.Count} not in the published record yet; the oldest {(left is null ? "cannot be read" : left > TimeSpan.Zero ? $"has {(int)left.Value.TotalHours} h {left.Value.Minutes} min left" : $"was broken at {open.Before:yyyy-MM-dd HH:mm} UTC")}"));
        if (left is null || left < PromiseWarning.Last) findings.Add(RecordRefusals.PromiseDue);
    }

    private static async Task TellWitnesses(
        TextWriter output, WitnessSettings witnesses, LogFolder files, LogLedger ledger, VerifierKey log, string? note, long signed, TimeProvider time,
        List<Refusal> findings, CancellationToken cancel)
    {
        var policy = witnesses.Policy;
        using var cosigning = new Cosigning(witnesses, files, ledger, log, time, NullLogger<Cosigning>.Instance);
        var against = await cosigning.Compare(signed, cancel);
        var by = note is null ? [] : Cosignatures.In(note, policy.Witnesses);
        Line(output, "Quorum", policy.Words);
        foreach (var (witness, state) in policy.Named.Zip(cosigning.States))
        {
            var at = by.FirstOrDefault(c => c.Witness.Equals(witness.Key))?.At.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
            Line(output, witness.Name, $"{(at is null ? "has not cosigned what is published" : $"cosigned what is published at {at}")}; {Words(state.Standing)}");
        }

        if (against is not null) findings.Add(against);
        else if (!policy.IsMet([.. by.Select(c => c.Witness)]) || !policy.IsMet(Answering())) findings.Add(RecordRefusals.WitnessesMissing);

        IReadOnlyCollection<VerifierKey> Answering() =>
            [.. policy.Named.Zip(cosigning.States).Where(pair => pair.Second.Standing == WitnessStanding.NotHeard).Select(pair => pair.First.Key)];
    }

    private static string Words(WitnessStanding standing) => standing switch
    {
        WitnessStanding.NotHeard or WitnessStanding.Cosigns => "it answers, and knows no other history",
        WitnessStanding.Unreachable => "it cannot be reached now",
        WitnessStanding.Slow => "it does not answer in time",
        WitnessStanding.DoesNotKnowUs => "it does not know this log",
        WitnessStanding.Refuses => "it answers what no witness answers",
        WitnessStanding.False => "what it shows is not signed by this log",
        WitnessStanding.Disagrees => "it knows another history",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name,-12} {value}");
}
