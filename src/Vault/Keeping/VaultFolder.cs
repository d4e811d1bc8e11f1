using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>
/// The vault's own folder (0700): <c>lock</c>, <c>master</c> and <c>signer</c> (32 bytes each), <c>journal</c>, <c>vault.id</c> (all 0600). The id is
/// written last, so a folder with an id is whole, and one without an id has never given anything out.
/// </summary>
internal sealed class VaultFolder : IAsyncDisposable
{
    internal const string IdPrefix = "vlt";

    internal const int MasterLength = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private VaultFolder(FileStream held, string id, MasterKey master, VaultSigner signer, Journal journal)
    {
        this.held = held;
        Id = id;
        Master = master;
        Signer = signer;
        Journal = journal;
    }

    /// <summary>Text form <c>vlt_</c> and 16 characters, see <see cref="IdText"/>.</summary>
    internal string Id { get; }

    internal MasterKey Master { get; }

    internal VaultSigner Signer { get; }

    internal Journal Journal { get; }

    /// <param name="probe">Where a test breaks the journal.</param>
    internal static Result<VaultFolder> Open(string folder, Action<Entry> replay, Action<JournalStep>? probe = null)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            if ((File.GetUnixFileMode(folder) & ~OwnerOnly) != 0) return VaultRefusals.FolderOpen;
        }

        Directory.CreateDirectory(folder);
        if (Hold(Path.Combine(folder, "lock")) is not { } held) return VaultRefusals.InUse;
        var opened = Open(folder, held, replay, probe);
        if (!opened.Ok) held.Dispose();
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync().ConfigureAwait(false);
        Master.Dispose();
        Signer.Dispose();
        await held.DisposeAsync().ConfigureAwait(false);
    }

    private static Result<VaultFolder> Open(string folder, FileStream held, Action<Entry> replay, Action<JournalStep>? probe)
    {
        var (idPath, masterPath, journalPath) =
            (Path.Combine(folder, "vault.id"), Path.Combine(folder, "master"), Path.Combine(folder, "journal"));
        MasterRotation.Finish(folder);
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
        if (SignerOf(Path.Combine(folder, "signer")) is not { } signer) return VaultRefusals.FolderOpen;
        if (!Journal.Open(journalPath, id, replay, probe: probe).TryGet(out var journal, out var refusal))
        {
            CryptographicOperations.ZeroMemory(master);
            signer.Dispose();
            return refusal;
        }

        return new VaultFolder(held, id, new MasterKey(master), signer, journal);
    }

    /// <summary>Made where a folder from before vaults signed has none; one that was lost later is noticed, for the journal names its key.</summary>
    private static VaultSigner? SignerOf(string path)
    {
        if (!File.Exists(path)) SecretFile.Write(path, RandomNumberGenerator.GetBytes(VaultSigner.SeedLength));
        return SecretFile.Read(path, VaultSigner.SeedLength) is { } seed ? new VaultSigner(seed) : null;
    }

    private static void Create(string idPath, string masterPath, string journalPath)
    {
        var id = IdText.New(IdPrefix);
        File.Delete(masterPath);
        SecretFile.Write(masterPath, RandomNumberGenerator.GetBytes(MasterLength));
        Journal.Create(journalPath, id);
        SecretFile.Write(idPath, Encoding.ASCII.GetBytes(id + "\n"));
    }

    internal static FileStream? Hold(string path)
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
