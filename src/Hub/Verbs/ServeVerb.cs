using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Config;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Serve;

namespace Writ.Hub.Verbs;

/// <summary>Runs the hub: pairs it at first, then records, seals, uploads and reports until told to stop.</summary>
internal static class ServeVerb
{
    public static async Task<Result<int>> RunAsync(string path, string data, string page, TextWriter output, TimeProvider clock, CancellationToken stop)
    {
        if (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue) return new Refusal("hub-usage", "Give the page's port as a number up to 65535.");
        if (!ConfigReader.ReadFile(path).TryGet(out var config, out var refusal)) return refusal;
        if (!Tools.Find().TryGet(out var tools, out refusal)) return refusal;
        if (!HubFolder.Open(data).TryGet(out var opened, out refusal)) return refusal;
        using var folder = opened;
        var standing = new HubStanding();
        using var certificate = config.Page is { } address ? PageCertificate.Of(folder, address, clock.GetUtcNow()) : null;
        if (!(await Listen(new HomeSite(config.Cameras, standing, config.Page), port, certificate)).TryGet(out var listening, out refusal)) return refusal;
        await using var site = listening;
        output.WriteLine($"The hub's page: {site.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}");
        if (certificate is not null) output.WriteLine($"In the home's network: https://{config.Page!.Name ?? config.Page.Listen.ToString()}:{config.Page.Port}  Fingerprint of its certificate (SHA-256): {PageCertificate.Fingerprint(certificate)}");
        return await new HubServe(config, folder, tools, standing, HubTimings.Default, clock, output.WriteLine).RunAsync(stop);
    }

    private static async Task<Result<WebApplication>> Listen(HomeSite site, int port, X509Certificate2? certificate)
    {
        try
        {
            return await site.StartAsync(port, certificate);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return new Refusal("hub-page-address", "The hub cannot listen at the address of its pages; see that no other program does, and that page names an address of this machine.", RefusalKind.Unavailable);
        }
    }
}
