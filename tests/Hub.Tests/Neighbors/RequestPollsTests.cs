using System.Net;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Neighbors;
using Writ.Hub.Orders;
using Writ.Hub.Tests.Keeping;
using Writ.Ledger.Requests;

namespace Writ.Hub.Tests.Neighbors;

/// <summary>What a hub asks for does not depend on what it finds; what it finds stays at home.</summary>
public sealed class RequestPollsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = Shelf.Noon;

    private static readonly RequestDocument Request = new(
        RequestId.FromTrusted("rqs_0123456789abcdef"), AgencyId.FromTrusted("agy_0123456789abcdef"), "Sample Police", null, "26-1", "burglary", "Facts.", "A van.", "555-0117",
        [new(44.288, -88.410), new(44.288, -88.400), new(44.292, -88.400), new(44.292, -88.410)], new(44.29, -88.405),
        Noon.AddHours(-3), Noon.AddHours(-4), Noon.AddHours(-2), 200, 500_000, Noon, Noon.AddDays(7), null);

    private readonly ManualClock clock = new(Noon);
    private readonly Shelf shelf = new();
    private readonly List<string> asked = [];

    public void Dispose() => shelf.Dispose();

    [Fact]
    public async Task The_transcripts_of_a_hub_that_finds_something_and_of_one_that_does_not_are_the_same()
    {
        var transcripts = new List<string>();
        foreach (var (place, open) in ((CameraPlace, RequestDocument[])[])[(new(44.29, -88.405), [Request]), (new(44.25, -88.405), [Request]), (new(44.29, -88.405), [])])
        {
            asked.Clear();
            var found = State();
            using var source = new RegionSource(new Uri("https://writ.invalid"), new Files(open, asked));
            var polls = new RequestPolls(source, shelf.Ring, found, () => [place], () => [Cell("n44.3w88.4"), Cell("n44.2w88.5"), Cell("n44.3w88.4")], clock);
            for (var round = 0; round < 3; round++) await polls.RoundAsync(CancellationToken.None);
            transcripts.Add(string.Join('\n', asked));
            Assert.Equal(place.Latitude > 44.28 && open.Length > 0 ? ["rqs_0123456789abcdef"] : [], polls.Found.Requests.Select(r => r.Id));
            Assert.Equal(Noon, polls.Found.At);
            File.Delete(Path.Combine(shelf.Root, "requests"));
        }

        Assert.Single(transcripts.Distinct());
        var round1 = "GET https://writ.invalid/requests/regions/n44.2w88.5.json  \nGET https://writ.invalid/requests/regions/n44.3w88.4.json  ";
        Assert.Equal($"{round1}\n{round1}\n{round1}", transcripts[0]);
    }

    [Fact]
    public async Task A_file_that_is_odd_or_missing_changes_neither_the_order_nor_what_was_found()
    {
        var (files, found) = (new Files([Request], asked), State());
        using var source = new RegionSource(new Uri("https://writ.invalid"), files);
        var polls = new RequestPolls(source, shelf.Ring, found, () => [new(44.29, -88.405)], () => [Cell("n44.2w88.5"), Cell("n44.3w88.4")], clock);
        await polls.RoundAsync(CancellationToken.None);
        clock.Pass(TimeSpan.FromHours(1));
        foreach (var odd in (Func<byte[], HttpResponseMessage>[])[_ => new(HttpStatusCode.InternalServerError), b => Files.Ok(b[..^1]), b => Files.Ok([.. b, 0]), _ => throw new HttpRequestException("gone"),
            b => Files.Ok([(byte)'x', .. b[1..]]), _ => new(HttpStatusCode.Redirect)])
        {
            asked.Clear();
            files.Otherwise = odd;
            await polls.RoundAsync(CancellationToken.None);
            Assert.Equal(2, asked.Count);
            Assert.Equal(["rqs_0123456789abcdef"], polls.Found.Requests.Select(r => r.Id));
            Assert.Equal(Noon, polls.Found.At);
        }

        // What is over is forgotten all the same.
        clock.Pass(TimeSpan.FromDays(8));
        await polls.RoundAsync(CancellationToken.None);
        Assert.Empty(polls.Found.Requests);
    }

    [Fact]
    public void It_comes_once_an_hour_at_a_moment_of_its_own()
    {
        using var source = new RegionSource(new Uri("https://writ.invalid"), new Files([], asked));
        var polls = new RequestPolls(source, shelf.Ring, State(), () => [], () => [], clock);
        var first = polls.Next(Noon);
        Assert.InRange(first - Noon, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Equal(first + TimeSpan.FromHours(1), polls.Next(first));
        Assert.Equal(first, polls.Next(first.AddSeconds(-1)));
        Assert.Equal(first + TimeSpan.FromDays(3), polls.Next(first.AddDays(3).AddSeconds(-10)));
    }

    [Fact]
    public async Task Choices_are_kept_whole_sealed_and_in_the_order_of_their_time()
    {
        RequestChoices Choices() => new(new SealedState<Chosen>(shelf.Folder, shelf.Ring, "choices", Chosen.Nothing), () => new FoundRequests(Noon, [new("rqs_0123456789abcdef", Noon.AddDays(1))]), clock);
        var content = """{"choices":{"rqs_0123456789abcdef":"declined"},"optOut":{"agencies":["agy_0123456789abcdef"],"all":false}}""";
        Assert.True((await Choices().ChooseAsync(Order(content, 0), _ => { }, CancellationToken.None)).Ok);
        var said = (await Choices().MatchesAsync(Order("{}", 1), _ => { }, CancellationToken.None)).Value.Head.ToJsonString();
        Assert.Equal("""{"at":"2026-06-01T12:00:00Z","choices":{"rqs_0123456789abcdef":"declined"},"optOut":{"agencies":["agy_0123456789abcdef"],"all":false},"requests":["rqs_0123456789abcdef"],"until":{}}""", said);
        Assert.DoesNotContain("declined", File.ReadAllText(Path.Combine(shelf.Root, "choices")), StringComparison.Ordinal);

        // The same again, as somebody could bring it after a restart, and an older one.
        foreach (var second in (int[])[0, -1])
            Assert.Equal("hub-order-older", (await Choices().ChooseAsync(Order("""{"choices":{},"optOut":{"agencies":[],"all":true}}""", second), _ => { }, CancellationToken.None)).Refusal?.Code);
        Assert.True((await Choices().ChooseAsync(Order("""{"choices":{},"optOut":{"agencies":[],"all":true}}""", 1), _ => { }, CancellationToken.None)).Ok);
        Assert.Contains("\"all\":true", (await Choices().MatchesAsync(Order("{}", 1), _ => { }, CancellationToken.None)).Value.Head.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_declined_stays_declined_where_it_is_corrected()
    {
        var corrected = Request with { Id = RequestId.FromTrusted("rqs_1123456789abcdef"), Corrects = Request.Id };
        using var source = new RegionSource(new Uri("https://writ.invalid"), new Files([corrected], asked));
        var polls = new RequestPolls(source, shelf.Ring, State(), () => [new(44.29, -88.405)], () => [Cell("n44.2w88.5")], clock);
        await polls.RoundAsync(CancellationToken.None);
        RequestChoices Choices() => new(new SealedState<Chosen>(shelf.Folder, shelf.Ring, "choices", Chosen.Nothing), () => polls.Found, clock);
        var content = """{"choices":{"rqs_0123456789abcdef":"declined"},"optOut":{"agencies":[],"all":false},"until":{"rqs_0123456789abcdef":"2026-06-08T12:00:00Z"}}""";
        Assert.True((await Choices().ChooseAsync(Order(content, 0), _ => { }, CancellationToken.None)).Ok);
        var said = (await Choices().MatchesAsync(Order("{}", 1), _ => { }, CancellationToken.None)).Value.Head;
        Assert.Equal("""{"rqs_0123456789abcdef":"declined","rqs_1123456789abcdef":"declined"}""", said["choices"]!.ToJsonString());
        Assert.Equal("""{"rqs_0123456789abcdef":"2026-06-08T12:00:00Z","rqs_1123456789abcdef":"2026-06-08T12:00:00Z"}""", said["until"]!.ToJsonString());

        // Turned back, it is asked as any other.
        Assert.True((await Choices().ChooseAsync(Order("""{"choices":{},"optOut":{"agencies":[],"all":false},"until":{}}""", 2), _ => { }, CancellationToken.None)).Ok);
        Assert.Equal("{}", (await Choices().MatchesAsync(Order("{}", 3), _ => { }, CancellationToken.None)).Value.Head["choices"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"choices":{"rqs_0123456789abcdef":"declined"},"optOut":{"agencies":[],"all":false},"until":{"rqs_0123456789abcdef":"tomorrow"}}""")]
    [InlineData("""{"choices":{"rqs_0123456789abcdef":"declined"},"optOut":{"agencies":[],"all":false},"until":{"rqs_0123456789abcdef":1}}""")]
    [InlineData("""{"choices":{},"optOut":{"agencies":[],"all":false},"until":{"rqs_0123456789abcdef":"2026-06-08T12:00:00Z"}}""")]
    [InlineData("""{"choices":{},"optOut":{"agencies":[],"all":false},"until":[]}""")]
    [InlineData("{}")]
    [InlineData("""{"choices":{"rqs_x":"declined"},"optOut":{"agencies":[],"all":false}}""")]
    [InlineData("""{"choices":{"rqs_0123456789abcdef":"answered"},"optOut":{"agencies":[],"all":false}}""")]
    [InlineData("""{"choices":{"rqs_0123456789abcdef":1},"optOut":{"agencies":[],"all":false}}""")]
    [InlineData("""{"choices":{},"optOut":{"agencies":["x"],"all":false}}""")]
    [InlineData("""{"choices":{},"optOut":{"agencies":[],"all":"no"}}""")]
    [InlineData("""{"choices":{},"optOut":{"agencies":[],"all":false},"also":1}""")]
    [InlineData("""{"choices":[],"optOut":{"agencies":[],"all":false}}""")]
    public async Task What_is_no_choice_is_refused(string content)
    {
        var choices = new RequestChoices(new SealedState<Chosen>(shelf.Folder, shelf.Ring, "choices", Chosen.Nothing), () => new FoundRequests(null, []), clock);
        Assert.Equal("hub-order-form", (await choices.ChooseAsync(Order(content, 0), _ => { }, CancellationToken.None)).Refusal?.Code);
        Assert.Equal("hub-order-form", (await choices.MatchesAsync(Order("""{"more":1}""", 0), _ => { }, CancellationToken.None)).Refusal?.Code);
    }

    private static CoarseCell Cell(string text) => CoarseCell.TryParse(text, out var cell) ? cell : throw new ArgumentException(text);

    private static HomeOrder Order(string content, int second) => new(OrderId.New(), "choose", (JsonObject)JsonNode.Parse(content)!, Noon.AddSeconds(second));

    private SealedState<FoundRequests> State() => new(shelf.Folder, shelf.Ring, "requests", new FoundRequests(null, []));

    /// <summary>Writes down every question to the letter.</summary>
    private sealed class Files(RequestDocument[] open, List<string> asked) : HttpMessageHandler
    {
        public Func<byte[], HttpResponseMessage>? Otherwise { get; set; }

        public static HttpResponseMessage Ok(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization} {request.Content}");
            var cell = Cell(Path.GetFileNameWithoutExtension(request.RequestUri!.AbsolutePath));
            var bytes = RegionFile.Write(cell, cell.Text == "n44.2w88.5" ? open : []);
            return Task.FromResult(Otherwise?.Invoke(bytes) ?? Ok(bytes));
        }
    }
}
