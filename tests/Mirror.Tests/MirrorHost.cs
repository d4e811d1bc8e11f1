using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Writ.Mirror.Tests;

/// <summary>The mirror alone on an in-process server of its own, over a sample folder.</summary>
public sealed class MirrorHost : IAsyncLifetime, IDisposable
{
    private WebApplication? app;

    public SampleFolder Folder { get; } = new();

    public Uri Address => new(app!.Urls.Single());

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMirror(options =>
        {
            options.PublishedFolder = Folder.Published;
            options.LedgerFolder = Folder.Ledger;
            options.Publisher = "Sample Retail Company";
            options.Address = "http://localhost:8080";
            options.Sample = true;
        });
        app = builder.Build();
        app.MapMirror();
        await app.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        Client.Dispose();
        Folder.Dispose();
    }
}
