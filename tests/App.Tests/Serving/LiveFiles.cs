namespace Writ.App.Tests.Serving;

/// <summary>What lies in a folder while a server works in it: files come and go meanwhile.</summary>
internal static class LiveFiles
{
    /// <summary>Each file, at its path. A lock is left out: it is empty and cannot be opened.</summary>
    public static IEnumerable<string> Paths(string root)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock")];
            }
            catch (DirectoryNotFoundException) when (tries < 500 && Directory.Exists(root))
            {
                // A folder that was listed has gone.
            }
        }
    }

    /// <summary>Each file with its bytes, but for those that went before they were read.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Of(string root) =>
        from path in Paths(root)
        let bytes = Read(path)
        where bytes is not null
        select (path, bytes);

    private static byte[]? Read(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                file.CopyTo(bytes);
                return bytes.ToArray();
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (IOException) when (tries < 500)
            {
                // Held for a moment by whoever writes it.
                Thread.Sleep(20);
            }
        }
    }
}
