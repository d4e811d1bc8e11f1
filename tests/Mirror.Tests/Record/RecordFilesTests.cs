using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Writ.Mirror.Tests.Record;

public sealed class RecordFilesTests(MirrorHost host) : IClassFixture<MirrorHost>
{
    [Fact]
    public async Task The_checkpoint_is_text_for_a_few_seconds_and_tiles_are_for_ever()
    {
        var checkpoint = await host.Client.GetAsync("/ledger/checkpoint");
        Assert.Equal("text/plain; charset=utf-8", checkpoint.Content.Headers.ContentType!.ToString());
        Assert.Equal(TimeSpan.FromSeconds(5), checkpoint.Headers.CacheControl!.MaxAge);
        Assert.StartsWith($"{SampleFolder.Origin}\n7\n{SampleFolder.Root}\n\n— ", await checkpoint.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var tile = await host.Client.GetAsync("/ledger/tile/0/000.p/7");
        Assert.Equal("application/octet-stream", tile.Content.Headers.ContentType!.ToString());
        Assert.Contains("immutable", tile.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(224, (await tile.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/ledger/vkey")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/ledger/tile/entries/000.p/7")).StatusCode);
    }

    [Theory]
    [InlineData("/ledger/")]
    [InlineData("/ledger/tile")]
    [InlineData("/ledger/tile/")]
    [InlineData("/ledger/tile/0")]
    [InlineData("/ledger/tile/0/000")]
    [InlineData("/ledger/tile/00/000.p/7")]
    [InlineData("/ledger/tile/64/000.p/7")]
    [InlineData("/ledger/tile/0/000.p/256")]
    [InlineData("/ledger/tile/0/000.p/03")]
    [InlineData("/ledger/tile/0/000.p/3/")]
    [InlineData("/ledger/tile/0/000.p/../../../vkey/..")]
    [InlineData("/ledger/../published/reports/index.json")]
    [InlineData("/ledger/..%2fpublished/reports/index.json")]
    [InlineData("/ledger/%2e%2e/published/reports/index.json")]
    [InlineData("/ledger/..%5cpublished")]
    [InlineData("/ledger//checkpoint")]
    [InlineData("/ledger/checkpoint%00")]
    [InlineData("/ledger/checkpoint%0a")]
    [InlineData("/ledger/checkpoint.tmp")]
    [InlineData("/ledger/key")]
    [InlineData("/ledger//etc/passwd")]
    [InlineData("/ledger/%2fetc%2fpasswd")]
    public async Task Nothing_else_on_the_disk_can_be_reached(string address)
    {
        // A client would tidy the address; a stranger need not.
        var answer = await Raw(address);
        Assert.Matches("^HTTP/1.1 (404|400) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\"provisional\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_entries_are_told_by_their_kind_and_no_more()
    {
        var page = await host.Client.GetStringAsync("/record");
        Assert.Contains("open fact: log-opened", page, StringComparison.Ordinal);
        Assert.Contains("register leaf", page, StringComparison.Ordinal);
        Assert.Contains("authorisation leaf", page, StringComparison.Ordinal);
        Assert.Contains("sample.example/record&#x2B;c74f20a3", page, StringComparison.Ordinal);
    }

    private async Task<string> Raw(string address)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
