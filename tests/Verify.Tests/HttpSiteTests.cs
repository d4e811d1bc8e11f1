using System.Net;
using System.Text.Json;

namespace Writ.Verify.Tests;

public sealed class HttpSiteTests : IDisposable
{
    private readonly SampleSite site = new SampleSite().Publish();

    [Theory]
    [InlineData("https://record.example")]
    [InlineData("https://record.example/")]
    [InlineData("https://record.example/some/prefix")]
    public void A_true_site_passes_over_HTTP(string address) => Assert.Equal((0, ""), Run(Serve, address));

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

    public void Dispose() => site.Dispose();

    private static (int Exit, string Code) Run(Func<string, HttpResponseMessage> answer, string address = "https://record.example/", TimeSpan? timeout = null, TimeProvider? clock = null)
    {
        using var output = new StringWriter();
        var exit = Verifier.Run(
            [address, "--json"], output, TextWriter.Null, false, TimeProvider.System, target => new HttpSite(new Uri(target), timeout ?? TimeSpan.FromSeconds(100), clock ?? TimeProvider.System, new Answers(answer)));
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

    private sealed class Answers(Func<string, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request.RequestUri!.AbsolutePath.TrimStart('/')));
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
