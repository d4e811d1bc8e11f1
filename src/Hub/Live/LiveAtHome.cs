using System.Collections.Concurrent;
using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Home;
using Writ.Hub.Keeping;

namespace Writ.Hub.Live;

/// <summary>Live view in the pages at home: the same boxes as through the server, made when a page fetches them, one view for each page.</summary>
internal sealed class LiveAtHome(LiveRelay relay, Keyring ring, TimeProvider clock)
{
    private const int MostViews = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<LiveId, Seat> seats = new();

    /// <summary>Refusal <c>sources-live-full</c>.</summary>
    public Result<LiveStarted> Watch(CameraId camera)
    {
        Tidy();
        if (seats.Count >= MostViews) return HomeRefusals.LiveFull;
        var seat = new Seat(new Viewing(LiveId.New(), camera, 0), IdText.New("vwr"), clock.GetUtcNow());
        seats[seat.Viewing.Live] = seat;
        relay.Join(seat.Viewing);
        return new LiveStarted(seat.Viewing.Live.Text, seat.Viewer);
    }

    /// <summary>
    /// The box of this number, at once or when it comes; null: not there yet. The one before can be had once more. Refusals <c>sources-live-over</c>,
    /// <c>sources-live-passed</c>.
    /// </summary>
    public async Task<(Result<byte[]?> Box, int Next)> Get(LiveId live, string? viewer, int number, int seconds, CancellationToken stop)
    {
        Tidy();
        if (!seats.TryGetValue(live, out var seat) || seat.Viewer != viewer) return (HomeRefusals.LiveOver, 0);
        await seat.Turn.WaitAsync(stop);
        try
        {
            seat.Waits = true;
            if (number == seat.Next - 1 && seat.Last is { } last) return (last, seat.Next);
            if (number != seat.Next) return (HomeRefusals.LivePassed, seat.Next);
            if (await Content(seat, seconds, stop) is not { } content) return (Result<byte[]?>.Of(null), seat.Next);
            seat.Last = HomeBox.Seal(ring.Current(), string.Create(CultureInfo.InvariantCulture, $"live/{live.Text}/{number}"), content);
            return (seat.Last, ++seat.Next);
        }
        finally
        {
            (seat.Waits, seat.At) = (false, clock.GetUtcNow());
            seat.Turn.Release();
        }
    }

    /// <summary>Forgets views for which nobody asked for a while.</summary>
    public void Tidy()
    {
        foreach (var (live, seat) in seats)
        {
            if (seat.Waits || clock.GetUtcNow() - seat.At <= Patience) continue;
            seats.TryRemove(live, out _);
            relay.Leave(seat.Viewing);
        }
    }

    private async Task<byte[]?> Content(Seat seat, int seconds, CancellationToken stop)
    {
        if (seat.Viewing.Contents.TryRead(out var there)) return there;
        if (seconds <= 0) return null;
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Min(seconds, HubWire.MostWait)), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        try
        {
            return await seat.Viewing.Contents.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed class Seat(Viewing viewing, string viewer, DateTimeOffset at)
    {
        public Viewing Viewing => viewing;

        public string Viewer => viewer;

        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset At { get; set; } = at;

        public bool Waits { get; set; }

        public int Next { get; set; }

        public byte[]? Last { get; set; }
    }
}
