using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// How late the owner's live view is, from glass to glass: an RTSP camera burns the time into each picture, and the page reads it off what the browser shows. Between
/// them stand <c>writ-hub</c>, its seal, <c>writ serve</c> and the page's key. Beside ffmpeg that copies the same stream, at the same time, into the same fragments
/// through a pipe into a player: ffmpeg that decodes at once and paces nothing.
/// </summary>
internal sealed class LiveView : IBench
{
    private const int Rounds = 5;
    private const int Seconds = 8;
    private const float Patience = 60_000;

    private static readonly TimeSpan Warmth = TimeSpan.FromSeconds(15);

    // Reads the squares of Live/clock_camera.py from each picture that is shown; one that is not whole is passed over.
    private const string Read = """
        (seconds) => new Promise((resolve) => {
          const video = document.querySelector("video");
          const canvas = new OffscreenCanvas(640, 40).getContext("2d", { willReadFrequently: true });
          const [late, end] = [[], performance.now() + seconds * 1000];
          const look = () => {
            canvas.drawImage(video, 0, 0, 640, 40, 0, 0, 640, 40);
            const now = Date.now();
            const { data } = canvas.getImageData(0, 0, 640, 40);
            const white = (x, y) => data[(y * 640 + x) * 4] > 128;
            let [at, whole] = [0, true];
            for (let i = 0; i < 32; i++) {
              at = at * 2 + (white(i * 20 + 10, 10) ? 1 : 0);
              whole &&= white(i * 20 + 10, 10) !== white(i * 20 + 10, 30);
            }
            if (whole) late.push(((now % 2 ** 32) - at + 2 ** 32) % 2 ** 32);
            if (performance.now() < end) video.requestVideoFrameCallback(look);
            else resolve(late);
          };
          video.requestVideoFrameCallback(look);
        })
        """;

