using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Writ.Bench.Bare;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// Demands filed through the real door of <c>writ serve</c> (a sample folder, HTTP on loopback, an instrument of 1 KB), beside an endpoint that
/// inserts the same request body into the same kind of database and commits. Both in this process, both driven by the same code.
/// </summary>
internal sealed class Door : IBench
{
    private const int Rounds = 5;

    private static readonly TimeSpan Warmth = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);

    public string Name => "door";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var (door, token) = await Serve(workspace.New("door"));
        await using var bare = await BareServer.Start(Path.Combine(workspace.NewFolder("bare-door"), "bare.db"));
        var rows = new List<Row>();
        foreach (var connections in (int[])[16, 64])
        {
            using var ours = new DoorClient(door, token, connections);
            using var peer = new DoorClient(bare.Address, token, connections);
            await ours.Drive(Warmth);
            await peer.Drive(Warmth);
            ours.Forget();
            peer.Forget();
            var rounds = await Harness.Rounds.Alternate(Rounds, () => ours.Drive(Round), () => peer.Drive(Round));
            rows.Add(new Row(
                Name, $"file a demand, {connections} connections", $"{Text.Rate(rounds.Ours, "demands")}; {ours.Latency}; {ours.Cpu}",
                $"{Text.Rate(rounds.Peer, "inserts")}; {peer.Latency}; {peer.Cpu}", rounds.RatioText, ">= 0.5"));
        }

        return rows;
    }

    /// <summary>The program itself, with its own first start; it ends with this process.</summary>
    private static async Task<(Uri Address, string Token)> Serve(string data)
    {
        var port = FreePort();
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        new Thread(() => Inside.Run("writ", "serve", "--data", data, "--port", $"{port}")) { IsBackground = true }.Start();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = address };
        while (!await Answers(http)) await Task.Delay(100);
        Console.SetOut(output);
        using var persons = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "sample.json")));
        var officer = persons.RootElement.EnumerateArray().First(p => p.GetProperty("name").GetString() == "officer");
        return (address, officer.GetProperty("token").GetString()!);
    }

    private static async Task<bool> Answers(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("readyz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
