using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Recording;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Day;

/// <summary>By itself, since it looks at how much memory the process holds.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A day of four cameras at speed, through the hub's own recording, cutting, keeping, sealing and uploading. Only ffmpeg and the far server are played.</summary>
[Collection(nameof(Alone))]
public sealed class DayTests : IDisposable
{
    private const int Day = 86_400;
    private const int Cameras = 4;

    private static readonly TimeSpan PosterTakes = TimeSpan.FromSeconds(3);

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly HolderKeys owner = HolderKeys.Generate();
    private readonly ManualClock clock = new();
    private readonly DayServer far;
    private readonly List<DayCamera> cameras;
    private readonly SortedDictionary<int, Func<Task>> plan = [];
    private readonly Dictionary<DayCamera, ClipFinisher> finishers = [];
    private DayHub hub = null!;
    private int kills;
    private bool killsNext;

    public DayTests()
    {
        far = new DayServer(Directory.CreateDirectory(Path.Combine(root, "far")).FullName);
        cameras = [.. Enumerable.Range(0, Cameras).Select(i => new DayCamera(i, clock))];
    }

    public void Dispose()
    {
        hub?.Dispose();
        far.Dispose();
        owner.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public Task A_day_of_four_cameras_leaves_every_event_in_one_clip_at_the_server_without_gap_or_doubles_in_flat_memory() => Task.Run(async () =>
    {
        Plan();
        await Start();
        var held = new List<long>();
        for (var second = 0; second < Day; second++)
        {
            clock.Pass(TimeSpan.FromSeconds(1));
            foreach (var camera in cameras.Where(camera => !camera.Tick(second))) await Again(camera);
            hub.MakePosters(PosterTakes);
            if (second % 60 == 0) await hub.Uploader.RoundAsync(CancellationToken.None);
            if (plan.TryGetValue(second, out var happens)) await happens();
            if (killsNext && hub.Finishing > 0) await Kill();
            if ((second + 1) % (Day / 4) == 0) held.Add(Held());
        }

        foreach (var camera in cameras) await camera.Lose();
        hub.MakePosters(TimeSpan.Zero);
        far.Away = false;
        await hub.Uploader.RoundAsync(CancellationToken.None);
        Assert.Empty(hub.Shelf.Interrupted());
        Assert.Empty(far.Odd);
        Assert.Equal((12, 4), (kills, far.Breaks));
        Check();
        Assert.True(held.Max() <= held[0] * 1.2, $"Bytes held after each quarter of the day: {string.Join(", ", held)}");
    });

    // What befalls the hub. Each moment is inside an event of some camera, where it hurts.
    private void Plan()
    {
        for (var i = 0; i < 8; i++) plan[cameras[i % Cameras].InEvent(5_000 + (i * 9_000))] = Kill;

        // While a clip waits for its poster, as a rule one that reached its longest and is continued; and while clips are brought.
        for (var i = 0; i < 4; i++) plan[cameras[i].InEvent(9_000 + (i * 17_000), least: 300)] = () => Do(() => killsNext = true);
        for (var i = 0; i < 3; i++)
        {
            var requests = 3 + i;
            plan[12_001 + (i * 20_000)] = () => Do(() => far.BreaksAfter = requests);
            plan[15_001 + (i * 20_000)] = () => Do(() => far.Away = false);
        }

        // A night without a server.
        plan[70_001] = () => Do(() => far.BreaksAfter = 5);
        plan[82_001] = () => Do(() => far.Away = false);
        for (var i = 0; i < 6; i++)
        {
            var camera = cameras[i % Cameras];
            plan[camera.InEvent(7_000 + (i * 11_000)) + 1] = async () =>
            {
                Assert.Equal(SessionEnd.Ended, await camera.Lose());
                camera.Connect(hub, finishers[camera]);
            };
            plan[camera.InEvent(3_000 + (i * 12_500)) + 2] = () => Do(() => camera.Leap(TimeSpan.FromHours(i % 2 == 0 ? 1 : -1)));
        }

        foreach (var (at, by) in new[] { (20_000, 40), (44_000, -3_600), (60_000, 3_600) }) plan[cameras[1].InEvent(at) + 3] = () => Do(() => clock.Set(TimeSpan.FromSeconds(by)));
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private async Task Start()
    {
        hub = await DayHub.Start(Path.Combine(root, "hub"), owner.Holder, far, clock);
        foreach (var camera in cameras)
        {
            finishers[camera] = hub.Finisher();
            camera.Connect(hub, finishers[camera]);
        }
    }

    private async Task Again(DayCamera camera)
    {
        var end = await camera.Ended();
        Assert.Equal(SessionEnd.TimesJumped, end);
        camera.Connect(hub, finishers[camera], resume: true);
    }

    private async Task Kill()
    {
        (kills, killsNext) = (kills + 1, false);
        foreach (var run in cameras.SelectMany(camera => camera.Runs.TakeLast(2))) run.CutOff = 1 + hub.Finishing;
        hub.Dispose();
        clock.Pass(TimeSpan.FromSeconds(7));
        await Start();
    }

    private static long Held()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Check()
    {
        var chain = hub.Ring.Chain!;
        using var home = HomeKey.Open(hub.Ring.Records()[^1], chain, owner).Value;
        foreach (var camera in cameras)
        {
            var id = hub.Numbers.Of(camera.Id).Text;
            var clips = far.Whole.Where(c => far.Request(c).Camera == id).Select(c => DayClip.Open(far, c, home, chain)).OrderBy(c => c.Card.Number).ToList();
            Chained(clips);
            NothingTwice(clips);
            NothingMissing(camera, clips);
        }
    }

    private static void Chained(IReadOnlyList<DayClip> clips)
    {
        Assert.Equal(Enumerable.Range(0, clips.Count), clips.Select(c => c.Card.Number));
        for (var i = 1; i < clips.Count; i++)
        {
            Assert.Equal(clips[i - 1].Hash, clips[i].Card.Previous);
            var ends = clips[i - 1].Card.From.AddMilliseconds(clips[i - 1].Card.Milliseconds);
            Assert.True(clips[i].Card.ClockChanged || clips[i].Card.From >= ends.AddSeconds(-1), $"Clip {i} from {clips[i].Card.From:O} overlaps the one before, that ends at {ends:O}");
        }
    }

    private static void NothingTwice(IReadOnlyList<DayClip> clips)
    {
        foreach (var clip in clips)
        {
            Assert.Single(clip.Held.Select(h => h.Run).Distinct());
            Assert.Equal(Enumerable.Range(clip.Held[0].Number, clip.Held.Count), clip.Held.Select(h => h.Number));
        }

        var all = clips.SelectMany(c => c.Held).ToList();
        Assert.Equal(all.Order(), all);
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    private static void NothingMissing(DayCamera camera, IReadOnlyList<DayClip> clips)
    {
        Assert.True(camera.EventCount > 20);
        var held = clips.SelectMany(c => c.Held).ToHashSet();
        foreach (var run in camera.Runs)
        {
            var due = run.Moved.SelectMany(m => Enumerable.Range(m - 5, 15)).Where(n => n >= 0 && n < run.Fragments).Distinct();
            var missing = due.Where(n => !held.Contains((run.Number, n))).ToList();

            // A kill may take what was not yet a whole chunk, and the fragment that this cut, of each clip that was not finished.
            var most = run.CutOff * (ClipSeal.ChunkLength + DayCamera.KeySize);
            var bytes = missing.Sum(n => n % 2 == 0 ? DayCamera.KeySize : DayCamera.OtherSize);
            Assert.True(bytes <= most, $"{camera.Id}, run {run.Number} of {run.Fragments}: missing {string.Join(", ", missing)}");
        }
    }
}

/// <summary>A clip at the server, opened with an owner's keys.</summary>
internal sealed record DayClip(ClipCard Card, string Hash, IReadOnlyList<(int Run, int Number)> Held)
{
    public static DayClip Open(DayServer far, string clip, HomeKey home, HomeChain chain)
    {
        using var seal = ClipSeal.Read(home, Base.ClipId.FromTrusted(clip), far.Request(clip).Header).Value;
        var signed = Part(ClipPart.Card);
        var card = ClipCard.Read(signed, chain.Hub).Value;
        var video = Part(ClipPart.Video);
        Assert.Equal(card.Video, Convert.ToHexStringLower(SHA256.HashData(video)));
        Assert.Equal(card.VideoLength, video.Length);
        var reader = new FragmentReader(new MemoryStream(video), VideoLimits.Default);
        Assert.NotNull(reader.ReadInitAsync(CancellationToken.None).GetAwaiter().GetResult().Value);
        var held = new List<(int, int)>();
        while (reader.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Value is { } fragment)
        {
            // Times begin at nought and go on by the second; what the card says of key frames is where they are.
            Assert.Equal(held.Count, fragment.Start.TotalSeconds);
            held.Add((BinaryPrimitives.ReadInt32BigEndian(fragment.Payload.Span[^8..]), BinaryPrimitives.ReadInt32BigEndian(fragment.Payload.Span[^4..])));
        }

        Assert.Equal((held.Count + 1) / 2, card.Fragments.Count);
        return new DayClip(card, Convert.ToHexStringLower(SHA256.HashData(signed)), held);

        byte[] Part(ClipPart part)
        {
            using var reader = seal.Open(part);
            return reader.All(far.Part(clip, part.ToString().ToLowerInvariant())).Value;
        }
    }
}
