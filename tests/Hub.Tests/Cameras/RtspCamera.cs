using System.Diagnostics;
using System.Globalization;
using Writ.Hub.Cameras;
using Writ.Shared;

namespace Writ.Hub.Tests.Cameras;

/// <summary>A real RTSP server in a process of its own; see rtsp_camera.py for its streams.</summary>
internal sealed class RtspCamera : IDisposable
{
    private readonly string[] options;

    private Process process;

    public RtspCamera(params string[] options)
    {
        this.options = options;
        (process, Port) = Start(["--port", FreePorts.Take().ToString(CultureInfo.InvariantCulture)]);
    }

    public int Port { get; }

    public CameraAddress Address(string path, bool secure = false) => new(secure, "127.0.0.1", Port, path);

    public CameraSource Source(string path, Login? login = null) => new CameraSource.Rtsp(Address(path), login, null);

    /// <summary>Dead at once, as by a power cut.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Where it was before.</summary>
    public void Restart() => (process, _) = Start(["--port", Port.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>It holds its connections and sends nothing.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private (Process Process, int Port) Start(string[] more)
    {
        var info = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var word in (string[])[Path.Combine(AppContext.BaseDirectory, "Cameras", "rtsp_camera.py"), .. options, .. more]) info.ArgumentList.Add(word);
        var started = Process.Start(info)!;
        var line = started.StandardOutput.ReadLine();
        Assert.True(int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port), "The RTSP server did not start; its packages are named in ./test.");
        return (started, port);
    }
}
