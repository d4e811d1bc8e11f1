using System.Diagnostics;

namespace Writ.App.Tests.Crashes;

/// <summary>A real file system of a few megabytes, that can be filled to the last byte.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("writ-disk-").FullName;

    private SmallDisk()
    {
    }

    public string Data => Path.Combine(place, "data");

    private string Filler => Path.Combine(place, "filler");

    /// <summary>Null where this process may not mount.</summary>
    public static SmallDisk? TryMount(int megabytes)
    {
        var disk = new SmallDisk();
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "writ-test", disk.place) == 0) return disk;
        Directory.Delete(disk.place);
        return null;
    }

    /// <summary>Takes all there is but so many bytes.</summary>
    public void Fill(long but = 0)
    {
        using (var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, 0))
        {
            var block = new byte[64 * 1024];
            for (var size = block.Length; size > 0;)
            {
                try
                {
                    filler.Write(block, 0, size);
                }
                catch (IOException)
                {
                    size /= 2;
                }
            }

            filler.SetLength(Math.Max(0, filler.Length - but));
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "-l", place);
        Directory.Delete(place);
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}

/// <summary>A fact that needs a small disk of its own; skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool Can = CanMount();

    public SmallDiskFactAttribute()
    {
        if (!Can) Skip = "Mounting a small file system needs root on Linux (mount -t tmpfs).";
    }

    private static bool CanMount()
    {
        using var disk = SmallDisk.TryMount(1);
        return disk is not null;
    }
}
