using Writ.App.Data;

namespace Writ.App.Fsck;

/// <summary>Keys, who may read what, and what a crash left beside.</summary>
internal static class FolderLook
{
    private const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    public static void Run(DataFolder folder, DateTimeOffset now, FsckReport report)
    {
        foreach (var key in DataFolder.Secrets)
        {
            var file = new FileInfo(folder.SecretPath(key));
            if (!file.Exists) report.Add("fsck-key-missing", $"keys/{key}");
            else if (file.Length != 32) report.Add("fsck-key-length", $"keys/{key}");
        }

        // What the mirror shows is public; the rest is not.
        foreach (var part in (string[])["db", "blobs", "keys", "vault", "mail"])
        {
            var path = Path.Combine(folder.Root, part);
            if (Directory.Exists(path) && OpenToOthers(path)) report.Add("fsck-open-to-others", part);
        }

        foreach (var file in Files(Path.Combine(folder.Root, "keys")).Concat(Files(folder.Vault)).Where(OpenToOthers)) report.Add("fsck-open-to-others", Relative(folder, file));
        foreach (var part in (string[])["keys", "vault", "ledger", "published", "mail", "db"])
        {
            foreach (var file in Files(Path.Combine(folder.Root, part)).Where(file => IsDraft(file) && now.UtcDateTime - File.GetLastWriteTimeUtc(file) >= Fresh)) report.Add("fsck-leftover", Relative(folder, file));
        }
    }

    private static bool IsDraft(string file) => Path.GetExtension(file) is ".draft" or ".tmp" or ".new" or ".fsck";

    private static bool OpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    private static string Relative(DataFolder folder, string path) => Path.GetRelativePath(folder.Root, path);

    private static IEnumerable<string> Files(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [];
}
