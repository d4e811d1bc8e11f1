using System.Runtime.InteropServices;

namespace Writ.Ledger.Log;

/// <summary>Makes a folder's entries durable. The base library can flush a file but not a folder, so libc is called.</summary>
internal static partial class Durable
{
    private const int ReadOnly = 0;

    public static void SyncFolder(string path)
    {
        // Windows writes folder entries through by itself.
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(path, ReadOnly);
        if (handle < 0) throw new IOException($"Cannot open the folder {path} to make it durable (errno {Marshal.GetLastPInvokeError()})");
        var failed = FSync(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        Close(handle);
        if (failed) throw new IOException($"Cannot make the folder {path} durable (errno {error})");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
