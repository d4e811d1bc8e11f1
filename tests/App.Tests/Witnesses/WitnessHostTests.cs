using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Writ.App.Tests.Serving;
using Writ.App.Witness;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.App.Tests.Witnesses;

/// <summary>The witness over HTTP: numbers, media types, bounds.</summary>
public sealed class WitnessHostTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-witness-").FullName;
    private readonly SigningKey log = SigningKey.Generate("log.example/writ");
    private WitnessFolder folder = null!;
    private WebApplication app = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        _ = WitnessFolder.Add(root, log.Verifier.ToString()).Value;
        folder = WitnessFolder.Open(root, "witness.example").Value;
        app = WitnessHost.Build(folder, 0, new ManualTime(WritServer.Noon));
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    [Fact]
    public async Task Every_answer_has_its_number_and_its_form()
    {
        var (two, leaf) = (Note(2, 1), Rfc6962.Node(new byte[32], [.. Enumerable.Repeat((byte)1, 32)]));
        var monitor = AddCheckpoint.MonitorPath(log.Verifier.Name);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(monitor)).StatusCode);
        var (status, type, body) = await Post(new AddCheckpoint(0, [], two).ToText());
        Assert.Equal((HttpStatusCode.OK, "text/plain; charset=utf-8"), (status, type));
        Assert.Single(Cosignatures.In(two + body, [folder.Verifier]));

        var conflict = await Post(new AddCheckpoint(0, [], two).ToText());
        Assert.Equal((HttpStatusCode.Conflict, "text/x.tlog.size", "2\n"), conflict);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(new AddCheckpoint(2, [], Note(2, 9)).ToText())).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(new AddCheckpoint(2, [leaf], Note(3, 4)).ToText())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post("old 2\n")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(new AddCheckpoint(4, [], Note(3, 4)).ToText())).Status);
        using var other = SigningKey.Generate("log.example/writ");
        using var unknown = SigningKey.Generate("log.example/unknown");
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(new AddCheckpoint(2, [], Note(3, 4, other)).ToText())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(new AddCheckpoint(0, [], Note(3, 4, unknown)).ToText())).Status);

        using var shown = await http.GetAsync(monitor);
        Assert.Equal(("text/plain; charset=utf-8", two + body), (shown.Content.Headers.ContentType!.ToString(), await shown.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("..%2fseed/checkpoint")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync("add-checkpoint")).StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_text_is_turned_away()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(new string('a', AddCheckpoint.MaxBytes + 1))).Status);
        using var noise = await http.PostAsync("add-checkpoint", new ByteArrayContent([0x6f, 0xff, 0xfe]));
        Assert.Equal(HttpStatusCode.BadRequest, noise.StatusCode);
    }

    [Fact]
    public async Task A_state_that_is_damaged_is_the_witness_s_own_fault()
    {
        await Post(new AddCheckpoint(0, [], Note(2, 1)).ToText());
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(root, "state"))), "half");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post(new AddCheckpoint(2, [], Note(2, 1)).ToText())).Status);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        folder.Dispose();
        log.Dispose();
        Leftovers.Delete(root);
    }

    private string Note(long size, byte root, SigningKey? key = null) =>
        (key ?? log).SignNote(new Checkpoint((key ?? log).Verifier.Name, size, [.. Enumerable.Repeat(root, 32)]).ToText());

    private async Task<(HttpStatusCode Status, string? Type, string Body)> Post(string body)
    {
        using var answer = await http.PostAsync("add-checkpoint", new StringContent(body, Encoding.UTF8, "text/plain"));
        return (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync());
    }
}
