using System.Diagnostics;
using System.Text.Json;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary><c>writ-hub serve</c> as a process of its own, with a made-up camera in which something moves all the time.</summary>
internal sealed class HubProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    private HubProcess(Process process) => this.process = process;

    /// <param name="folder">Its own; the config is written there.</param>
    /// <param name="address">Of the server.</param>
    public static HubProcess Start(string folder, Uri address, int moving = 4, int every = 4)
    {
        var config = Path.Combine(folder, "hub.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new
        {
            server = $"http://localhost:{address.Port}",
            cell = "n52.5e13.4",
            cameras = new[] { new { id = "street", name = "Street", kind = "test", width = 320, height = 192, framesPerSecond = 5, every, moving, longest = 10, postRoll = 2 } },
        }));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Hub", "release", "writ-hub.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "serve", config, "--data", Path.Combine(folder, "data"), "--page", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var hub = new HubProcess(new Process { StartInfo = start });
        hub.process.OutputDataReceived += hub.Hear;
        hub.process.ErrorDataReceived += hub.Hear;
        hub.process.Start();
        hub.process.BeginOutputReadLine();
        hub.process.BeginErrorReadLine();
        return hub;
    }

    /// <summary>Waits for a line that begins like this; fails with what was said if the hub ends first.</summary>
    public async Task<string> Says(string beginning)
    {
        while (true)
        {
            lock (lines)
            {
                if (lines.Find(l => l.StartsWith(beginning, StringComparison.Ordinal)) is { } line) return line;
            }

            if (process.HasExited) Assert.Fail($"writ-hub ended with {process.ExitCode}:\n{Said()}");
            await Task.Delay(50);
        }
    }

    public string Said()
    {
        lock (lines) return string.Join('\n', lines);
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs said)
    {
        if (said.Data is null) return;
        lock (lines) lines.Add(said.Data);
    }
}
