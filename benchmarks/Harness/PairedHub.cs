using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Bench.Harness;

/// <summary>The hub's own folder, keys, shelf and uploader, paired with a sample's customer. Its clips are made up.</summary>
internal sealed class PairedHub : IDisposable
{
    private readonly IDisposable folder;
    private readonly object shelf;
    private readonly object sink;
    private readonly object uploader;
    private readonly byte[] noise = RandomNumberGenerator.GetBytes(1 << 20);

    private PairedHub(IDisposable folder, object ring, object server, CameraId camera)
    {
        this.folder = folder;
        shelf = HubInside.New("Keeping.ClipShelf", folder, ring, HubInside.New("Keeping.ShelfLimits", 20L << 30, TimeSpan.Zero), TimeProvider.System);
        var marks = HubInside.New("Keeping.CameraMarks", camera, new string('0', 64));
        sink = HubInside.New("Keeping.SealingSink", ring, shelf, HubInside.Always(typeof(string), marks));
        uploader = HubInside.New("Sync.Uploader", server, shelf, new Func<CameraId, int>(_ => 30));
    }

    public static async Task<PairedHub> Pair(SampleHome home, string path)
    {
        var folder = HubInside.Value(HubInside.CallStatic("Keeping.HubFolder", "Open", path));
        var ring = HubInside.Value(HubInside.CallStatic("Keeping.Keyring", "Open", folder));
        var shown = new TaskCompletionSource<PairingCode>();
        var pairing = HubInside.New("Sync.PairWithOwner", HubInside.New("Sync.HubServer", home.Address), ring, TimeProvider.System, new Action<PairingCode, DateTimeOffset>((code, _) => shown.SetResult(code)));
        var running = HubInside.Value(HubInside.Call(pairing, "RunAsync", CancellationToken.None), awaited: true);
        await home.Pair(await shown.Task);
        var server = HubInside.New("Sync.HubServer", home.Address, (string)await running);
        var camera = CameraId.New();
        if (!CoarseCell.TryParse("n52.5e13.4", out var cell)) throw new InvalidOperationException("No such cell");
        _ = await HubInside.Value(HubInside.Call(server, "SendCamera", camera, cell, CancellationToken.None), awaited: true);
        _ = await HubInside.Value(HubInside.Call(server, "SendKeys", HubInside.Call(ring, "Records") is IReadOnlyList<byte[]> records ? records.Select(System.Text.Encoding.UTF8.GetString).ToList() : [], CancellationToken.None), awaited: true);
        return new PairedHub((IDisposable)folder, ring, server, camera);
    }

    /// <summary>Seals so many clips, where none waits yet; the files of all that wait then.</summary>
    public IReadOnlyList<string> Fill(int clips, int bytes, int fragment)
    {
        var waiting = Waiting();
        if (waiting.Count == 0)
        {
            for (var i = 0; i < clips; i++) Keep(bytes, fragment, i);
            waiting = Waiting();
        }

        return waiting;
    }

    /// <summary>How many clips the server has now that it had not.</summary>
    public async Task<int> Round() => (int)await HubInside.Value(HubInside.Call(uploader, "RoundAsync", CancellationToken.None), awaited: false);

    public void Dispose() => folder.Dispose();

    private List<string> Waiting() => [.. ((System.Collections.IEnumerable)HubInside.Call(shelf, "All")!).Cast<object>()
        .Select(clip => (string)clip.GetType().GetProperty("Folder")!.GetValue(clip)!).Where(f => !File.Exists(Path.Combine(f, "sent")))
        .SelectMany(f => (string[])["video", "poster", "card"], Path.Combine)];

    private void Keep(int bytes, int fragment, int number)
    {
        var stream = HubInside.New("Recording.StreamInit", "avc1.64001f", 1920, 1080, false, new ReadOnlyMemory<byte>(noise, 0, 900));
        var start = HubInside.New("Recording.ClipStart", "street", TimeProvider.System.GetUtcNow().AddHours(-1).AddMinutes(number), stream, Enum.ToObject(HubInside.Type("Recording.ClipCause"), 0));
        var clip = HubInside.Value(HubInside.Call(sink, "Begin", start));
        var count = bytes / fragment;
        for (var i = 0; i < count; i++)
        {
            var info = HubInside.New("Recording.FragmentInfo", TimeSpan.FromSeconds(i / 4.0), TimeSpan.FromSeconds(0.25), i % 8 == 0);
            if (HubInside.Call(clip, "Write", new ReadOnlyMemory<byte>(noise, i % 7, fragment), info) is { } refused) throw new InvalidOperationException($"{refused}");
        }

        var end = HubInside.New("Recording.ClipEnd", TimeSpan.FromSeconds(count / 4.0), count, (long)bytes, Enum.ToObject(HubInside.Type("Recording.ClipEndReason"), 0));
        if (HubInside.Call(clip, "Complete", end) is { } late) throw new InvalidOperationException($"{late}");
    }
}
