using System.Net;
using System.Net.Http.Json;
using Writ.Base.Footage;

namespace Writ.Hub.Tests.Home;

/// <summary>A server as the pages at home meet it: it numbers looks, has some clips, and can be away.</summary>
internal sealed class FakeHomeServer : HttpMessageHandler
{
    public bool Gone { get; set; }

    public List<string> Asked { get; } = [];

    /// <summary>Everything that it was ever sent.</summary>
    public List<string> Sent { get; } = [];

    public List<byte[]> Looks { get; } = [];

    public List<ClipView> Clips { get; } = [];

    public Dictionary<string, byte[]> Parts { get; } = [];

    public HashSet<string> Pinned { get; } = [];

    /// <summary>Answers with this in place of the real thing.</summary>
    public (HttpStatusCode Status, string Json)? Otherwise { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Gone) throw new HttpRequestException("nobody there");
        var path = request.RequestUri!.AbsolutePath["/api/v1/hub/".Length..];
        Asked.Add($"{request.Method} {path}");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Sent.Add($"{request.RequestUri} {Convert.ToBase64String(body)} {System.Text.Encoding.Latin1.GetString(body)}");
        if (Otherwise is { } other) return new HttpResponseMessage(other.Status) { Content = new StringContent(other.Json) };
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query);
        return (request.Method.Method, path.Split('/')) switch
        {
            ("GET", ["home", "state"]) => Json(new HomeStateView("x", "owner", "active", [], [], null, [], Looks.Count, 7_000, 50_000)),
            ("GET", ["home", "looks"]) => Json(new LookPage([.. Looks.Select((box, number) => new BoxView(number, box)).Skip(int.Parse(query["from"]!, System.Globalization.CultureInfo.InvariantCulture))], Looks.Count)),
            ("PUT", ["home", "looks"]) => Look(int.Parse(query["number"]!, System.Globalization.CultureInfo.InvariantCulture), body),
            ("GET", ["home", "cameras", _, "days"]) => Json(Clips.CountBy(c => c.Day).Select(d => new DayLine(d.Key, d.Value))),
            ("GET", ["home", "cameras", _, "clips"]) => Page(query["day"]!, long.Parse(query["before"]!, System.Globalization.CultureInfo.InvariantCulture), int.Parse(query["most"]!, System.Globalization.CultureInfo.InvariantCulture)),
            ("GET", ["home", "export"]) => Json(new ClipPage([.. Clips.OrderBy(c => c.Clip, StringComparer.Ordinal)], null)),
            ("GET", ["home", "clips", var clip]) => Clips.Find(c => c.Clip == clip) is { } view ? Json(view) : Part(string.Empty, null),
            ("GET", ["home", "clips", var clip, var part]) => Part($"{clip}/{part}", request.Headers.Range),
            ("PUT", ["home", "clips", var clip, "pin"]) => Do(() => Pinned.Add(clip)),
            ("DELETE", ["home", "clips", var clip, "pin"]) => Do(() => Pinned.Remove(clip)),
            ("GET", ["home", "asking" or "members"]) => Json(Array.Empty<string>()),
            ("GET", ["home", "recovery"]) => Json(new BoxView(1, [1, 2])),
            _ => new HttpResponseMessage(HttpStatusCode.NoContent),
        };
    }

    private static HttpResponseMessage Do(Action act)
    {
        act();
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private static HttpResponseMessage Json<T>(T value) => new(HttpStatusCode.OK) { Content = JsonContent.Create(value, options: HubWire.Json) };

    private HttpResponseMessage Look(int number, byte[] box)
    {
        if (number != Looks.Count) return new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new StringContent("""{"code":"sources-look-number","detail":"Another look."}""") };
        Looks.Add(box);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private HttpResponseMessage Page(string day, long before, int most)
    {
        var all = Clips.Where(c => c.Day == day && c.Arrival < before).OrderByDescending(c => c.Arrival).ToList();
        return Json(all.Count <= most ? new ClipPage(all, null) : new ClipPage(all[..most], $"{all[most - 1].Arrival}"));
    }

    private HttpResponseMessage Part(string name, System.Net.Http.Headers.RangeHeaderValue? range)
    {
        if (!Parts.TryGetValue(name, out var bytes)) return new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"code":"sources-no-such-clip","detail":"No such clip."}""") };
        if (range?.Ranges.Single() is not { From: { } from, To: { } to }) return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
        var some = new ByteArrayContent(bytes[(int)from..((int)to + 1)]);
        some.Headers.ContentRange = new System.Net.Http.Headers.ContentRangeHeaderValue(from, to, bytes.Length);
        return new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = some };
    }
}
