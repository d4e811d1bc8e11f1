using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Home;
using Writ.Hub.Neighbors;
using Writ.Hub.Rendering;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Home;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Neighbors;

public sealed class CoverTrafficTests : IDisposable
{
    private const string Clip = "clp_0123456789abcdef";

    private readonly FakeHomeServer there = new();
    private readonly ManualClock clock = new(Shelf.Noon);
    private readonly Shelf shelf = new();
    private readonly HubServer server;

    public CoverTrafficTests()
    {
        server = new HubServer(new Uri("https://writ.invalid"), "token", there);
        there.Clips.Add(new ClipView(Clip, shelf.Camera.Text, "2026-06-01", [1], 700_000, 0, 300_000, "2026-07-01", false));
        foreach (var (part, length) in ((string, int)[])[("video", 700_000), ("card", 300_000)]) there.Parts[$"{Clip}/{part}"] = new byte[length];
    }

    public void Dispose()
    {
        server.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public async Task A_fetch_for_cover_asks_what_a_fetch_for_an_answer_asks()
    {
        var line = new ServerLine(server, clock);
        var cover = new CoverTraffic(line, 10, clock);
        await cover.ChooseAsync(CancellationToken.None);
        there.Sent.Clear();
        await cover.FetchAsync(CancellationToken.None);
        var covered = there.Sent.ToList();
        there.Sent.Clear();
        _ = await new ClipFinder(shelf.Folder, shelf.Ring, shelf.Clips, line).FindAsync(ClipId.FromTrusted(Clip), CancellationToken.None);
        Assert.Equal(3, covered.Count);
        Assert.Equal(there.Sent, covered);
    }

    [Fact]
    public async Task A_day_has_so_many_bytes_and_none_are_none()
    {
        var cover = new CoverTraffic(new ServerLine(server, clock), 2, clock);
        for (var i = 0; i < 5; i++)
        {
            await cover.ChooseAsync(CancellationToken.None);
            await cover.FetchAsync(CancellationToken.None);
        }

        Assert.Equal(2, there.Asked.Count(a => a.EndsWith("/video", StringComparison.Ordinal)));
        clock.Pass(TimeSpan.FromDays(1));
        await cover.ChooseAsync(CancellationToken.None);
        await cover.FetchAsync(CancellationToken.None);
        Assert.Equal(3, there.Asked.Count(a => a.EndsWith("/video", StringComparison.Ordinal)));
        there.Asked.Clear();
        await new CoverTraffic(new ServerLine(server, clock), 0, clock).RunAsync(CancellationToken.None);
        Assert.Empty(there.Asked);
    }
}
