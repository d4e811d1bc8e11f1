using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>
/// The vault's own folder (0700): <c>lock</c>, <c>master</c> (32 bytes), <c>journal</c>, <c>vault.id</c> (all 0600). The id is written last, so
/// a folder with an id is whole, and one without an id has never given anything out.
/// </summary>
internal sealed class VaultFolder : IAsyncDisposable
{
    internal const string IdPrefix = "vlt";

    private const int MasterLength = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private VaultFolder(FileStream held, string id, MasterKey master, Journal journal)
    {
        this.held = held;
        Id = id;
        Master = master;
        Journal = journal;
    }

    /// <summary>Text form <c>vlt_</c> and 16 characters, see <see cref="IdText"/>.</summary>
    internal string Id { get; }

    internal MasterKey Master { get; }

    internal Journal Journal { get; }

    internal static Result<VaultFolder> Open(string folder, Action<Entry> replay)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            if ((File.GetUnixFileMode(folder) & ~OwnerOnly) != 0) return VaultRefusals.FolderOpen;
        }

        Directory.CreateDirectory(folder);
        if (Hold(Path.Combine(folder, "lock")) is not { } held) return VaultRefusals.InUse;
        var opened = Open(folder, held, replay);
        if (!opened.Ok) held.Dispose();
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync().ConfigureAwait(false);
        Master.Dispose();
        await held.DisposeAsync().ConfigureAwait(false);
    }

    private static Result<VaultFolder> Open(string folder, FileStream held, Action<Entry> replay)
    {
        var (idPath, masterPath, journalPath) =
            (Path.Combine(folder, "vault.id"), Path.Combine(folder, "master"), Path.Combine(folder, "journal"));
        if (!File.Exists(idPath))
        {
            // A crash during the first start leaves no journal, or an empty one; anything else has lost its id.
            if (!Journal.NeverUsed(journalPath)) return VaultRefusals.FolderIncomplete;
            Create(idPath, masterPath, journalPath);
        }

        if (!File.Exists(masterPath) || !File.Exists(journalPath)) return VaultRefusals.FolderIncomplete;
        var id = File.ReadAllText(idPath).TrimEnd('\n');
        if (!IdText.Fits(IdPrefix, id)) return VaultRefusals.FolderIncomplete;
        if (SecretFile.Read(masterPath, MasterLength) is not { } master) return VaultRefusals.FolderOpen;
        if (!Journal.Open(journalPath, id, replay).TryGet(out var journal, out var refusal))
        {
            CryptographicOperations.ZeroMemory(master);
            return refusal;
        }

        return new VaultFolder(held, id, new MasterKey(master), journal);
    }

    private static void Create(string idPath, string masterPath, string journalPath)
    {
        var id = IdText.New(IdPrefix);
        File.Delete(masterPath);
        SecretFile.Write(masterPath, RandomNumberGenerator.GetBytes(MasterLength));
        Journal.Create(journalPath, id);
        SecretFile.Write(idPath, Encoding.ASCII.GetBytes(id + "\n"));
    }

    private static FileStream? Hold(string path)
    {
        try
        {
            return new FileStream(path, SecretFile.Options(FileMode.OpenOrCreate));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
