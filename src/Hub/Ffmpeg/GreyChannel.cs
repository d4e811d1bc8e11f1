using System.Net.Sockets;
using System.Security.Cryptography;

namespace Writ.Hub.Ffmpeg;

/// <summary>A way for ffmpeg's second output: a socket in a folder that only this user can enter, gone as soon as ffmpeg is connected.</summary>
internal sealed class GreyChannel : IDisposable
{
    private readonly string folder;

    private readonly Socket listener;

    private NetworkStream? stream;

    private GreyChannel(string folder, Socket listener, string path) => (this.folder, this.listener, Path) = (folder, listener, path);

    public string Path { get; }

    public static GreyChannel Open()
    {
        var parent = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 and < 60 } own && Directory.Exists(own) ? own : System.IO.Path.GetTempPath();
        var folder = System.IO.Path.Combine(parent, $"writ-hub-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The hub runs on Linux");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = System.IO.Path.Combine(folder, "grey");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        return new GreyChannel(folder, listener, path);
    }

    public async Task<Stream> AcceptAsync(CancellationToken stop)
    {
        stream = new NetworkStream(await listener.AcceptAsync(stop), ownsSocket: true);
        Remove();
        return stream;
    }

    public void Dispose()
    {
        stream?.Dispose();
        listener.Dispose();
        Remove();
    }

    private void Remove()
    {
        if (!Directory.Exists(folder)) return;
        File.Delete(Path);
        Directory.Delete(folder);
    }
}
