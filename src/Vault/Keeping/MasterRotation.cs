using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>
/// Gives a vault that stands still a new master key: every account's private key is wrapped anew. Both files are made beside; a marker
/// says that they are whole; then they take the places of the old ones.
/// </summary>
internal static class MasterRotation
{
    private const string Marker = "rotating";

    /// <summary>How many account keys were wrapped anew. Refusals of opening.</summary>
    /// <param name="probe">Where a test breaks it: told the name of what comes next.</param>
    internal static Result<int> Rotate(string folder, Action<string>? probe = null)
    {
        var wrapped = new List<Entry.AccountKeyMade>();
        var opened = VaultFolder.Open(folder, entry =>
        {
            if (entry is Entry.AccountKeyMade made) wrapped.Add(made);
        });
        if (!opened.TryGet(out var vault, out var refusal)) return refusal;
        var (id, journal, master) = (vault.Id, Path.Combine(folder, "journal"), Path.Combine(folder, "master"));
        try
        {
            var fresh = RandomNumberGenerator.GetBytes(VaultFolder.MasterLength);
            using var next = new MasterKey([.. fresh]);
            var anew = Journal.Anew(File.ReadAllBytes(journal), id, entry => entry is Entry.AccountKeyMade made ? Again(vault.Master, next, made) : entry);
            probe?.Invoke("master");
            SecretFile.Write(master + Journal.NextEnding, fresh);
            probe?.Invoke("journal");
            SecretFile.Write(journal + Journal.NextEnding, anew);
            probe?.Invoke("marker");
            SecretFile.Write(Path.Combine(folder, Marker), Encoding.ASCII.GetBytes(id + "\n"));
        }
        finally
        {
            vault.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        // Where another process was quicker to take the folder, it went on with this already.
        using var held = VaultFolder.Hold(Path.Combine(folder, "lock"));
        if (held is not null) Finish(folder, probe);
        return wrapped.Count;
    }

    /// <summary>Goes on where a rotation broke off: forward from the marker on, back before it.</summary>
    internal static void Finish(string folder, Action<string>? probe = null)
    {
        var (marker, master, journal) = (Path.Combine(folder, Marker), Path.Combine(folder, "master"), Path.Combine(folder, "journal"));
        if (!File.Exists(marker))
        {
            File.Delete(master + Journal.NextEnding);
            File.Delete(journal + Journal.NextEnding);
            return;
        }

        foreach (var path in (string[])[master, journal])
        {
            probe?.Invoke($"{Path.GetFileName(path)} into place");
            if (File.Exists(path + Journal.NextEnding)) Replace(path + Journal.NextEnding, path);
        }

        Durable.SyncFolder(folder);
        probe?.Invoke("end");
        File.Delete(marker);
        Durable.SyncFolder(folder);
    }

    /// <summary>The old file's bytes are overwritten once it has no name any more.</summary>
    private static void Replace(string next, string path)
    {
        using var old = File.Exists(path) ? File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete) : null;
        File.Move(next, path, overwrite: true);
        if (old is null) return;
        RandomAccess.Write(old, new byte[RandomAccess.GetLength(old)], 0);
        RandomAccess.FlushToDisk(old);
    }

    private static Entry.AccountKeyMade Again(MasterKey before, MasterKey next, Entry.AccountKeyMade made)
    {
        using var owned = before.Unwrap(made.Account, made.Spki, made.Wrapped);
        return made with { Wrapped = next.Wrap(made.Account, owned) };
    }
}
