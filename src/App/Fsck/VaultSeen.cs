using System.Globalization;
using Writ.App.Data;
using Writ.App.Serve;
using Writ.Base;
using Writ.Vault;

namespace Writ.App.Fsck;

/// <summary>What the vault has seen of the log, and which accounts it has keys for; asked or read before the log is, which only grows.</summary>
/// <param name="Accounts">Null where that is not known from outside.</param>
internal sealed record VaultSeen(long Size, byte[] Root, IReadOnlySet<string>? Accounts)
{
    /// <summary>Null where nothing could be learnt; that has been told.</summary>
    public static async Task<VaultSeen?> Look(DataFolder folder, VaultPlace? place, FsckReport report, CancellationToken cancel)
    {
        if (place is not null)
        {
            if ((await new VaultClient(new VaultSocket(place.Socket, place.User)).Describe(cancel)).TryGet(out var said, out var silent)) return new VaultSeen(said.Size, said.Root, null);
            report.Add("fsck-vault-unreachable", place.Socket, silent.Code);
            return null;
        }

        if (!File.Exists(Path.Combine(folder.Vault, "vault.id")))
        {
            if (DataFolder.HasHistory(folder.Root)) report.Add("fsck-vault-missing", "vault");
            return null;
        }

        if (!VaultLook.Read(folder.Vault).TryGet(out var look, out var refusal))
        {
            report.Add("fsck-vault-damaged", "vault", refusal.Code);
            return null;
        }

        if (look.Torn > 0) report.Add("fsck-vault-torn", "vault/journal", string.Create(CultureInfo.InvariantCulture, $"{look.Torn} bytes"));
        return new VaultSeen(look.Size, look.Root, look.Accounts);
    }

    public void Compare(LogLook log, IEnumerable<string> accounts, FsckReport report)
    {
        if (Size > log.Size) report.Add("fsck-vault-ahead", "vault", string.Create(CultureInfo.InvariantCulture, $"It has seen {Size} entries; {log.Size} were signed"));
        else if (Size > 0 && log.RootAt(Size) is { } root && !root.AsSpan().SequenceEqual(Root)) report.Add("fsck-vault-forked", "vault");
        if (Accounts is null) return;
        foreach (var account in accounts.Where(account => !Accounts.Contains(account))) report.Add("fsck-vault-key-missing", $"account {account}");
    }
}
