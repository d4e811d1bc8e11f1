using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Writ.Base.Footage;
using Writ.Bench.Harness;
using Writ.Ledger.Requests;

namespace Writ.Bench;

/// <summary>
/// A region's file to hubs that poll: <c>writ serve</c> as it stands, beside nginx with the same file from the same disk, with as few headers. Both are asked by wrk over loopback; the
/// same two processors do all of it.
/// </summary>
internal sealed partial class Regions : IBench
{
    private const int Connections = 64;

    private const int Seconds = 4;

    public string Name => "regions";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var (data, folder) = (workspace.New("regions"), workspace.NewFolder("nginx"));
        var (ours, peer) = (FreePort(), FreePort());
        var cell = CoarseCell.Of(10.05, 10.05);
        var bytes = RegionFile.Write(cell, []);
        using var server = new Running("dotnet", [workspace.Program("App", "writ.dll"), "serve", "--data", data, "--port", $"{ours}"]);
        await Answers(new Uri($"http://127.0.0.1:{ours}/healthz"));
        Put(Path.Combine(data, "published"), cell, bytes);
        Put(Path.Combine(folder, "site"), cell, bytes);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Configuration(folder, peer));
        using var nginx = new Running("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "errors")]);
        var path = RegionFile.PathOf(cell);
        await Answers(new Uri($"http://127.0.0.1:{peer}/{path}"));
        await Same(bytes, ours, peer, path);
        var rounds = await Rounds.Alternate(5, () => Wrk(ours, path), () => Wrk(peer, path));
        return [new Row(Name, $"a region's file of {bytes.Length:N0} bytes, {Connections} connections", Text.Rate(rounds.Ours, "requests"), $"{Text.Rate(rounds.Peer, "requests")} nginx, the same file", rounds.RatioText, "none")];
    }

    private static string Configuration(string folder, int port) => $$"""
        daemon off;
        worker_processes 2;
        pid {{folder}}/pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            server_tokens off;
            etag off;
            types { application/json json; }
            sendfile on;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            server { listen 127.0.0.1:{{port}}; root {{folder}}/site; if_modified_since off; }
        }
        """;

    private static void Put(string root, CoarseCell cell, byte[] bytes)
    {
        var file = Path.Combine(root, RegionFile.PathOf(cell));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        if (OperatingSystem.IsWindows()) return;

        // nginx reads as another user, where it was begun as root.
        for (var at = new DirectoryInfo(Path.GetDirectoryName(file)!); at.FullName.Length >= root.Length; at = at.Parent!) File.SetUnixFileMode(at.FullName, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
    }

    private static async Task Same(byte[] bytes, int ours, int peer, string path)
    {
        using var http = new HttpClient();
        foreach (var port in new[] { ours, peer })
        {
            if (!(await http.GetByteArrayAsync(new Uri($"http://127.0.0.1:{port}/{path}"))).AsSpan().SequenceEqual(bytes)) throw new InvalidOperationException("Both must serve the same file");
        }
    }

    private static async Task<double> Wrk(int port, string path)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-t2", $"-c{Connections}", $"-d{Seconds}s", $"http://127.0.0.1:{port}/{path}" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || !PerSecond().IsMatch(said)) throw new InvalidOperationException(said);
        return double.Parse(PerSecond().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task Answers(Uri address)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(address);
                if (response.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            await Task.Delay(200);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();
}
