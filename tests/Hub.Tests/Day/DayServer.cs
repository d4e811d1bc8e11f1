using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Writ.Base.Footage;

namespace Writ.Hub.Tests.Day;

/// <summary>Keeps parts as the real server does, in files, and is strict: bytes are taken only where they go on, and a clip is whole only when all are there.</summary>
internal sealed class DayServer(string folder) : HttpMessageHandler
{
    private readonly Dictionary<string, ClipRequest> clips = [];

    /// <summary>Neither heard nor seen.</summary>
    public bool Away { get; set; }

    /// <summary>So many requests from now on are answered; then the line breaks, once its work is done.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>Whole clips, in the order in which they became so.</summary>
    public List<string> Whole { get; } = [];

    /// <summary>What was asked of it that no hub should ask.</summary>
    public List<string> Odd { get; } = [];

    public int Breaks { get; private set; }

    public ClipRequest Request(string clip) => clips[clip];

    public byte[] Part(string clip, string part) => File.Exists(Of(clip, part)) ? File.ReadAllBytes(Of(clip, part)) : [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Away) throw new HttpRequestException("away");
        var answer = await Do(request, request.RequestUri!.AbsolutePath["/api/v1/hub/".Length..].Split('/'), cancellationToken);
        if (BreaksAfter is not { } left) return answer;
        BreaksAfter = left - 1;
        if (left > 0) return answer;
        (BreaksAfter, Away) = (null, true);
        Breaks++;
        throw new HttpRequestException("the line broke");
    }

    private async Task<HttpResponseMessage> Do(HttpRequestMessage request, string[] step, CancellationToken stop)
    {
        switch (request.Method.Method, step)
        {
            case ("PUT", ["clips", var clip]):
                var asked = (await request.Content!.ReadFromJsonAsync<ClipRequest>(HubWire.Json, stop))!;
                if (clips.TryGetValue(clip, out var before) && JsonSerializer.Serialize(before) != JsonSerializer.Serialize(asked)) return No($"another clip {clip}");
                clips[clip] = asked;
                return Yes(new ClipStanding(new PartSizes(Held(clip, "video"), Held(clip, "poster"), Held(clip, "card")), Whole.Contains(clip)));
            case ("PATCH", ["clips", var clip, var part]) when clips.ContainsKey(clip) && !Whole.Contains(clip):
                if (request.RequestUri!.Query != $"?offset={Held(clip, part)}") return No($"{part} of {clip} at another offset");
                await using (var file = new FileStream(Of(clip, part), FileMode.Append)) await request.Content!.CopyToAsync(file, stop);
                return Yes(new PartStanding(Held(clip, part)));
            case ("POST", ["clips", var clip, "complete"]) when clips.TryGetValue(clip, out var said):
                if ((Held(clip, "video"), Held(clip, "poster"), Held(clip, "card")) != (said.Video, said.Poster, said.Card)) return No($"{clip} is not whole");
                if (!Whole.Contains(clip)) Whole.Add(clip);
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            default:
                return No($"{request.Method} {string.Join('/', step)}");
        }
    }

    private string Of(string clip, string part) => Path.Combine(folder, $"{clip}-{part}");

    private long Held(string clip, string part) => File.Exists(Of(clip, part)) ? new FileInfo(Of(clip, part)).Length : 0;

    private HttpResponseMessage No(string what)
    {
        Odd.Add(what);
        return new HttpResponseMessage(HttpStatusCode.Conflict);
    }

    private static HttpResponseMessage Yes<T>(T value) => new(HttpStatusCode.OK) { Content = JsonContent.Create(value, options: HubWire.Json) };
}
