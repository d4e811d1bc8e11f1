using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Bench.Harness;

/// <summary>A sample of <c>writ serve</c> as a process of its own, and the browser of one of its customers, who pairs a hub by its code.</summary>
internal sealed partial class SampleHome : IDisposable
{
    private readonly Running serve;
    private readonly HttpClient browser;
    private readonly HolderKeys keys = HolderKeys.Generate();
    private string token = string.Empty;

    private SampleHome(Running serve, Uri address)
    {
        (this.serve, Address) = (serve, address);
        browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public static async Task<SampleHome> Start(Workspace workspace)
    {
        var data = workspace.New("home");
        var address = new Uri($"http://localhost:{FreePort()}");
        var link = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var links = new List<string>();
        var serve = new Running("dotnet", [workspace.Program("App", "writ.dll"), "serve", "--data", data, "--port", $"{address.Port}"], line =>
        {
            if (LinkLine().Match(line) is { Success: true } found) links.Add(found.Value);
            if (line.Contains("For instance:", StringComparison.Ordinal)) link.TrySetResult(links[^1]);
        });
        var home = new SampleHome(serve, address);

        // Customers stand behind the company's people, and the last of them has no hub yet.
        await home.SignIn(await link.Task.WaitAsync(TimeSpan.FromMinutes(3)));
        return home;
    }

    /// <summary>As the page does when its owner has typed the code; done once the hub answered.</summary>
    public async Task Pair(PairingCode code)
    {
        var path = $"/my/cameras/pairings/{code.Name}";
        var found = JsonNode.Parse(await browser.GetStringAsync(path))!;
        var hub = found["hub"].Deserialize<WireHolder>(HubWire.Json)!;
        var tag = code.OwnerTag(HomeId.FromTrusted((string)found["home"]!), Holder.Parse(hub.Sign, hub.Seal).Value, keys.Holder);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(new { sign = keys.Holder.Sign.Spki.ToArray(), seal = keys.Holder.Seal.Spki.ToArray(), tag, replace = true }, options: HubWire.Json),
        };
        request.Headers.Add("RequestVerificationToken", token);
        using var claimed = await browser.SendAsync(request);
        claimed.EnsureSuccessStatusCode();
        while (JsonNode.Parse(await browser.GetStringAsync($"{path}/answer?wait=10"))!["tag"] is null) await Task.Delay(50);
    }

    public void Dispose()
    {
        browser.Dispose();
        serve.Dispose();
        keys.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task SignIn(string link)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Token(await browser.GetStringAsync(link)))]);
        using var entered = await browser.PostAsync(link, form);
        if (entered.StatusCode != HttpStatusCode.SeeOther) throw new InvalidOperationException($"The sample link answered {entered.StatusCode}");
        token = Token(await browser.GetStringAsync("/my/cameras"));
    }

    private static string Token(string page) => WebUtility.HtmlDecode(TokenField().Match(page).Groups[1].Value);

    [GeneratedRegex("/sample/sign-in/\\S+")]
    private static partial Regex LinkLine();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
