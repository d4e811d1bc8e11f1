using System.Text;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>
/// A backup as the operator's page says to make one: the program stopped, its folder copied, the program started again. Restored into a folder of its own, started by
/// itself, and read twice: its rows, and the bytes of its files as they lie there, with whatever a database leaves in its free pages.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class ServerBackup : IDisposable
{
    private readonly string folder;
    private readonly ServerDump dump;
    private readonly IReadOnlyList<(string Name, string Text)> files;

    private ServerBackup(string folder, ServerDump dump, IReadOnlyList<(string, string)> files) => (this.folder, this.dump, this.files) = (folder, dump, files);

    public static async Task<ServerBackup> Of(WritServer server)
    {
        var folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
        await server.Restart(options =>
        {
            Copy(server.Folder.Root, folder);
            return Task.FromResult(options);
        });

        // Before a server runs on it and writes into it.
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file), Encoding.Latin1.GetString(File.ReadAllBytes(file)))).ToList();
        await using var restored = await WritServer.Start(root: folder, time: new ManualTime(server.Time.Now));
        var log = ServerLog.Of(restored);
        return new ServerBackup(folder, await ServerDump.Of(restored, log), files);
    }

    /// <summary>Of its rows; and how often the home's id, and its account's, stand in each file.</summary>
    public IEnumerable<KeyValuePair<string, double>> Knows(HomeInTown home)
    {
        foreach (var (name, value) in Known.Of(dump, home, declined: false).Features) yield return new($"backup {name}", value);
        foreach (var file in files.GroupBy(f => f.Name.StartsWith("db/", StringComparison.Ordinal) ? f.Name : f.Name.Split('/')[0], StringComparer.Ordinal))
        {
            foreach (var (what, id) in ((string, string)[])[("home", home.Hub.Home), ("account", home.Account.Text)])
                yield return new($"bytes {file.Key} {what}", file.Sum(f => Times(f.Text, id)));
        }
    }

    public void Dispose() => Leftovers.Delete(folder);

    private static int Times(string text, string id)
    {
        var times = 0;
        for (var at = text.IndexOf(id, StringComparison.Ordinal); at >= 0; at = text.IndexOf(id, at + 1, StringComparison.Ordinal)) times++;
        return times;
    }

    private static void Copy(string from, string to)
    {
        // With their modes: the vault opens no folder that others can read.
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)), File.GetUnixFileMode(folder));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
    }
}
