using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>Small secret files: mode 0600 from the first byte on, never overwritten, durable before use.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OthersMay = ~(OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>Writes beside, makes durable, then renames; throws if the file is there already. Wipes <paramref name="secret"/>.</summary>
    public static void Write(string path, byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var beside = path + ".new";
        File.Delete(beside);
        using (var file = new FileStream(beside, Options(FileMode.CreateNew)))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }

        CryptographicOperations.ZeroMemory(secret);
        File.Move(beside, path, overwrite: false);
        Durable.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Null if the length is another, or if group or others may touch the file.</summary>
    public static byte[]? Read(string path, int length)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMay) != 0) return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == length) return bytes;
        CryptographicOperations.ZeroMemory(bytes);
        return null;
    }

    /// <summary>Options for a file that only its owner may touch, held by this process alone, unbuffered.</summary>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