    public string Name => "live-view";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        using var home = await SampleHome.Start(workspace);
        var (camera, port) = await Camera();
        using var filming = camera;
        var address = $"rtsp://127.0.0.1:{port}/clock";
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var context = await browser.NewContextAsync(new() { BaseURL = home.Address.ToString() });
        context.SetDefaultTimeout(Patience);
        await context.AddCookiesAsync(home.Cookies.GetCookies(home.Address).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = home.Address.ToString() }));
        var page = await context.NewPageAsync();
        var (hub, code) = await Hub(workspace, home, address);
        using var recording = hub;
        await Pair(page, await code);
        await Watch(page);
        using var player = new Player(address);
        await Task.Delay(Warmth);

        var (ours, peers) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            player.Forget();
            ours.Add(Median([.. (await page.EvaluateAsync<double[]>(Read, Seconds))]));
            peers.Add(Median(player.Late()));
        }

        var ratios = ours.Zip(peers, (o, p) => o / p).Order().ToList();
        return
        [
            new Row(
                Name, "live view from glass to glass: camera, hub, seal, site, page; 640 x 360, 25 pictures/s, a key frame a second",
                $"{Text.Number(Median(ours), "0")} ms ({Text.Number(ours.Min(), "0")} - {Text.Number(ours.Max(), "0")})",
                $"{Text.Number(Median(peers), "0")} ms ffmpeg, copied in the same fragments and piped into a decoder",
                $"{Text.Number(ratios[Rounds / 2])} ({Text.Number(ratios[0])} - {Text.Number(ratios[^1])})", "-"),
        ];
    }

    private static double Median(List<double> values)
    {
        if (values.Count == 0) throw new InvalidOperationException("No picture with a time on it was seen");
        values.Sort();
        return values[values.Count / 2];
    }

    private static async Task<(Running Camera, int Port)> Camera()
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var camera = new Running(
            "/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Live", "clock_camera.py")],
            line => port.TrySetResult(int.Parse(line, CultureInfo.InvariantCulture)));
        return (camera, await port.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static async Task<(Running Hub, Task<string> Code)> Hub(Workspace workspace, SampleHome home, string address)
    {
        var folder = workspace.NewFolder("hub");
        var config = Path.Combine(folder, "hub.json");
        await File.WriteAllTextAsync(config, $$"""
            { "server": "{{home.Address.GetLeftPart(UriPartial.Authority)}}", "cell": "n52.5e13.4", "cameras": [ { "id": "c", "name": "Clock", "kind": "rtsp", "address": "{{address}}" } ] }
            """);
        var code = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var hub = new Running(
            "dotnet", [workspace.Program("Hub", "writ-hub.dll"), "serve", config, "--data", Path.Combine(folder, "data"), "--page", "0"],
            line =>
            {
                if (line.StartsWith("Pairing code: ", StringComparison.Ordinal)) code.TrySetResult(line.Split(' ')[2]);
            });
        return (hub, code.Task.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private static async Task Pair(IPage page, string code)
    {
        await page.GotoAsync("/my/cameras/pair");
        await page.FillAsync("[name=code]", code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pair", Exact = true }).ClickAsync();
        await page.Locator("[data-slot=done]").WaitForAsync();
    }

    /// <summary>Opens the camera's page, once the site knows of the camera, and its live view.</summary>
    private static async Task Watch(IPage page)
    {
        await page.GotoAsync("/my/cameras");
        for (var tries = 0; await page.Locator("[data-slot=watch]").CountAsync() == 0; tries++)
        {
            if (tries == 60) throw new TimeoutException("The site never heard of the camera");
            await Task.Delay(1_000);
            await page.ReloadAsync();
            await page.Locator("main h1").First.WaitForAsync();
        }

        await page.Locator("[data-slot=watch]").ClickAsync();
        await page.Locator("[data-slot=live]").ClickAsync();
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.videoWidth === 640 && v.currentTime > 1; }");
    }

    /// <summary>ffmpeg into ffmpeg into this, which reads the time off each picture as it comes.</summary>
    private sealed class Player : IDisposable
    {
        private const int Width = 640;
        private const int Height = 360;
        private const int Square = 20;

        private readonly Process shell;
        private readonly List<double> late = [];

        public Player(string address)
        {
            var pipe = $"ffmpeg -v error -nostdin -rtsp_transport tcp -i {address} -map 0:v:0 -c copy -f mp4 -movflags frag_keyframe+empty_moov+default_base_moof -frag_duration 250000 -flush_packets 1 pipe:1"
                + " | ffmpeg -v fatal -fflags nobuffer -flags low_delay -probesize 32 -analyzeduration 0 -threads 1 -i pipe:0 -f rawvideo -pix_fmt gray -fps_mode passthrough -flush_packets 1 pipe:1";
            shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", pipe]) { RedirectStandardOutput = true })!;
            new Thread(Look) { IsBackground = true }.Start();
        }

        public void Forget()
        {
            lock (late) late.Clear();
        }

        public List<double> Late()
        {
            lock (late) return [.. late];
        }

        public void Dispose()
        {
            if (!shell.HasExited) shell.Kill(entireProcessTree: true);
            shell.WaitForExit();
            shell.Dispose();
        }

        private void Look()
        {
            var picture = new byte[Width * Height];
            while (shell.StandardOutput.BaseStream.ReadAtLeast(picture, picture.Length, throwOnEndOfStream: false) == picture.Length)
            {
                var now = (uint)(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() & uint.MaxValue);
                var (at, whole) = (0u, true);
                for (var i = 0; i < 32; i++)
                {
                    at = (at << 1) | (White(i, 0) ? 1u : 0u);
                    whole &= White(i, 0) != White(i, 1);
                }

                if (!whole) continue;
                lock (late) late.Add(unchecked(now - at));
            }

            bool White(int i, int row) => picture[(((row * Square) + (Square / 2)) * Width) + (i * Square) + (Square / 2)] > 128;
        }
    }
}
