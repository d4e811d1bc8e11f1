using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Keeping;

/// <summary>A hub's folder, paired with an owner's browser; can be closed and opened again as a killed hub would.</summary>
internal sealed class Shelf : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private ShelfLimits limits;
    private readonly TimeProvider clock;
    private HubFolder? folder;

    public Shelf(ShelfLimits? limits = null, TimeProvider? clock = null)
    {
        this.clock = clock ?? new ManualClock(Noon);
        this.limits = limits ?? new ShelfLimits(ShelfLimits.Default.MostBytes, TimeSpan.Zero);
        Open();
        Ring.Found(HomeId.New(), Owner.Holder, Noon);
    }

    public HolderKeys Owner { get; } = HolderKeys.Generate();

    public CameraId Camera { get; } = CameraId.New();

    /// <summary>What the marks of the next clip say.</summary>
    public bool ProviderHeld { get; set; }

    public string Root => root;

    public HubFolder Folder => folder!;

    public Keyring Ring { get; private set; } = null!;

    public ClipShelf Clips { get; private set; } = null!;

    public SealingSink Sink { get; private set; } = null!;

    public HomeChain Chain => Ring.Chain!;

    /// <summary>What a kill leaves: nothing is finished, nothing is told.</summary>
    public void Again(ShelfLimits? other = null)
    {
        limits = other ?? limits;
        folder!.Dispose();
        Ring.Dispose();
        Open();
    }

    /// <summary>What a hub says that is started after <paramref name="change"/>.</summary>
    public string? Refused(Action change)
    {
        folder!.Dispose();
        change();
        folder = HubFolder.Open(root).Value;
        return Keyring.Open(folder).Refusal?.Code;
    }

    public IClip Begin(int second = 0) => Sink.Begin(new ClipStart("door", Noon.AddSeconds(second), Stream(new byte[900]), ClipCause.Motion)).Value;

    /// <summary>A whole clip of some fragments of made-up bytes.</summary>
    public KeptClip Keep(int fragments = 3, int bytes = 50_000)
    {
        var before = Clips.All().Select(c => c.Clip).ToHashSet();
        var clip = Begin();
        for (var i = 0; i < fragments; i++)
            Assert.Null(clip.Write(Bytes(bytes, i), new FragmentInfo(TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(1), true)));
        Assert.Null(clip.Poster(Bytes(2_000, 9)));
        Assert.Null(clip.Complete(new ClipEnd(TimeSpan.FromSeconds(fragments), fragments, 900 + ((long)fragments * bytes), ClipEndReason.Quiet)));
        return Clips.All().Single(c => !before.Contains(c.Clip));
    }

    public ClipCard Card(KeptClip kept) => ClipCard.Read(Opened(kept, ClipPart.Card), Chain.Hub).Value;

    public byte[] Opened(KeptClip kept, ClipPart part)
    {
        using var key = HomeKey.Open(Ring.Records()[^1], Chain, Owner).Value;
        using var seal = ClipSeal.Read(key, kept.Clip, File.ReadAllBytes(kept.Header)).Value;
        using var reader = seal.Open(part);
        return reader.All(File.ReadAllBytes(kept.Part(part))).Value;
    }

    public static StreamInit Stream(ReadOnlyMemory<byte> segment) => new("avc1.64001f", 640, 360, false, segment);

    public static byte[] Bytes(int length, int seed) => [.. Enumerable.Range(0, length).Select(i => unchecked((byte)((i * 31) + seed)))];

    public void Dispose()
    {
        folder?.Dispose();
        Ring.Dispose();
        Owner.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private void Open()
    {
        folder = HubFolder.Open(root).Value;
        Ring = Keyring.Open(folder).Value;
        Clips = new ClipShelf(folder, Ring, limits, clock);
        Sink = new SealingSink(Ring, Clips, _ => new CameraMarks(Camera, new string('0', 64), ProviderHeld));
    }
}
