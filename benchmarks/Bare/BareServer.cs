using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Writ.Bench.Bare;

/// <summary>The door's peer: the same server software, and an endpoint that inserts what it was sent and commits. Nothing else.</summary>
internal sealed class BareServer(WebApplication app, BareDatabase database) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Urls.First());

    public static async Task<BareServer> Start(string file)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var database = new BareDatabase(file);
        var app = builder.Build();
        app.MapPost("/api/v1/demands", async (HttpRequest request) =>
        {
            var row = new byte[request.ContentLength!.Value];
            await request.Body.ReadExactlyAsync(row);
            await database.Insert(row);
            return Results.StatusCode(201);
        });
        await app.StartAsync();
        return new BareServer(app, database);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}
