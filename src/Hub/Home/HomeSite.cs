using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Serve;
using Writ.Ledger.Requests;

namespace Writ.Hub.Home;

/// <summary>
/// The hub's own address: its status on this machine, and the cameras' pages here and in the home's network. Answers to its own names only, so that no
/// page elsewhere reaches it by turning a name of its own to this address; takes changes from its own pages only.
/// </summary>
internal sealed class HomeSite(IReadOnlyList<CameraSettings> cameras, HubStanding standing, PageAddress? network)
{
    private const string Base = "/my/cameras";

    private const string Cookie = "writ-home";

    private const long MostBody = 1024 * 1024;

    private static readonly HomeShells Shells = HomeShells.Own;

    /// <summary>Listens on the loopback, where port 0 takes a free one, and with a certificate in the network. The caller disposes of it.</summary>
    public async Task<WebApplication> StartAsync(int port, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBody;
            kestrel.Limits.MaxConcurrentConnections = 200;
            kestrel.Listen(IPAddress.Loopback, port);
            if (network is not null && certificate is not null) kestrel.Listen(network.Listen, network.Port, listen => listen.UseHttps(certificate));
        });
        builder.Logging.ClearProviders();
        builder.Services.AddLogging();
        var app = builder.Build();
        app.Run(Answer);
        await app.StartAsync();
        return app;
    }

    internal async Task Answer(HttpContext http)
    {
        var headers = http.Response.Headers;
        foreach (var (name, value) in Shells.Headers) headers[name] = value;

        // Under the stricter policy of the server a form would not say where it comes from, and that is what is looked at here.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        if (!IsOwnName(http) || (!HttpMethods.IsGet(http.Request.Method) && !IsFromOwnPage(http)))
        {
            await HomeRoutes.No(HomeRefusals.Elsewhere).ExecuteAsync(http);
            return;
        }

        await (await Find(http)).ExecuteAsync(http);
    }

    private async Task<IResult> Find(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var gets = HttpMethods.IsGet(http.Request.Method);
        if (gets && Shells.File(path) is { } file)
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(file.Content, file.MediaType);
        }

        if (gets && path == "/") return IsNetwork(http) ? Results.Redirect(Base) : LocalPage.Result(http, cameras, standing);
        if (standing.Home is not { } home) return gets && !IsNetwork(http) ? Results.Redirect("/") : HomeRoutes.No(HomeRefusals.NotPaired);
        if (path == "/let-in") return gets ? LetInPage(http, 200, string.Empty) : await LetIn(http, home);
        if (path == "/let-in/codes" && !gets) return home.Access.Show().Refusal is { } tries ? LetInPage(http, 429, tries.Sentence) : SeeOther(http, "/let-in");
        var token = http.Request.Cookies[Cookie];
        if (home.Access.Find(token) is not { } browser) return gets && PageOf(path) is not null ? SeeOther(http, "/let-in") : HomeRoutes.No(HomeRefusals.NotIn);
        if (!gets && await Proof(http) != HomeAccess.ProofOf(token!)) return HomeRoutes.No(HomeRefusals.Elsewhere);
        if (path == "/let-out" && !gets)
        {
            home.Access.End(browser);
            http.Response.Cookies.Delete(Cookie);
            return SeeOther(http, "/let-in");
        }

        if (gets && home.Files is { } files && PublicFile(path) is { } wanted)
            return (await files(wanted, http.RequestAborted)).TryGet(out var published, out var away) ? Results.Bytes(published, "application/json") : HomeRoutes.No(away);
        if (gets && PageOf(path) is { } page) return Page(http, page, home, HomeAccess.ProofOf(token!));
        return await Ask(http, home.Routes, browser);
    }

    private static async Task<IResult> Ask(HttpContext http, HomeRoutes routes, LetIn browser)
    {
        var steps = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        (IReadOnlyList<HomeRoute> there, string[] tail) = steps switch
        {
            ["my", "cameras", .. var below] => (routes.All, below),
            ["answers", .. var below] => (routes.Answers, below),
            _ => ([], []),
        };
        foreach (var route in there)
        {
            if (route.Method != http.Request.Method || Match(route.Path, tail) is not { } parts) continue;
            if (parts.TryGetValue("home", out var home) && home != routes.Home.Text) return HomeRoutes.No(HomeRefusals.NoHome);
            if (route.Least == HomeRole.Owner && browser.Role != HomeRole.Owner) return HomeRoutes.No(HomeRefusals.NotOwner);
            return await route.Answer(new HomeAsked(http, browser, parts));
        }

        return HomeRoutes.No(HomeRefusals.NoHome);
    }

    internal static IReadOnlyDictionary<string, string>? Match(string pattern, string[] steps)
    {
        var wanted = pattern.Split('/');
        if (wanted.Length != steps.Length) return null;
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] is ['{', .. var name, '}']) parts[name] = steps[i];
            else if (wanted[i] != steps[i]) return null;
        }

        return parts;
    }

    /// <summary>The public file that is asked for: a cell's open requests, or one request. Null where it is no such address.</summary>
    private static string? PublicFile(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["requests", "regions", [.. var name, '.', 'j', 's', 'o', 'n']] when CoarseCell.TryParse(name, out var cell) => RegionFile.PathOf(cell),
        ["requests", [.. var name, '.', 'j', 's', 'o', 'n']] when RequestId.TryParse(name, out var request) => RequestDocument.PathOf(request),
        _ => null,
    };

    /// <summary>Name of the shell, home and camera; null where it is no page.</summary>
    private static (string Name, string? Home, string? Camera)? PageOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["my", "cameras"] => ("homes", null, null),
        ["my", "cameras", "pair"] => ("none", null, null),
        ["my", "cameras", var home, "watch", var camera] => ("watch", home, camera),
        ["my", "cameras", var home, "watch", var camera, "settings"] => ("settings", home, camera),
        ["my", "cameras", var home, "people" or "who-looked" or "everything" or "requests" or "answer" or "grants"] => (path[(path.LastIndexOf('/') + 1)..], home, null),
        _ => null,
    };

    private static IResult Page(HttpContext http, (string Name, string? Home, string? Camera) page, HomeDesk desk, string proof)
    {
        var known = (page.Home is null || page.Home == desk.Routes.Home.Text) && (page.Camera is null || CameraId.TryParse(page.Camera, out _));
        var name = known ? page.Name : "none";
        var (policy, html) = Shells.Page(name, ("proof", proof), ("home", page.Home ?? string.Empty), ("camera", page.Camera ?? string.Empty), ("site", desk.Site));
        http.Response.Headers.ContentSecurityPolicy = policy;
        return Results.Content(html, "text/html; charset=utf-8", statusCode: name == "none" ? 404 : 200);
    }

    private static IResult LetInPage(HttpContext http, int status, string problem)
    {
        var (policy, html) = Shells.Page("let-in", ("problem", problem));
        http.Response.Headers.ContentSecurityPolicy = policy;
        return Results.Content(html, "text/html; charset=utf-8", statusCode: status);
    }

    private static async Task<IResult> LetIn(HttpContext http, HomeDesk home)
    {
        var typed = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["code"].ToString() : string.Empty;
        if (!home.Access.LetIn(typed, http.Connection.RemoteIpAddress ?? IPAddress.None).TryGet(out var token, out var refusal)) return LetInPage(http, refusal.Kind.HttpStatus(), refusal.Sentence);
        http.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromDays(180) });
        return SeeOther(http, Base);
    }

    private static IResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<string?> Proof(HttpContext http)
    {
        if (http.Request.Headers["RequestVerificationToken"].ToString() is { Length: > 0 } sent) return sent;
        return http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["__RequestVerificationToken"].ToString() : null;
    }

    private bool IsNetwork(HttpContext http) => network is not null && http.Request.IsHttps;

    /// <summary>On this machine: localhost, since a browser uses keys there; the number only for the status.</summary>
    private bool IsOwnName(HttpContext http) => IsNetwork(http)
        ? IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var address) ? address.Equals(network!.Listen) : string.Equals(http.Request.Host.Host, network!.Name, StringComparison.OrdinalIgnoreCase)
        : http.Request.Host.Host == "localhost" || (http.Request.Host.Host == "127.0.0.1" && http.Request.Path == "/");

    private static bool IsFromOwnPage(HttpContext http) =>
        http.Request.Headers.Origin.ToString() == $"{http.Request.Scheme}://{http.Request.Host.Value}" && http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin";
}

/// <summary>What the site needs of a paired hub.</summary>
/// <param name="Files">The server's public files of requests as everybody gets them, by their path.</param>
/// <param name="Site">Address of the company's site, without a slash at its end.</param>
internal sealed record HomeDesk(HomeAccess Access, HomeRoutes Routes, Func<string, CancellationToken, Task<Result<byte[]>>>? Files = null, string Site = "");
