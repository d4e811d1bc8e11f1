using System.Diagnostics;
using System.Text;

namespace Writ.Hub.Ffmpeg;

/// <summary>
/// A running ffmpeg or ffprobe: its output as a stream, the end of what it complains about, and its death. It dies with the hub: the kernel kills
/// it (setpriv), and where there is no setpriv it ends at its next write, whose reader is gone.
/// </summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private const int MostComplaints = 8 * 1024;

    private readonly Process process;

    private readonly Scrubber scrubber;

    private readonly StringBuilder complaints = new();

    private readonly Task listening;

    private ChildProgram(Process process, Scrubber scrubber)
    {
        this.process = process;
        this.scrubber = scrubber;
        listening = ListenAsync();
    }

    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>For who writes more than fits in memory; closes it at the end. A program that has enough breaks it.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    public int Id => process.Id;

    public static ChildProgram Start(Tools tools, string program, IReadOnlyList<string> arguments, Scrubber scrubber)
    {
        var info = new ProcessStartInfo
        {
            FileName = tools.Setpriv ?? program,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (tools.Setpriv is not null)
        {
            foreach (var word in (string[])["--pdeathsig", "KILL", "--no-new-privs", "--", program]) info.ArgumentList.Add(word);
        }

        foreach (var argument in arguments) info.ArgumentList.Add(argument);

        // Proxies, preset folders and the rest of the environment are not the camera's business.
        info.Environment.Clear();
        info.Environment["LC_ALL"] = "C.UTF-8";
        info.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        return new ChildProgram(ProcessStarter.Start(info), scrubber);
    }

    /// <summary>Writes all of the program's input and closes it. A program that does not want to read it all is no fault here.</summary>
    public async Task FeedAsync(IEnumerable<ReadOnlyMemory<byte>> input, CancellationToken stop)
    {
        try
        {
            await using var pipe = process.StandardInput.BaseStream;
            foreach (var part in input) await pipe.WriteAsync(part, stop);
        }
        catch (IOException)
        {
            // It ended or has enough; its exit says which.
        }
    }

    public Task FeedAsync(string? script, CancellationToken stop) =>
        FeedAsync(script is null ? [] : [Encoding.UTF8.GetBytes(script)], stop);

    /// <summary>Waits for its end; then its complaints are all there.</summary>
    public async Task<int> EndAsync(CancellationToken stop)
    {
        await process.WaitForExitAsync(stop);
        await listening.WaitAsync(stop);
        return process.ExitCode;
    }

    /// <summary>The end of what it wrote to standard error, cleaned.</summary>
    public string Complaints()
    {
        lock (complaints) return scrubber.Clean(complaints.ToString());
    }

    public void Kill()
    {
        if (!process.HasExited) process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync();
        await listening;
        process.Dispose();
    }

    private async Task ListenAsync()
    {
        var part = new char[1024];
        int got;
        while ((got = await process.StandardError.ReadAsync(part)) > 0)
        {
            lock (complaints)
            {
                complaints.Append(part, 0, got);
                if (complaints.Length > MostComplaints) complaints.Remove(0, complaints.Length - MostComplaints);
            }
        }
    }
}
