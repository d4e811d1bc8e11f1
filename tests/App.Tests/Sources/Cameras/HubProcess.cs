using System.Diagnostics;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary><c>writ-hub serve</c> as a process of its own, with one camera whose picture it makes up.</summary>
internal sealed class HubProcess : IDisposable
{
    private readonly string data;
    private readonly Process process;
    private readonly List<string> lines = [];

    /// <param name="folder">Its own, and kept: a hub that is started there again is the same hub.</param>
    /// <param name="camera">What the config says of it beside where its picture comes from.</param>
    public HubProcess(WritServer server, string folder, string camera)
    {
        data = Path.Combine(folder, "data");
        var config = Path.Combine(folder, "hub.json");
        File.WriteAllText(config, $$"""
            { "server": "http://localhost:{{server.Http.BaseAddress!.Port}}", "cell": "n52.5e13.4", "cameras": [
              { "kind": "test", "width": 320, "height": 180, "framesPerSecond": 5, {{camera}} } ] }
            """);
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Program, "serve", config, "--data", data, "--page", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    // Built beside this assembly's own folder, since this project asks for it.
    private static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Hub", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "writ-hub.dll"));

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

    /// <summary>What it keeps of a camera's settings, as they were signed.</summary>
    public string? Settings(string camera)
    {
        var file = Path.Combine(data, "settings", camera);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>SIGKILL to the hub alone, and waits until it is gone.</summary>
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
