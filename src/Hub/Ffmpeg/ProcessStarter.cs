using System.Collections.Concurrent;
using System.Diagnostics;

namespace Writ.Hub.Ffmpeg;

/// <summary>
/// Starts all programs from one thread that lives as long as the hub. setpriv has the kernel kill a child when its parent dies, and to the kernel
/// the parent is the thread that started it: a thread of the pool would take its children along when it is retired.
/// </summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Orders = [];

    private static readonly Lazy<Thread> Worker = new(() =>
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "starts programs" };
        thread.Start();
        return thread;
    });

    /// <summary>Throws <see cref="System.ComponentModel.Win32Exception"/> where there is no such program.</summary>
    public static Process Start(ProcessStartInfo info)
    {
        _ = Worker.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add((info, started));
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Work()
    {
        foreach (var (info, started) in Orders.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        }
    }
}
