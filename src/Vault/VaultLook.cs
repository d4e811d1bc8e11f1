using System.Text;
using Writ.Base;
using Writ.Vault.Keeping;

namespace Writ.Vault;

/// <summary>What a vault's folder says, read beside a running vault or without one. Nothing is written, and no key is unwrapped.</summary>
/// <param name="Vault">Its id.</param>
/// <param name="Size">Entries under the newest checkpoint it has seen; 0 before the first.</param>
/// <param name="Root">The root there, 32 bytes; empty before the first.</param>
/// <param name="Torn">Bytes at the journal's end that are no whole frame: of a crash, or being written at this moment.</param>
/// <param name="Accounts">Accounts that it holds a key for.</param>
/// <param name="Policy">The policy of witnesses that it is pinned to; null where it has done nothing yet, or is from before there was any.</param>
/// <param name="PolicySince">Since when, on the vault's clock.</param>
public sealed record VaultLook(string Vault, long Size, byte[] Root, long Torn, IReadOnlySet<string> Accounts, string? Policy, DateTimeOffset? PolicySince)
{
    /// <summary>Refusals <c>vault-folder-incomplete</c>, <c>vault-journal-damaged</c>. Throws what reading files throws.</summary>
    public static Result<VaultLook> Read(string folder)
    {
        var (idPath, journalPath) = (Path.Combine(folder, "vault.id"), Path.Combine(folder, "journal"));
        if (!File.Exists(idPath) || !File.Exists(journalPath) || !File.Exists(Path.Combine(folder, "master"))) return VaultRefusals.FolderIncomplete;
        var id = File.ReadAllText(idPath).TrimEnd('\n');
        if (!IdText.Fits(VaultFolder.IdPrefix, id)) return VaultRefusals.FolderIncomplete;
        var known = new Entry.CheckpointSeen(0, []);
        Entry.PolicyPinned? policy = null;
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var bytes = Bytes(journalPath).AsMemory();
        var start = Encoding.ASCII.GetBytes($"writ.vault.journal/v1\n{id}\n");
        if (!bytes.Span.StartsWith(start)) return VaultRefusals.JournalDamaged;
        var rest = bytes[start.Length..];
        for (var number = 0L; !rest.IsEmpty; number++)
        {
            var frame = Frame.At(rest.Span, id, out var found);
            if (frame.IsEmpty) break;
            if (found != number || Frame.Entries(frame) is not { } entries) return VaultRefusals.JournalDamaged;
            foreach (var entry in entries)
            {
                if (entry is Entry.CheckpointSeen seen) known = seen;
                if (entry is Entry.PolicyPinned pinned) policy = pinned;
                if (entry is Entry.AccountKeyMade made) accounts.Add(made.Account.Text);
            }

            rest = rest[frame.Length..];
        }

        // A whole frame behind what is none: not the end was torn, but something before it damaged.
        for (var at = 1; at <= rest.Length - Frame.HeadLength; at++)
        {
            if (!Frame.At(rest.Span[at..], id, out _).IsEmpty) return VaultRefusals.JournalDamaged;
        }

        return new VaultLook(id, known.Size, known.Root, rest.Length, accounts, policy?.Policy, policy is null ? null : DateTimeOffset.FromUnixTimeSeconds(policy.At));
    }

    /// <summary>A vault that runs holds the file open and lets others read.</summary>
    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
