using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>The second half of 2020, end to end, by the program itself in a process of its own, so that the memory is its own.</summary>
internal sealed partial class Replay : IBench
{
    private const string Period = "2020-h2";

    public string Name => "replay";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[workspace.Program("App", "writ.dll"), "replay", Period, "--data", workspace.New("replay")]) start.ArgumentList.Add(argument);
        var from = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var reading = process.StandardOutput.ReadToEndAsync();
        var cpu = TimeSpan.Zero;
        while (await Task.WhenAny(reading, Task.Delay(500)) != reading)
        {
            process.Refresh();
            if (!process.HasExited) cpu = process.TotalProcessorTime;
        }

        var said = await reading;
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        if (process.ExitCode != 0 || Summary().Match(said) is not { Success: true } summary) throw new InvalidOperationException($"writ replay ended with {process.ExitCode}: {said}");
        var demands = int.Parse(summary.Groups[1].Value, CultureInfo.InvariantCulture);
        return
        [
            new Row(
                Name, $"{Period}: {demands} demands through door, review, gate, vault, record and report", $"{Text.Number(seconds, "0.0")} s; {Text.Rate(demands / seconds, "demands")}",
                $"peak memory {summary.Groups[2].Value} MiB; {Text.Number(cpu.TotalSeconds, "0")} s CPU", "-", "-"),
        ];
    }

    [GeneratedRegex(@"(\d+) demands carried .* peak memory (\d+) MiB")]
    private static partial Regex Summary();
}
