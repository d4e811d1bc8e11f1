using System.Diagnostics;
using System.Globalization;

namespace Writ.Bench.Harness;

/// <summary>A program that runs beside the bench and ends with it. What it says is read and thrown away.</summary>
internal sealed class Running : IDisposable
{
    // Of Linux, for user and system time in /proc: sysconf(_SC_CLK_TCK) is 100 wherever .NET runs.
    private const double TicksASecond = 100;

    private readonly Process process;
    private readonly Task reading;

    public Running(string program, IEnumerable<string> arguments, Action<string>? hear = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        reading = hear is null ? process.StandardOutput.BaseStream.CopyToAsync(Stream.Null) : Lines(hear);
    }

    /// <summary>Waits for its end, which must be a good one.</summary>
    public async Task Ended()
    {
        await reading;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}");
    }

    /// <summary>Of it, of all that it started, and of those of them that ended.</summary>
    public double CpuSeconds()
    {
        if (process.HasExited) throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}");
        var parents = new Dictionary<int, int>();
        var ticks = new Dictionary<int, long>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) || Stat(id) is not { } stat) continue;
            (parents[id], ticks[id]) = (int.Parse(stat[1], CultureInfo.InvariantCulture), stat[11..15].Sum(t => long.Parse(t, CultureInfo.InvariantCulture)));
        }

        return ticks.Where(t => Mine(t.Key)).Sum(t => t.Value) / TicksASecond;

        bool Mine(int id) => id == process.Id || (parents.TryGetValue(id, out var parent) && Mine(parent));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    // What stands behind the program's name, which may hold anything: state, parent, ...
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task Lines(Action<string> hear)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line) hear(line);
    }
}
