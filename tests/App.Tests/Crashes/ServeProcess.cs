using System.Diagnostics;
using Writ.Shared;

namespace Writ.App.Tests.Crashes;

/// <summary><c>writ serve</c> as a process of its own, that can be killed as the kernel kills: no handler runs, nothing is flushed.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process process;
    private readonly StringWriter said = new();

    private ServeProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => process.Id;

    public bool Ended => process.HasExited;

    public static ServeProcess Start(string folder)
    {
        var port = FreePorts.Take();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "writ.dll"), "serve", "--data", folder, "--port", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // These tests wait for no person.
            Environment = { ["WRIT_TRIAL_SECONDS_TO_OBJECT"] = "0" },
        };
        var serve = new ServeProcess(new Process { StartInfo = start }, new Uri($"http://127.0.0.1:{port}"));
        serve.process.OutputDataReceived += serve.Hear;
        serve.process.ErrorDataReceived += serve.Hear;
        serve.process.Start();
        serve.process.BeginOutputReadLine();
        serve.process.BeginErrorReadLine();
        return serve;
    }

    /// <summary>Waits until it is ready for work; fails with what it said if it ends instead.</summary>
    public async Task<ServeProcess> Ready()
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (process.HasExited) Assert.Fail($"writ serve ended with {process.ExitCode}:\n{Said()}");
            try
            {
                using var answer = await http.GetAsync("readyz");
                if (answer.IsSuccessStatusCode) return this;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public string Said()
    {
        lock (said) return said.ToString();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said) said.WriteLine(line.Data);
    }
}
