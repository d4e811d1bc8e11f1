using System.Data.Common;
using System.Diagnostics;
using Writ.App.Data;
using Writ.App.Fsck;
using Writ.App.Serve;
using Writ.App.Tests.Neighbors.Worlds;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Report;

namespace Writ.App.Tests.Fsck;

/// <summary>One data folder in which everything happened once, stopped in order; every test breaks a copy of its own.</summary>
public sealed class WholeFolder : IAsyncLifetime
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("writ-fsck-").FullName;

    public async Task InitializeAsync()
    {
        Directory.Delete(Root);
        await using var server = await WritServer.Start(root: Root, made: false, time: new ManualTime(new DateTimeOffset(2025, 12, 31, 12, 0, 0, TimeSpan.Zero)));

        // One request to homes, and the quarter after it: totals and equity.
        var quarters = Path.Combine(server.Folder.Published, "oversight");
        using (await AgencyInTown.Asks(server, new DrawnTown([0], [])))
        {
            server.Time.Now = new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero);
            while (!Directory.Exists(quarters) || Directory.GetFiles(quarters, "*.json").Length < 3) await Task.Delay(20);
        }

        server.Time.Now = WritServer.Noon;

        // Small ones are rows; this one is a file.
        var large = server.Demand("us/search-warrant", server.Item(0, "subscriber")) with
        {
            File = new Writ.Demands.File.FileInstrument("instrument.pdf", "application/pdf", [.. "%PDF-1.4 "u8, .. new byte[100_000]]),
        };
        Assert.Equal("released", (await server.Answer((await server.File(large)).Id)).State);
        await server.File();
        await server.Store.Act<bool>(async work =>
        {
            for (var i = 0; i < 390; i++) await Writ.Store.Record.Outbox.Append(work, [(byte)'A', 1, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)]);
            return true;
        });
        _ = (await server.PublishReport("2026-h1")).Value;
        var index = Path.Combine(server.Folder.Published, "reports/index.json");
        while (!File.Exists(index) || !File.ReadAllText(index).Contains("2026-h1", StringComparison.Ordinal)) await Task.Delay(20);
        await server.App.StopAsync();
    }

    public Task DisposeAsync()
    {
        Leftovers.Delete(Root);
        return Task.CompletedTask;
    }
}

/// <summary>A copy of the whole folder, with what one needs to break it.</summary>
internal sealed class BrokenFolder : IDisposable
{
    public BrokenFolder(string whole)
    {
        // Modes and times are what is looked at too.
        using var copy = Process.Start(new ProcessStartInfo("cp", ["-a", whole + "/.", Root]))!;
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("writ-broken-").FullName;

    public DateTimeOffset Now { get; set; } = WritServer.Noon.AddMinutes(5);

    public VaultPlace? Vault { get; set; }

    public string this[string relative] => Path.Combine(Root, relative);

    public async Task<FsckReport> Look(bool repair = false) => await new FsckRun(DataFolder.Open(Root), Vault, new ManualTime(Now), repair).Run(default);

    /// <summary>Past every constraint and key.</summary>
    public void Sql(string sql)
    {
        using var connection = (DbConnection)Activator.CreateInstance(Type.GetType("Microsoft.Data.Sqlite.SqliteConnection, Microsoft.Data.Sqlite", throwOnError: true)!)!;
        connection.ConnectionString = $"Data Source={this["db/writ.db"]};Foreign Keys=False;Pooling=False";
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA ignore_check_constraints=ON; " + sql;
        command.ExecuteNonQuery();
    }

    public string Ask(string sql)
    {
        using var connection = (DbConnection)Activator.CreateInstance(Type.GetType("Microsoft.Data.Sqlite.SqliteConnection, Microsoft.Data.Sqlite", throwOnError: true)!)!;
        connection.ConnectionString = $"Data Source={this["db/writ.db"]};Pooling=False";
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    /// <summary>The only sealed file that is no row.</summary>
    public string Blob() => Directory.EnumerateFiles(this["blobs"], "*", SearchOption.AllDirectories).Single();

    public void Change(string path, int fromEnd = 6)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^fromEnd] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>A file that was written two days ago.</summary>
    public string Old(string relative, byte[]? bytes = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes ?? [1, 2, 3]);
        File.SetLastWriteTimeUtc(this[relative], Now.UtcDateTime.AddDays(-2));
        return this[relative];
    }

    public void Dispose() => Leftovers.Delete(Root);
}
