using System.Globalization;
using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Serve;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Gate.Glass;
using Writ.Ledger.Log;
using Writ.Ledger.Register.Batches;
using Writ.Store.Record;
using Writ.Store;
using Writ.Vault;

namespace Writ.App.Doctor;

/// <summary>How the vault stands to the record: asked where it runs alone, else read from its folder beside the server that holds it.</summary>
internal static class DoctorVault
{
    private const string Name = "Vault";

    /// <param name="published">Entries that readers see.</param>
    public static async Task Tell(
        Action<string, string> line, DataFolder folder, LogFolder log, VaultPlace? place, IStore store, long published, DateTimeOffset now, List<Refusal> findings, CancellationToken cancel)
    {
        if (place is not null) await Asked(line, log, place, published, findings, cancel);
        else Read(line, folder, log, published, findings);
        var glass = await store.Look(work => GlassBook.Standing(work, published, now), cancel);
        if (glass.Owed > 0)
        {
            line("Break-glass", string.Create(CultureInfo.InvariantCulture, $"keys were given {glass.Owed} times without the record and it does not say so yet; the oldest at {glass.Oldest:yyyy-MM-dd HH:mm} UTC"));
            if (glass.Overdue > 0) findings.Add(RecordRefusals.GlassOverdue);
        }

        var held = await store.Look(work =>
        {
            var facts = RecordBatches.Schedules(work);
            return Task.FromResult(facts.Count > 0 && BatchClerk.Holds(work, ScheduleBook.Of(facts), now));
        }, cancel);
        if (held) findings.Add(RecordRefusals.BatchesHeld);
    }

    private static async Task Asked(Action<string, string> line, LogFolder log, VaultPlace place, long published, List<Refusal> findings, CancellationToken cancel)
    {
        using var socket = new VaultSocket(place.Socket, place.User);
        if (!(await new VaultClient(socket).Describe(cancel)).TryGet(out var about, out var refusal))
        {
            line(Name, "does not answer");
            findings.Add(refusal);
            return;
        }

        line(Name, string.Create(CultureInfo.InvariantCulture, $"{about.Vault}, alone; it has seen {about.Size} entries and read {about.Followed}; it asks for {about.Witnesses} cosignatures"));
        line("Releases", about.Stands is { } against ? $"none: {against}" : "nothing stands against them");
        TellPolicy(line, about.Policy, about.PolicySince);
        Compare(line, log, published, about.Size, about.Root, findings);
        if (about.Stands is { } code) findings.Add(new Refusal(code, "The vault gives nothing now; the page of this code says what to do.", RefusalKind.Unavailable));
    }

    private static void Read(Action<string, string> line, DataFolder folder, LogFolder log, long published, List<Refusal> findings)
    {
        if (!File.Exists(Path.Combine(folder.Vault, "vault.id")))
        {
            line(Name, DataFolder.HasHistory(folder.Root) ? "none in this folder; name its socket with --vault" : "none yet; the first start makes one");
            return;
        }

        if (!VaultLook.Read(folder.Vault).TryGet(out var look, out var refusal))
        {
            line(Name, "its folder cannot be relied on");
            findings.Add(refusal);
            return;
        }

        line(Name, string.Create(CultureInfo.InvariantCulture, $"{look.Vault}, in the server's process; it has seen {look.Size} entries and holds keys of {look.Accounts.Count} accounts"));
        if (look.Policy is { } policy) TellPolicy(line, policy, look.PolicySince);
        Compare(line, log, published, look.Size, look.Root, findings);
    }

    private static void TellPolicy(Action<string, string> line, string text, DateTimeOffset? since)
    {
        var words = WitnessPolicy.Parse(text).TryGet(out var policy, out _) && policy.Demands ? policy.Words : "none has to cosign";
        line("Pinned to", string.Create(CultureInfo.InvariantCulture, $"witnesses: {words}{(since is { } at ? $"; since {at:yyyy-MM-dd HH:mm} UTC" : ", once it does something")}"));
    }

    private static void Compare(Action<string, string> line, LogFolder log, long published, long seen, byte[] root, List<Refusal> findings)
    {
        try
        {
            if (VaultRoots.Against(log, published, seen, root) is { } against) findings.Add(against);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            line("Vault's log", "cannot be compared: tiles are missing; writ fsck says which");
        }
    }
}
