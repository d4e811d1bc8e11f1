using System.Diagnostics;

namespace Writ.App.Tests.Vaults;

/// <summary><c>writ vault</c> as a process of its own, that can be killed as the kernel kills.</summary>
internal sealed class VaultProcess : IDisposable
{
    private readonly Process process;
    private readonly StringWriter said = new();
    private readonly TaskCompletionSource<bool> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private VaultProcess(Process process) => this.process = process;

    /// <summary>Waits until it listens; fails with what it said if it ends instead.</summary>
    public static async Task<VaultProcess> Start(string folder, string vkey, string socket, params string[] more)
    {
        // In a folder of nobody's: all that it needs is named.
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "writ.dll"), "vault", "--data", folder, "--log-vkey", vkey, "--socket", socket, "--cooling-off", "0", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(vkey)!,
        };
        var vault = new VaultProcess(new Process { StartInfo = start });
        vault.process.OutputDataReceived += vault.Hear;
        vault.process.ErrorDataReceived += vault.Hear;
        vault.process.Start();
        vault.process.BeginOutputReadLine();
        vault.process.BeginErrorReadLine();
        var ended = vault.process.WaitForExitAsync();
        if (await Task.WhenAny(vault.listening.Task, ended) == ended) Assert.Fail($"writ vault ended with {vault.process.ExitCode}:\n{vault.Said()}");
        return vault;
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private string Said()
    {
        lock (said) return said.ToString();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said) said.WriteLine(line.Data);
        if (line.Data?.Contains("listening on", StringComparison.Ordinal) == true) listening.TrySetResult(true);
    }
}
