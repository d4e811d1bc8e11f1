using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Writ.Bench.Harness;

/// <summary>What it ran on, and how busy that was.</summary>
internal static class Machine
{
    private const int Flushes = 200;

    public static string Describe(Workspace workspace) => $"""
        Machine: {Processor()}, {Environment.ProcessorCount} processors, AVX-512 {(Vector512.IsHardwareAccelerated ? "yes" : "no")}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB; {RuntimeInformation.OSDescription}; .NET {Environment.Version}; {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC.
        Disk of the bench: {new DriveInfo(workspace.Root).DriveFormat}, append of 4 KiB and flush {Flush(workspace)}. {Load("before")}
        """;

    /// <summary>Linux only; elsewhere it is not known.</summary>
    public static string Load(string when) => File.Exists("/proc/loadavg") ? $"Load {when}: {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])}." : string.Empty;

    private static string Processor() => (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : [])
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Flush(Workspace workspace)
    {
        var path = workspace.New("flush");
        var took = new List<double>();
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            var page = new byte[4096];
            for (var i = 0; i < Flushes; i++)
            {
                var from = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, page, i * 4096L);
                RandomAccess.FlushToDisk(file);
                took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        }

        File.Delete(path);
        took.Sort();
        return $"p50 {Text.Number(took[Flushes / 2])} ms, p99 {Text.Number(took[Flushes * 99 / 100])} ms";
    }
}
