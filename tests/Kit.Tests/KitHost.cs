using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Writ.Kit.Tests;

/// <summary>The sample pages on an in-process server of their own, and pages of hostile text that only tests have.</summary>
public sealed class KitHost : IAsyncLifetime
{
    public static Site Site { get; } = new("Sample Retail Company", true, [], "As of checkpoint 3");

    /// <summary>Every page below /kit that answers 200.</summary>
    public static string[] Pages { get; } = ["/kit", "/kit/question", "/kit/tasks", "/kit/queue", "/kit/case", "/kit/letter"];

    private WebApplication? app;

    public Uri Address => new(app!.Urls.Single());

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents();
        app = builder.Build();
        app.MapKitAssets();
        app.MapKit(Site);
        foreach (var (name, part) in HostileParts.All)
        {
            app.MapGet($"/hostile/{name}", async (HttpContext http) =>
            {
                PageSecurity.Apply(http.Response);
                if (part == typeof(KeptDocument)) http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
                if (part == typeof(MailDocument)) http.Response.Headers.ContentSecurityPolicy = MailLooks.Policy;
                return Results.Text(await HostileParts.Page(name, part, HostileText.ForABrowser), "text/html; charset=utf-8");
            });
        }

        await app.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await app!.DisposeAsync();
    }
}
