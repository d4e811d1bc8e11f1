using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Writ.App.Tests.Serving;
using Writ.Store;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>A value of a row: its number, or its length where it is text or bytes, and what is left of its text once all that is drawn or a time is masked.</summary>
internal sealed record DumpedValue(string Column, double Number, string Masked);

/// <summary>A row of any table, and which homes' or accounts' ids stand in it.</summary>
internal sealed record DumpedRow(string Table, IReadOnlyList<DumpedValue> Values, string Raw)
{
    public string Line => $"{Table}: {string.Join(" | ", Values.Select(v => $"{v.Column}={v.Masked}"))}";
}

/// <summary>Everything that whoever takes the server gets: every row of every table, every file's name and size, and what was logged.</summary>
internal sealed partial class ServerDump
{
    /// <summary>What is drawn and too short to be seen as such.</summary>
    private static readonly HashSet<(string Table, string Column)> DrawnColumns = [("home_pairing", "name")];

    /// <summary>How far the vault had read the log when it was asked last, and whether it was asked yet: no home's doing.</summary>
    private const string AskedLast = "vault_standing";

    /// <summary>At which sizes the log stood between, in how many steps the vault read it, and how the framework spells the time of its session keys.</summary>
    private static readonly string[] ByChance = [".p/", "vault/journal", "keys/sessions/"];

    private const long FirstTicks = 600_000_000_000_000_000;

    private ServerDump(IReadOnlyList<DumpedRow> rows, IReadOnlyList<string> files, IReadOnlyList<string> log) => (Rows, Files, Log) = (rows, files, log);

    /// <summary>How many lines of the log speak of a home.</summary>
    public int Lines(HomeInTown home) => Log.Count(home.IsIn);

    public IReadOnlyList<DumpedRow> Rows { get; }

    /// <summary>Folder and size of each, in order.</summary>
    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string> Log { get; }

    /// <summary>All of it, masked: lines that two worlds must share.</summary>
    public IReadOnlyList<string> Masked => [.. Rows.Where(r => r.Table != AskedLast).Select(r => r.Line), .. Files, .. Log.Select(Masking)];

    public static async Task<ServerDump> Of(WritServer server, ServerLog log)
    {
        _ = await Walks.LogSize(server);
        var rows = await server.Store.Look(async work =>
        {
            var connection = work.Db().Database.GetDbConnection();
            var all = new List<DumpedRow>();
            foreach (var table in await Names(connection)) all.AddRange(await Table(connection, table));
            return all;
        });

        // The database's own files have pages that are laid out by chance; their rows were read above.
        var root = server.Folder.Root;
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.GetDirectoryName(server.Folder.Database)!, StringComparison.Ordinal) && !ByChance.Any(part => file.Contains(part, StringComparison.Ordinal)))
            .Select(file => $"{Place(Path.GetRelativePath(root, file))} {new FileInfo(file).Length}").Order(StringComparer.Ordinal);
        return new ServerDump(rows, [.. files], [.. log.Lines]);
    }

    private static async Task<List<string>> Names(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<List<DumpedRow>> Table(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<DumpedRow>();
        while (await reader.ReadAsync())
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(i => Value(table, reader.GetName(i), reader.GetValue(i))).ToList();
            rows.Add(new DumpedRow(table, values, string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) as string ?? string.Empty))));
        }

        return rows;
    }

    private static DumpedValue Value(string table, string column, object value) => value switch
    {
        long number => new DumpedValue(column, number, number > FirstTicks ? "time" : number.ToString(CultureInfo.InvariantCulture)),
        double number => new DumpedValue(column, number, number.ToString(CultureInfo.InvariantCulture)),
        byte[] bytes => new DumpedValue(column, bytes.Length, $"{bytes.Length} bytes"),
        string text when DrawnColumns.Contains((table, column)) => new DumpedValue(column, text.Length, $"#{text.Length}"),
        string text => new DumpedValue(column, text.Length, Masking(text)),
        _ => new DumpedValue(column, -1, "null"),
    };

    /// <summary>Blobs lie in folders by the beginning of their drawn names.</summary>
    private static string Place(string path) => path.Split('/') is ["blobs", .., var name] ? $"blobs/{Masking(name)}" : string.Join('/', path.Split('/').Select(Masking));

    /// <summary>Ids, hashes, keys, tokens and times: what is drawn anew in each world. Their lengths stay.</summary>
    private static string Masking(string text) => Drawn().Replace(Times().Replace(text, "time"), match => $"#{match.Length}");

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)?")]
    private static partial Regex Times();

    [GeneratedRegex(@"[A-Za-z0-9+/_-]{12,}={0,2}")]
    private static partial Regex Drawn();
}

/// <summary>Hears everything that a server would write to its log.</summary>
internal sealed class ServerLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public static ServerLog Of(WritServer server) => new ServerLog().Hear(server);

    /// <summary>From now on; a server that was started again is another one.</summary>
    public ServerLog Hear(WritServer server)
    {
        server.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
        return this;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // That the machine had no time for Kestrel says nothing of any home.
        if (IsEnabled(logLevel) && eventId.Name != "HeartbeatSlow") Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
