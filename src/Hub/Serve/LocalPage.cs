using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Writ.Hub.Cameras;
using Writ.Hub.Home;

namespace Writ.Hub.Serve;

/// <summary>
/// How the hub is, on this machine only: the code while it is not paired, then how each camera is, and the codes that let a browser in when one asked.
/// Reads, changes nothing.
/// </summary>
internal static class LocalPage
{
    private const string Style =
        "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#16233a;background:#fff}"
        + "h1{font-size:1.8rem}code{display:block;font-size:2.2rem;letter-spacing:.08em;padding:1rem 0}"
        + "li{padding:.75rem 0;border-top:1px solid #c3cad6;list-style:none}ul{padding:0}small{color:#4a5568;display:block}"
        + "@media(prefers-color-scheme:dark){body{color:#e7ecf3;background:#10182a}li{border-color:#3a465c}small{color:#aab4c5}}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal static string Html(IReadOnlyList<CameraSettings> cameras, HubStanding standing)
    {
        var body = new StringBuilder();
        if (standing.Pairing is { } pairing)
        {
            body.Append("<h1>Pair this hub</h1><p>Sign in to your account, open <strong>Cameras</strong>, and type this code there. Only you should see it.</p>");
            body.Append(CultureInfo.InvariantCulture, $"<code>{Text(pairing.Code.Shown())}</code><p>It lives until {pairing.Until:HH:mm} UTC; then a new one stands here.</p>");
        }
        else
        {
            body.Append(standing.Health is null ? "<h1>This hub is starting</h1>" : standing.Troubles.Count == 0 ? "<h1>This hub is at work</h1>" : "<h1>This hub records, and something else does not work</h1>");
            if (standing.Waiting?.Invoke() is { } waiting) body.Append(CultureInfo.InvariantCulture, $"<p>{waiting} {(waiting == 1 ? "clip waits" : "clips wait")} to be sent to the server.</p>");
        }

        if (standing.Home is { } home) Home(body, home);
        foreach (var trouble in standing.Troubles) body.Append(CultureInfo.InvariantCulture, $"<p><strong>{Text(trouble.Sentence)}</strong></p>");
        body.Append("<h2>Cameras</h2><ul>");
        foreach (var camera in cameras)
        {
            var health = standing.Health?.Of(camera.Id);
            var since = health is null ? string.Empty : $"<small>since {health.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</small>";
            body.Append(CultureInfo.InvariantCulture, $"<li><strong>{Text(camera.Name)}</strong><br>{Text(health?.Sentence ?? "Not watched yet.")}{since}</li>");
        }

        return $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta http-equiv=\"refresh\" content=\"10\"><title>Your hub · Writ</title><style>{Style}</style></head><body>{body}</ul></body></html>";
    }

    private static void Home(StringBuilder body, HomeDesk home)
    {
        body.Append("<p><a href=\"/my/cameras\">The cameras’ pages, from this hub</a></p>");
        if (home.Access.Codes is not { } codes) return;
        body.Append(CultureInfo.InvariantCulture, $"<h2>A browser asks to be let in</h2><p>Type one of these there, until {codes.Until:HH:mm} UTC. If nobody of yours is asking, do nothing.</p>");
        if (codes.Owner is { } owner) body.Append(CultureInfo.InvariantCulture, $"<p>For a browser of the owner: <code>{Text(HomeAccess.Shown(owner))}</code></p>");
        if (codes.Member is { } member) body.Append(CultureInfo.InvariantCulture, $"<p>For somebody who only watches: <code>{Text(HomeAccess.Shown(member))}</code></p>");
    }

    public static IResult Result(HttpContext http, IReadOnlyList<CameraSettings> cameras, HubStanding standing)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(Html(cameras, standing), "text/html; charset=utf-8");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
