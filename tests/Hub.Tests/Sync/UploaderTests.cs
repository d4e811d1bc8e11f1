using System.Net;
using Writ.Base.Footage;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Sync;

public sealed class UploaderTests : IDisposable
{
    private readonly Shelf shelf = new();
    private readonly FakeServer fake = new();
    private readonly HubServer server;

    public UploaderTests() => server = new HubServer(new Uri("https://writ.invalid"), "token", fake);

    public void Dispose()
    {
        server.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public async Task Every_part_arrives_whole_in_steps_and_the_clip_leaves_the_shelf()
    {
        var kept = shelf.Keep(fragments: 3, bytes: 3_000_000);
        var video = File.ReadAllBytes(kept.Part(ClipPart.Video));
        Assert.Equal(1, await Uploader().RoundAsync(CancellationToken.None));
        Assert.Equal(video, fake.Parts[(kept.Clip.Text, "video")].ToArray());
        Assert.Equal(3, fake.Asked.Count(a => a.EndsWith("/video", StringComparison.Ordinal)));
        Assert.Contains(kept.Clip.Text, fake.Complete);
        Assert.Empty(shelf.Clips.All());
    }

    [Fact]
    public async Task Whatever_breaks_wherever_nothing_is_lost_or_sent_twice()
    {
        // Seven requests bring this clip; each of them fails once before the server works, and once after.
        for (var at = 0; at < 7; at++)
        {
            foreach (var after in new[] { false, true })
            {
                var kept = shelf.Keep(fragments: 3, bytes: 3_000_000);
                var video = File.ReadAllBytes(kept.Part(ClipPart.Video));
                await Through(at, after);
                Assert.Equal(video, fake.Parts[(kept.Clip.Text, "video")].ToArray());
                Assert.Contains(kept.Clip.Text, fake.Complete);
                Assert.Empty(shelf.Clips.All());
            }
        }
    }

    [Fact]
    public async Task A_server_without_room_ends_the_round_and_everything_waits()
    {
        shelf.Keep();
        shelf.Keep();
        fake.Trouble.Enqueue(HttpStatusCode.ServiceUnavailable);
        var uploader = Uploader();
        Assert.Equal(0, await uploader.RoundAsync(CancellationToken.None));
        Assert.Equal("hub-server-unreachable", uploader.Trouble?.Code);
        Assert.Single(fake.Asked);
        Assert.Equal(2, await uploader.RoundAsync(CancellationToken.None));
        Assert.Null(uploader.Trouble);
    }

    [Fact]
    public async Task A_clip_that_is_refused_waits_and_lets_the_others_pass()
    {
        shelf.Keep();
        shelf.Keep();
        fake.Trouble.Enqueue(HttpStatusCode.Conflict);
        var uploader = Uploader();
        Assert.Equal(1, await uploader.RoundAsync(CancellationToken.None));
        Assert.NotNull(uploader.Trouble);
        Assert.Single(shelf.Clips.All());
    }

    [Fact]
    public async Task What_is_let_go_while_it_is_brought_holds_up_nothing()
    {
        var gone = shelf.Keep();
        shelf.Keep();
        fake.Meanwhile = () => Directory.Delete(gone.Folder, recursive: true);
        var uploader = Uploader();
        Assert.Equal(1, await uploader.RoundAsync(CancellationToken.None));
        Assert.Null(uploader.Trouble);
    }

    [Fact]
    public async Task A_clip_whose_files_cannot_be_read_waits_and_lets_the_others_pass()
    {
        var damaged = shelf.Keep();
        File.Delete(damaged.Part(ClipPart.Video));
        shelf.Keep();
        var uploader = Uploader();
        Assert.Equal(1, await uploader.RoundAsync(CancellationToken.None));
        Assert.Equal("hub-folder-unusable", uploader.Trouble?.Code);
        Assert.Equal(damaged.Clip, Assert.Single(shelf.Clips.All()).Clip);
    }

    [Fact]
    public async Task A_disk_without_room_for_the_mark_gets_room_from_what_was_brought()
    {
        var kept = shelf.Keep();
        Directory.CreateDirectory(Path.Combine(kept.Folder, "sent"));
        Assert.Equal(1, await Uploader().RoundAsync(CancellationToken.None));
        Assert.Contains(kept.Clip.Text, fake.Complete);
        Assert.Empty(shelf.Clips.All());
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task A_clip_that_waited_longer_than_the_server_would_keep_it_is_not_brought_any_more(int days, bool brought)
    {
        using var waiting = new Shelf(clock: new ManualClock(Shelf.Noon.AddDays(days)));
        var kept = waiting.Keep();
        var uploader = new Uploader(server, waiting.Clips, _ => 30);
        Assert.Equal(brought ? 1 : 0, await uploader.RoundAsync(CancellationToken.None));
        Assert.Null(uploader.Trouble);
        Assert.Empty(waiting.Clips.Waiting());
        Assert.Equal(brought, fake.Complete.Contains(kept.Clip.Text));
    }

    [Fact]
    public async Task What_is_kept_for_good_is_brought_however_long_it_waited()
    {
        using var waiting = new Shelf(clock: new ManualClock(Shelf.Noon.AddDays(400)));
        var kept = waiting.Keep();
        waiting.Clips.SetPinned(kept, true);
        Assert.Equal(1, await new Uploader(server, waiting.Clips, _ => 30).RoundAsync(CancellationToken.None));
        Assert.Contains(kept.Clip.Text, fake.Complete);
    }

    private Uploader Uploader() => new(server, shelf.Clips, _ => 30);

    /// <summary>The line breaks after request <paramref name="at"/> was sent, once before and once after the server did its work; then all is well.</summary>
    private async Task Through(int at, bool after)
    {
        using var breaking = new HubServer(new Uri("https://writ.invalid"), "token", new Breaking(fake, at, after));
        var uploader = new Uploader(breaking, shelf.Clips, _ => 30);
        await uploader.RoundAsync(CancellationToken.None);
        shelf.Again();
        await Uploader().RoundAsync(CancellationToken.None);
    }

    private sealed class Breaking(FakeServer inner, int at, bool after) : DelegatingHandler(new Shared(inner))
    {
        private int count;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var breaks = count++ == at;
            if (breaks && !after) throw new HttpRequestException("the line broke before");
            var answer = await base.SendAsync(request, cancellationToken);
            return breaks ? throw new HttpRequestException("the line broke after") : answer;
        }
    }

    /// <summary>Outlives the client that uses it.</summary>
    private sealed class Shared(FakeServer inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);
    }
}
