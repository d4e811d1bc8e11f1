using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// The hub's own uploader brings sealed clips to <c>writ serve</c>, which has them on its disk before it says so. Beside copying the same files with a
/// flush each, and beside the same pieces put to an endpoint that reads them and keeps nothing.
/// </summary>
internal sealed class ClipUpload : IBench
{
    private const int Clips = 4;
    private const int ClipBytes = 24_000_000;
    private const int Fragment = 125_000;
    private const int Times = 5;

    public string Name => "clip-upload";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        using var home = await SampleHome.Start(workspace);
        using var hub = await PairedHub.Pair(home, workspace.NewFolder("hub"));
        await using var nothing = await NullServer.Start();
        var copied = await Rounds.Alternate(Times, () => Upload(hub), () => Copy(hub, workspace));
        var put = await Rounds.Alternate(Times, () => Upload(hub), () => nothing.Put(hub.Fill(Clips, ClipBytes, Fragment)));
        return
        [
            Of($"bring {Clips} clips of {ClipBytes / 1_000_000} MB", copied, "copied, a flush for each file"),
            Of("the same", put, "put to an endpoint that keeps nothing"),
        ];

        Row Of(string what, Rounds rounds, string peer) =>
            new(Name, what, $"{Text.Number(rounds.Ours, "0")} MB/s", $"{Text.Number(rounds.Peer, "0")} MB/s {peer}", rounds.RatioText, "-");
    }

    private static async Task<double> Upload(PairedHub hub)
    {
        var bytes = hub.Fill(Clips, ClipBytes, Fragment).Sum(f => new FileInfo(f).Length);
        var from = Stopwatch.GetTimestamp();
        if (await hub.Round() != Clips) throw new InvalidOperationException("Not every clip was brought");
        return bytes / 1e6 / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static Task<double> Copy(PairedHub hub, Workspace workspace)
    {
        var (files, to) = (hub.Fill(Clips, ClipBytes, Fragment), workspace.NewFolder("copy"));
        var from = Stopwatch.GetTimestamp();
        foreach (var (file, i) in files.Select((f, i) => (f, i)))
        {
            using var source = File.OpenRead(file);
            using var target = new FileStream(Path.Combine(to, $"{i}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
            source.CopyTo(target, HubWire.MostBytesAtOnce);
            target.Flush(flushToDisk: true);
        }

        var rate = files.Sum(f => new FileInfo(f).Length) / 1e6 / Stopwatch.GetElapsedTime(from).TotalSeconds;
        Workspace.Drop(to);
        return Task.FromResult(rate);
    }

    /// <summary>Reads what it is sent and keeps none of it.</summary>
    private sealed class NullServer(WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };

        public static async Task<NullServer> Start()
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory });
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
            var app = builder.Build();
            app.MapPut("/part", async (HttpRequest request) =>
            {
                await request.Body.CopyToAsync(Stream.Null);
                return Results.StatusCode(204);
            });
            await app.StartAsync();
            return new NullServer(app);
        }

        public async Task<double> Put(IReadOnlyList<string> files)
        {
            var (buffer, bytes, from) = (new byte[HubWire.MostBytesAtOnce], 0L, Stopwatch.GetTimestamp());
            foreach (var path in files)
            {
                await using var file = File.OpenRead(path);
                for (int got; (got = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; bytes += got)
                {
                    using var content = new ReadOnlyMemoryContent(buffer.AsMemory(0, got));
                    using var answer = await http.PutAsync("part", content);
                    answer.EnsureSuccessStatusCode();
                }
            }

            return bytes / 1e6 / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
