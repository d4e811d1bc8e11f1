using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Writ.Hub.Cameras;

namespace Writ.Hub.Serve;

/// <summary>
/// The hub's own page, on this machine only: the code while it is not paired, then how each camera is. Reads, changes nothing; answers to no other
/// name than this machine's, so that a page elsewhere cannot read it.
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

    /// <summary>Listens on the loopback; port 0 takes a free one. The caller disposes of it.</summary>
    public static async Task<WebApplication> StartAsync(int port, IReadOnlyList<CameraSettings> cameras, HubStanding standing)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Run(http => Answer(http, cameras, standing));
        await app.StartAsync();
        return app;
    }

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
            body.Append(standing.Health is null ? "<h1>This hub is starting</h1>" : "<h1>This hub is at work</h1>");
            if (standing.Waiting?.Invoke() is { } waiting) body.Append(CultureInfo.InvariantCulture, $"<p>{waiting} {(waiting == 1 ? "clip waits" : "clips wait")} to be sent to the server.</p>");
        }

        if (standing.Server is { } trouble) body.Append(CultureInfo.InvariantCulture, $"<p><strong>{Text(trouble.Sentence)}</strong></p>");
        body.Append("<h2>Cameras</h2><ul>");
        foreach (var camera in cameras)
        {
            var health = standing.Health?.Of(camera.Id);
            var since = health is null ? string.Empty : $"<small>since {health.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</small>";
            body.Append(CultureInfo.InvariantCulture, $"<li><strong>{Text(camera.Name)}</strong><br>{Text(health?.Sentence ?? "Not watched yet.")}{since}</li>");
        }

        return $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta http-equiv=\"refresh\" content=\"10\"><title>Hub</title><style>{Style}</style></head><body>{body}</ul></body></html>";
    }

    private static Task Answer(HttpContext http, IReadOnlyList<CameraSettings> cameras, HubStanding standing)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (http.Request.Host.Host is not ("localhost" or "127.0.0.1") || !HttpMethods.IsGet(http.Request.Method) || http.Request.Path != "/")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Html(cameras, standing));
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
