using System.Buffers.Binary;
using Writ.Hub.Cameras;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Recording;
using Writ.Hub.Tests.Video;

namespace Writ.Hub.Tests.Day;

/// <summary>One run of a camera's stream, and what of it must be kept.</summary>
/// <param name="Number">Of the run.</param>
internal sealed record DayRun(int Number)
{
    /// <summary>Fragments that reached the hub; each has the next number, from 0.</summary>
    public int Fragments { get; set; }

    /// <summary>Seconds of the run in which the hub saw something move.</summary>
    public List<int> Moved { get; } = [];

    /// <summary>How many clips a kill of the hub left open or unfinished; 0: no kill ended it.</summary>
    public int CutOff { get; set; }
}

/// <summary>
/// A camera that makes one fragment a second, every other a key frame, with a number in each; and small grey pictures of the key frames. Seen
/// by the hub's own session.
/// </summary>
internal sealed class DayCamera
{
    public const int KeySize = 12_000;
    public const int OtherSize = 3_000;
    private const int GreyWidth = 32;
    private const int GreyHeight = 18;

    private readonly byte[] key = Mp4.Fragment(0, key: true, duration: 1_000, size: KeySize);
    private readonly byte[] other = Mp4.Fragment(0, key: false, duration: 1_000, size: OtherSize);
    private readonly byte[] grey = Mp4.Fragment(0, key: true, duration: 2_000, size: GreyWidth * GreyHeight);
    private readonly int number;
    private readonly List<(int From, int To)> events;
    private readonly ManualClock clock;
    private MadePipe pictures = new();
    private MadePipe looks = new();
    private Task<SessionEnd>? watching;
    private int at;
    private TimeSpan ahead;
    private bool toldOfMotion;

    public DayCamera(int number, ManualClock clock)
    {
        (this.number, this.clock) = (number, clock);
        events = [.. Events((uint)number + 1)];
    }

    public string Id => $"camera-{number}";

    public List<DayRun> Runs { get; } = [];

    public int EventCount => events.Count;

    public bool Moving(int second) => events.Exists(e => second >= e.From && second < e.To);

    /// <summary>A second of the day in the middle of an event that is this long at least, the next after a moment.</summary>
    public int InEvent(int after, int least = 20) => events.First(e => e.From > after && e.To - e.From >= least) is var found ? (found.From + found.To) / 2 : 0;

    /// <summary>The stream begins, as with a new connection.</summary>
    public void Connect(DayHub hub, ClipFinisher finisher, bool resume = false)
    {
        (pictures, looks, at, ahead, toldOfMotion) = (new MadePipe(), new MadePipe(), 0, TimeSpan.Zero, false);
        Runs.Add(new DayRun(Runs.Count));
        var source = new CameraSource.File("/nowhere");
        var plan = WatchPlan.For(new StreamFacts("h264", "yuv420p", 640, 360, false), [], false, false, false);
        var parts = new SessionParts(
            new CameraSettings(Id, Id, source), new Feed(source, null, TimeSpan.Zero), plan, new Tools("no", "no", null), new Scrubber(null), HubTimings.Default, clock, hub.Sink, null,
            finisher, new HealthBoard(clock));
        var session = new CameraSession(parts);
        watching = session.WatchAsync(pictures, resume, () => false, CancellationToken.None);
        _ = session.LookAsync(looks, CancellationToken.None);
        pictures.Push(Mp4.Init());
        looks.Push(Mp4.Init(width: GreyWidth, height: GreyHeight));
    }

    /// <summary>One second more. False: the hub gave the stream up.</summary>
    public bool Tick(int second)
    {
        var run = Runs[^1];
        var bytes = at % 2 == 0 ? key : other;
        Stamp(bytes, at);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(^4), run.Fragments);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(^8), run.Number);
        pictures.Push(bytes);
        if (watching!.IsCompleted) return false;
        run.Fragments++;

        // Motion that was looked for in the key frame before is heard of with this fragment.
        if (toldOfMotion) run.Moved.Add(at - 1);
        toldOfMotion = false;
        if (at % 2 == 0)
        {
            Picture(Moving(second));
            Stamp(grey, at);
            looks.Push(grey);
            toldOfMotion = Moving(second) && at > 0;
        }

        at++;
        return true;
    }

    /// <summary>The camera goes away; what was recorded is finished.</summary>
    public async Task<SessionEnd> Lose()
    {
        looks.End();
        pictures.End();
        return await watching!;
    }

    public Task<SessionEnd> Ended() => watching!;

    /// <summary>Its clock leaps, and so do the times in the stream.</summary>
    public void Leap(TimeSpan by) => ahead += by;

    private void Stamp(byte[] bytes, int second) =>
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(bytes.AsSpan().IndexOf("tfdt"u8) + 8), (long)(TimeSpan.FromSeconds(second) + ahead).TotalMilliseconds);

    private void Picture(bool moving)
    {
        var pixels = grey.AsSpan(^(GreyWidth * GreyHeight)..);
        pixels.Fill(60);
        if (!moving) return;
        var x = at / 2 % 5 * 6;
        for (var y = 4; y < 12; y++) pixels.Slice((y * GreyWidth) + x, 5).Fill(220);
    }

    // The same day every time: a small generator of numbers is enough.
    private static IEnumerable<(int From, int To)> Events(uint seed)
    {
        int[] lengths = [4, 9, 20, 45, 130, 300];
        uint Next(uint below)
        {
            seed = unchecked((seed * 1_664_525) + 1_013_904_223);
            return (seed >> 8) % below;
        }

        for (var from = 300 + (int)Next(600); ;)
        {
            var to = from + lengths[Next(6)];
            if (to > 86_000) yield break;
            yield return (from, to);

            // Some follow so soon that they are one clip, or nearly.
            from = to + (Next(4) == 0 ? 3 + (int)Next(20) : 400 + (int)Next(3_000));
        }
    }
}
