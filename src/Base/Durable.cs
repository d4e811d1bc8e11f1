using System.Runtime.InteropServices;

namespace Writ.Base;

/// <summary>Files that are there whole or not at all, and still there after the power failed.</summary>
public static partial class Durable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int ReadOnly = 0;

    /// <summary>Writes beside, flushes, renames over what was there, and makes the name durable. A full disk throws <see cref="IOException"/> and leaves nothing.</summary>
    /// <param name="others">True: others may read it, as the process's mask says; otherwise its owner alone.</param>
    public static void Replace(string path, byte[] bytes, bool others = false) => Replace(path, file => file.Write(bytes), others);

    /// <inheritdoc cref="Replace(string, byte[], bool)"/>
    public static void Replace(string path, Action<Stream> write, bool others = false)
    {
        ArgumentNullException.ThrowIfNull(write);
        var draft = path + ".draft";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && !others) options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var file = new FileStream(draft, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(draft);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// Makes created, renamed and deleted names in a folder durable. The base library can flush a file but not a folder, so libc is
    /// called; Windows writes folder entries through by itself.
    /// </summary>
    public static void SyncFolder(string path)
    {
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
