using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Writ.Neighbors.Tests.Feed;

internal sealed record PushedMessage(string Method, string Path, string Encoding, string Type, string Ttl, string Urgency, string Authorization, byte[] Body);

/// <summary>A push service of this test's own: a real server on a real line, which takes down what it gets.</summary>
internal sealed class PushReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private PushReceiver(WebApplication app) => this.app = app;

    public List<PushedMessage> Got { get; } = [];

    public Uri Address => new($"{app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/send/abc");

    public static async Task<PushReceiver> Open(int status)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new PushReceiver(builder.Build());
        receiver.app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var headers = http.Request.Headers;
            receiver.Got.Add(new PushedMessage(
                http.Request.Method, http.Request.Path, headers.ContentEncoding.ToString(), headers.ContentType.ToString(), headers["TTL"].ToString(), headers["Urgency"].ToString(),
                headers.Authorization.ToString(), body.ToArray()));
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(context.DnsEndPoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
