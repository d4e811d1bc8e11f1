using System.Diagnostics;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>The program of the owner's home itself, with one camera whose picture it makes up.</summary>
internal sealed class HubProcess : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-hub-test-").FullName;
    private readonly Process process;
    private readonly Queue<string> said = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HubProcess(WritServer server)
    {
        var config = Path.Combine(folder, "hub.json");
        File.WriteAllText(config, $$"""
            { "server": "{{server.Http.BaseAddress!.ToString().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}}", "cell": "n52.5e13.4", "cameras": [
              { "id": "yard", "name": "Back yard", "kind": "test", "width": 320, "height": 180, "framesPerSecond": 5, "every": 16, "moving": 4, "preRoll": 2, "postRoll": 3 } ] }
            """);
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in (string[])[Program, "serve", config, "--data", Path.Combine(folder, "data"), "--page", "0"]) info.ArgumentList.Add(word);
        process = Process.Start(info)!;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
    }

    // Built beside this assembly's own folder, since this project asks for it.
    private static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Hub", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "writ-hub.dll"));

    /// <summary>Waits for a line with these words, and gives it.</summary>
    public async Task<string> Says(string words)
    {
        while (true)
        {
            Task changed;
            lock (said)
            {
                if (said.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } line) return line;
                changed = more.Task;
            }

            Assert.False(process.HasExited, "The hub ended by itself");
            await changed;
        }
    }

    /// <summary>What it keeps of a camera's settings, as they were signed.</summary>
    public string? Settings(string camera)
    {
        var file = Path.Combine(folder, "data", "settings", camera);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Heard(string? line)
    {
        lock (said)
        {
            if (line is not null) said.Enqueue(line);
            var before = more;
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            before.TrySetResult();
        }
    }
}
