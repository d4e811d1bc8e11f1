using System.Net;
using System.Text.Json;

namespace Writ.Verify.Tests;

public sealed class HttpSiteTests : IDisposable
{
    private readonly SampleSite site = new SampleSite().Publish().WriteDownloads("2026-h1");

    [Theory]
    [InlineData("https://record.example")]
    [InlineData("https://record.example/")]
    [InlineData("https://record.example/some/prefix")]
    public void A_true_site_passes_over_HTTP(string address) => Assert.Equal((0, ""), Run(Serve, address));

    // Its clock counts every wait: two that wait at the same moment would count twice.
    private const string OneByOne = "1";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "7")]
    [InlineData(HttpStatusCode.ServiceUnavailable, null)]
    [InlineData(HttpStatusCode.TooManyRequests, "Sat, 01 Aug 2026 00:01:00 GMT")]
    public void A_site_that_is_busy_is_asked_again_when_it_says_so(HttpStatusCode status, string? after)
    {
        var (clock, asked) = (new WaitingClock(), 0);
        Assert.Equal((0, ""), Run(
            path =>
            {
                if (!path.EndsWith("tile/0/000", StringComparison.Ordinal) || Interlocked.Increment(ref asked) > 2) return Serve(path);
                var busy = Status(status);
                if (after is not null) busy.Headers.TryAddWithoutValidation("Retry-After", after);
                return busy;
            },
            clock: clock, connections: OneByOne));
        Assert.Equal(3, asked);
        Assert.Equal(after switch { "7" => 14, null => 3, _ => 120 }, clock.Waited);
    }

    [Fact]
    public void A_site_that_stays_busy_is_not_checked_and_a_wait_without_end_is_cut_short()
    {
        var clock = new WaitingClock();
        Assert.Equal((2, "verify-unreachable"), Run(
            _ =>
            {
                var busy = Status(HttpStatusCode.ServiceUnavailable);
                busy.Headers.TryAddWithoutValidation("Retry-After", "2000000000");
                return busy;
            },
            clock: clock, connections: OneByOne));
        Assert.Equal(6 * 300, clock.Waited);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("16")]
    public void So_many_connections_are_used_and_no_more(string connections)
    {
        for (var i = 0; i < 9000; i++) site.Entries.Add(new byte[] { (byte)'A', 1 }.Concat(new byte[32]).ToArray());
        site.WriteLog();
        var (now, most) = (0, 0);
        using var output = new StringWriter();
        var exit = Verifier.Run(
            ["https://record.example/", "--json", "--connections", connections], output, TextWriter.Null, false, TimeProvider.System,
            target => new HttpSite(new Uri(target), TimeSpan.FromSeconds(100), TimeProvider.System, new Answers(Serve, async _ =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
            })));
        Assert.Equal((0, true), (exit, most <= int.Parse(connections, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_checked() =>
        Assert.Equal((2, "verify-file-missing"), Run(path => path.EndsWith("tile/0/000", StringComparison.Ordinal) ? Status(HttpStatusCode.NotFound) : Serve(path)));

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)]
    public void A_site_that_fails_is_not_checked(HttpStatusCode status) => Assert.Equal((2, "verify-unreachable"), Run(_ => Status(status)));

    [Fact]
    public void A_site_that_cannot_be_reached_is_not_checked() => Assert.Equal((2, "verify-unreachable"), Run(_ => throw new HttpRequestException("No such host")));

    [Fact]
    public void A_connection_that_breaks_off_is_not_checked() => Assert.Equal((2, "verify-unreachable"), Run(path =>
        path.Contains("entries", StringComparison.Ordinal) ? new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) } : Serve(path)));

    [Fact]
    public void A_redirect_on_the_same_host_is_followed_and_one_elsewhere_is_not()
    {
        Assert.Equal((0, ""), Run(path => path.StartsWith("moved/", StringComparison.Ordinal) ? Serve(path["moved/".Length..]) : Redirect($"https://record.example/moved/{path}")));
        Assert.Equal((2, "verify-unreachable"), Run(path => Redirect($"https://other.example/{path}")));
        Assert.Equal((2, "verify-unreachable"), Run(path => Redirect($"http://record.example/{path}")));
        Assert.Equal((2, "verify-unreachable"), Run(path => Redirect($"https://record.example/again/{path}")));
    }

    [Fact]
    public void An_answer_without_end_is_cut_off() =>
        Assert.Equal((2, "verify-unreachable"), Run(path => path.EndsWith("checkpoint", StringComparison.Ordinal) ? new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) } : Serve(path)));

    [Theory]
    [InlineData("ledger/checkpoint")]
    [InlineData("ledger/tile/entries/000")]
    [InlineData("reports/2026-h1/v1.json")]
    [InlineData("reports/2026-h1/v1-openings.jsonl")]
    [InlineData("reports/2026-h1.csv")]
    [InlineData("reports/index.json")]
    public void A_body_that_never_comes_to_its_end_is_given_up(string file)
    {
        var clock = new HandClock();
        Assert.Equal((2, "verify-unreachable"), Run(
            path => path == file ? new HttpResponseMessage { Content = new StreamContent(new StalledStream(clock)) } : Serve(path), clock: clock));
    }

    [Fact]
    public void Headers_that_never_come_are_given_up()
    {
        var clock = new HandClock();
        Assert.Equal((2, "verify-unreachable"), Run(Serve, clock: clock, stall: async token =>
        {
            clock.Pass(100);
            await Task.Delay(Timeout.Infinite, token);
        }));
    }

    [Theory]
    [InlineData(99, 0, "")]
    [InlineData(10, 2, "verify-unreachable")]
    public void A_trickle_of_bytes_is_given_up_when_its_time_is_over(int seconds, int exit, string code)
    {
        // One second a read, 20 reads: less than 99 seconds, more than 10.
        var clock = new HandClock();
        var bytes = File.ReadAllBytes(site.File("published/reports/2026-h1.csv"));
        Assert.Equal((exit, code), Run(
            path => path == "reports/2026-h1.csv" ? new HttpResponseMessage { Content = new StreamContent(new TrickleStream(clock, bytes, (bytes.Length / 20) + 1)) } : Serve(path),
            timeout: TimeSpan.FromSeconds(seconds),
            clock: clock, connections: OneByOne));
    }

    [Theory]
    [InlineData("reports/2026-h1/v1-openings.jsonl")]
    [InlineData("reports/2026-h1.csv")]
    [InlineData("reports/2026-h1.svg")]
    [InlineData("reports/index.json")]
    public void A_file_without_end_is_cut_off(string file) => Assert.Contains("verify-unreachable", Run(
        path => path == file ? new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) } : Serve(path)).Code, StringComparison.Ordinal);

    [Theory]
    [InlineData("reports/2026-h1.csv")]
    [InlineData("reports/2026-h1.cells.json")]
    [InlineData("reports/2026-h1.svg")]
    [InlineData("reports/index.json")]
    public void A_site_that_does_not_serve_a_download_or_the_list_is_not_checked(string file) =>
        Assert.Equal((2, "verify-file-missing"), Run(path => path == file ? Status(HttpStatusCode.NotFound) : Serve(path)));

    [Fact]
    public void A_version_that_is_served_and_not_recorded_is_found() => Assert.Equal((1, "verify-version-unrecorded"), Run(
        path => path == "reports/2026-h1/v2.json" ? Serve("reports/2026-h1/v1.json") : Serve(path)));

    [Fact]
    public void What_is_newer_than_the_checkpoint_that_was_checked_is_not_checked_rather_than_false()
    {
        var before = Directory.GetFiles(site.File("ledger"), "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(site.Path, file), File.ReadAllBytes);
        site.Report = site.Report! with { Version = 2, TreeSize = site.Entries.Count, Openings = site.Report!.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        site.Publish();
        var csv = File.ReadAllText(site.File("published/reports/2026-h1.csv")).Replace("2026-06-30,1,", "2026-06-30,2,", StringComparison.Ordinal);
        var asked = 0;

        // The first reader of the checkpoint sees the old one; list, version and CSV are newer.
        Assert.Equal((2, "verify-site-newer verify-site-newer verify-site-newer"), Run(path => path switch
        {
            "ledger/checkpoint" when asked++ > 0 => Serve(path),
            _ when before.TryGetValue(path, out var old) => Bytes(old),
            "reports/2026-h1.csv" => Bytes(System.Text.Encoding.UTF8.GetBytes(csv)),
            _ => Serve(path),
        }));
        Assert.Equal((1, "verify-index-stray verify-version-unrecorded verify-csv-differs"), Run(path => path switch
        {
            _ when before.TryGetValue(path, out var old) => Bytes(old),
            "reports/2026-h1.csv" => Bytes(System.Text.Encoding.UTF8.GetBytes(csv)),
            _ => Serve(path),
        }));
    }

    public void Dispose() => site.Dispose();

    private static (int Exit, string Code) Run(Func<string, HttpResponseMessage> answer, string address = "https://record.example/", TimeSpan? timeout = null, TimeProvider? clock = null, Func<CancellationToken, Task>? stall = null, string connections = "4")
    {
        using var output = new StringWriter();
        var exit = Verifier.Run(
            [address, "--json", "--connections", connections], output, TextWriter.Null, false, TimeProvider.System, target => new HttpSite(new Uri(target), timeout ?? TimeSpan.FromSeconds(100), clock ?? TimeProvider.System, new Answers(answer, stall)));
        var codes = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString());
        return (exit, string.Join(' ', codes));
    }

    private HttpResponseMessage Serve(string path)
    {
        path = path.Replace("some/prefix/", "", StringComparison.Ordinal);
        foreach (var place in new[] { site.File(path), site.File($"published/{path}") })
        {
            if (File.Exists(place)) return new HttpResponseMessage { Content = new ByteArrayContent(File.ReadAllBytes(place)) };
        }

        return Status(HttpStatusCode.NotFound);
    }

    private static HttpResponseMessage Status(HttpStatusCode status) => new(status);

    private static HttpResponseMessage Redirect(string address)
    {
        var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = new Uri(address);
        return response;
    }

    private static HttpResponseMessage Bytes(byte[] bytes) => new() { Content = new ByteArrayContent(bytes) };

    private sealed class Answers(Func<string, HttpResponseMessage> answer, Func<CancellationToken, Task>? stall) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (stall is not null) await stall(cancellationToken);
            return answer(request.RequestUri!.AbsolutePath.TrimStart('/'));
        }
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (int seen; now > (seen = Volatile.Read(ref most));) Interlocked.CompareExchange(ref most, now, seen);
    }

    /// <summary>Whoever waits for it has waited; how long is added up, in seconds.</summary>
    private sealed class WaitingClock : TimeProvider
    {
        private readonly Lock books = new();
        private long now;

        public double Waited
        {
            get
            {
                lock (books) return now;
            }
        }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            lock (books) return now;
        }

        public override DateTimeOffset GetUtcNow() => SampleSite.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // A hundred seconds is how long a file may keep it waiting: that never happens here.
            if (dueTime < TimeSpan.Zero || dueTime == TimeSpan.FromSeconds(100)) return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
            lock (books) now += (long)dueTime.TotalSeconds;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Goes on when it is told to; its timers then run out.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<HandTimer> timers = [];
        private long now;

        public void Pass(long seconds)
        {
            HandTimer[] due;
            lock (timers)
            {
                now += seconds;
                due = [.. timers.Where(timer => timer.Due <= now)];
            }

            foreach (var timer in due) timer.Fire();
        }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            lock (timers) return now;
        }

        public override DateTimeOffset GetUtcNow() => SampleSite.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (timers)
            {
                var timer = new HandTimer(() => callback(state), dueTime < TimeSpan.Zero ? long.MaxValue : now + (long)dueTime.TotalSeconds);
                timers.Add(timer);
                return timer;
            }
        }

        private sealed class HandTimer(Action fire, long due) : ITimer
        {
            private bool gone;

            public long Due => due;

            public void Fire()
            {
                if (!gone) fire();
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => gone = true;

            public ValueTask DisposeAsync()
            {
                gone = true;
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>Gives nothing, and does not end, for a hundred seconds.</summary>
    private sealed class StalledStream(HandClock clock) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Pass(100);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }

    private sealed class TrickleStream(HandClock clock, byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Pass(1);
            cancellationToken.ThrowIfCancellationRequested();
            return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset");
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
    }
}
