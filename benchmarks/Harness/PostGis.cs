using System.Diagnostics;
using System.Globalization;
using System.Text;
using Writ.Ledger.Requests;

namespace Writ.Bench.Harness;

/// <summary>A PostgreSQL of its own with PostGIS, in the workspace; asked through psql. It refuses to run as root, so there it runs as the user postgres.</summary>
internal sealed class PostGis : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin/";

    private readonly string folder;

    private PostGis(string folder) => this.folder = folder;

    public static bool IsThere => File.Exists(Programs + "initdb") && File.Exists("/usr/share/postgresql/15/extension/postgis.control");

    /// <summary>With a table <c>area</c> of these polygons, indexed by GiST.</summary>
    public static async Task<PostGis> With(IReadOnlyList<IReadOnlyList<GroundPoint>> areas)
    {
        // A socket's path may be no longer than 107 bytes, and its folder must be the user's own.
        var folder = Directory.CreateTempSubdirectory("pg-").FullName;
        if (Environment.IsPrivilegedProcess) await Run("chown", ["postgres", folder]);
        var made = new PostGis(folder);
        await made.As(Programs + "initdb", ["-D", folder + "/db", "-A", "trust", "-U", "postgres", "--no-sync"]);
        await made.As(Programs + "pg_ctl", ["-D", folder + "/db", "-w", "-l", folder + "/log", "-o", $"-k {folder} -c listen_addresses='' -c shared_buffers=512MB", "start"]);
        var sql = new StringBuilder("CREATE EXTENSION postgis;\nCREATE TABLE area (id int, shape geometry(Polygon, 4326));\nCOPY area FROM STDIN;\n");
        for (var i = 0; i < areas.Count; i++)
            sql.Append(CultureInfo.InvariantCulture, $"{i}\tSRID=4326;POLYGON(({string.Join(',', areas[i].Append(areas[i][0]).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Longitude:R} {p.Latitude:R}")))}))\n");
        sql.Append("\\.\nCREATE INDEX ON area USING gist (shape);\nVACUUM ANALYZE area;\n");
        await made.Ask(sql.ToString());
        return made;
    }

    /// <summary>How many areas cover a place, and how often a second that is found, measured in the database itself.</summary>
    public async Task<(int Found, double Rate)> Covers(double latitude, double longitude, int times)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $$"""
            SET max_parallel_workers_per_gather = 0;
            DO $$ DECLARE began timestamptz; found int; BEGIN
              PERFORM count(*) FROM area WHERE ST_Covers(shape, ST_SetSRID(ST_MakePoint({{longitude}}, {{latitude}}), 4326));
              began := clock_timestamp();
              FOR i IN 1..{{times}} LOOP
                SELECT count(*) INTO found FROM area WHERE ST_Covers(shape, ST_SetSRID(ST_MakePoint({{longitude}}, {{latitude}}), 4326));
              END LOOP;
              RAISE NOTICE 'result % %', found, extract(epoch FROM clock_timestamp() - began);
            END $$;
            """);
        var said = (await Ask(sql)).Split('\n').Single(line => line.Contains("result ", StringComparison.Ordinal)).Split("result ")[1].Trim().Split(' ');
        return (int.Parse(said[0], CultureInfo.InvariantCulture), times / double.Parse(said[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        As(Programs + "pg_ctl", ["-D", folder + "/db", "-m", "immediate", "stop"]).GetAwaiter().GetResult();
        Workspace.Drop(folder);
    }

    private async Task<string> Ask(string sql)
    {
        var start = new ProcessStartInfo("psql") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-h", folder, "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(sql);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said + await errors : throw new InvalidOperationException(await errors);
    }

    private Task As(string program, IReadOnlyList<string> arguments) =>
        Environment.IsPrivilegedProcess ? Run("runuser", ["-u", "postgres", "--", program, .. arguments]) : Run(program, arguments);

    private static async Task Run(string program, IReadOnlyList<string> arguments)
    {
        // The server that is started keeps what it is given; a pipe would never end.
        var start = new ProcessStartInfo("sh") { WorkingDirectory = "/tmp" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
