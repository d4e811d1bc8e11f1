using System.Net;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Home;
using Writ.Hub.Serve;
using Writ.Hub.Sync;

namespace Writ.Hub.Tests.Serve;

public sealed class LocalPageTests
{
    private static readonly CameraSettings Hostile = new("door", "<script>alert(1)</script>", new CameraSource.Test(640, 360, 10, 10, 5));

    [Fact]
    public async Task The_page_shows_the_code_and_escapes_what_the_owner_typed()
    {
        var standing = new HubStanding { Pairing = (PairingCode.Parse("K7Q2-M3PD-9RTW").Value, DateTimeOffset.UnixEpoch) };
        await using var app = await new HomeSite([Hostile], standing, null).StartAsync(0);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(app.Urls.First()));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("K7Q2-M3PD-9RTW", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trouble_of_one_part_stands_on_the_page_and_is_said_once_whatever_the_others_do()
    {
        var standing = new HubStanding();
        Assert.True(standing.Report("inbox", SyncRefusals.LetGo));
        Assert.False(standing.Report("clips", SyncRefusals.LetGo));
        Assert.False(standing.Report("reports", null));
        Assert.False(standing.Report("inbox", SyncRefusals.LetGo));
        Assert.Contains(WebUtility.HtmlEncode(SyncRefusals.LetGo.Sentence), LocalPage.Html([Hostile], standing), StringComparison.Ordinal);
        Assert.DoesNotContain("is at work", LocalPage.Html([Hostile], standing), StringComparison.Ordinal);
        Assert.True(standing.Report("clips", SyncRefusals.Unreachable));
        Assert.Equal(["hub-server-unreachable", "hub-let-go"], standing.Troubles.Select(t => t.Code));
        foreach (var part in (string[])["inbox", "clips"]) Assert.False(standing.Report(part, null));
        Assert.Empty(standing.Troubles);
    }

    [Theory]
    [InlineData("GET", "/", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/", "localhost", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/my/cameras", "127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/", "localhost", HttpStatusCode.OK)]
    public async Task It_answers_to_its_own_name_only(string method, string path, string host, HttpStatusCode status)
    {
        await using var app = await new HomeSite([Hostile], new HubStanding(), null).StartAsync(0);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(new Uri(app.Urls.First()), path)) { Headers = { Host = host } };
        using var answer = await http.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }
}
