using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;
using Writ.Hub.Sync;

namespace Writ.Hub.Tests.Day;

/// <summary>Keeping, sealing and uploading as <c>HubServe</c> puts them together, in a folder that outlives it.</summary>
internal sealed class DayHub : IDisposable
{
    private readonly HubFolder folder;
    private readonly HubServer server;
    private readonly List<(DateTimeOffset At, TaskCompletionSource<byte[]?> Made)> posters = [];
    private readonly TimeProvider clock;

    private DayHub(HubFolder folder, Keyring ring, CameraNumbers numbers, HttpMessageHandler line, TimeProvider clock)
    {
        (this.folder, this.clock, Ring, Numbers) = (folder, clock, ring, numbers);
        Shelf = new ClipShelf(folder, ring, ShelfLimits.Default, clock);
        Sink = new SealingSink(ring, Shelf, camera => new CameraMarks(numbers.Of(camera), new string('0', 64)));
        server = new HubServer(new Uri("https://writ.invalid"), "token", line);
        Uploader = new Uploader(server, Shelf, _ => 30);
    }

    public Keyring Ring { get; }

    public CameraNumbers Numbers { get; }

    public ClipShelf Shelf { get; }

    public SealingSink Sink { get; }

    public Uploader Uploader { get; }

    /// <summary>Clips that ended and wait for their poster.</summary>
    public int Finishing => posters.Count;

    public static async Task<DayHub> Start(string root, Holder owner, DayServer far, TimeProvider clock)
    {
        var folder = HubFolder.Open(root).Value;
        var ring = Keyring.Open(folder).Value;
        if (ring.Chain is null) ring.Found(HomeId.New(), owner, clock.GetUtcNow());
        var hub = new DayHub(folder, ring, CameraNumbers.Open(folder).Value, new Line(far), clock);
        await new Salvage(ring, hub.Shelf, _ => { }).RunAsync(CancellationToken.None);
        Assert.Empty(hub.Shelf.Interrupted());
        return hub;
    }

    /// <summary>Posters take some seconds, as with ffmpeg.</summary>
    public ClipFinisher Finisher() => new((_, _) =>
    {
        var made = new TaskCompletionSource<byte[]?>();
        posters.Add((clock.GetUtcNow(), made));
        return made.Task;
    });

    public void MakePosters(TimeSpan after)
    {
        foreach (var poster in posters.Where(p => clock.GetUtcNow() - p.At >= after || clock.GetUtcNow() < p.At).ToList())
        {
            posters.Remove(poster);
            poster.Made.SetResult([0xFF, 0xD8, 0xFF, 0xD9]);
        }
    }

    /// <summary>As a kill leaves it: nothing is finished and nobody is told.</summary>
    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
        Ring.Dispose();
    }

    /// <summary>The far end outlives whoever speaks to it.</summary>
    private sealed class Line(DayServer far) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(far, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);
    }
}
