using Writ.Base;

namespace Writ.Hub.Keeping;

/// <summary>
/// Where the hub keeps what it must not lose: <c>keys/</c>, <c>chain.jsonl</c>, <c>cameras.json</c>, <c>clips/</c>. For its own user only, and held by
/// one process at a time. Nothing in it is footage that opens without <c>keys/</c>.
/// </summary>
internal sealed class HubFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private HubFolder(string root, FileStream held)
    {
        Root = root;
        this.held = held;
    }

    public string Root { get; }

    public string Keys => Path.Combine(Root, "keys");

    public string Clips => Path.Combine(Root, "clips");

    /// <summary>Refusal <c>hub-folder-in-use</c>: another hub holds it; <c>hub-folder-unusable</c>.</summary>
    public static Result<HubFolder> Open(string root)
    {
        try
        {
            foreach (var folder in (string[])[root, Path.Combine(root, "keys"), Path.Combine(root, "clips")]) Make(folder);
            return new HubFolder(root, new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(Path.Combine(root, "lock")))
        {
            return KeepingRefusals.InUse;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return KeepingRefusals.Unusable;
        }
    }

    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly);
    }

    public void Dispose() => held.Dispose();
}
