using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>So many connections, each with one request at a time; every demand has its own key, nonce and reference.</summary>
internal sealed class DoorClient(Uri address, string token, int connections) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = address };
    private readonly string[] body = Body();
    private readonly ConcurrentBag<List<double>> latencies = [];
    private double cpuSeconds;
    private long requests;

    public string Latency
    {
        get
        {
            var all = latencies.SelectMany(l => l).Order().ToList();
            return $"p50 {Text.Number(all[all.Count / 2], "0.0")} ms, p99 {Text.Number(all[all.Count * 99 / 100], "0.0")} ms";
        }
    }

    /// <summary>Of the whole process, client included: what the rate would be bounded by on an idle machine.</summary>
    public string Cpu => $"{Text.Number(cpuSeconds / requests * 1e6, "0")} us CPU each";

    public void Forget()
    {
        latencies.Clear();
        (cpuSeconds, requests) = (0, 0);
    }

    /// <summary>Requests a second over this time.</summary>
    public async Task<double> Drive(TimeSpan time)
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var from = Stopwatch.GetTimestamp();
        var done = 0L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var took = new List<double>();
            while (Stopwatch.GetElapsedTime(from) < time)
            {
                var at = Stopwatch.GetTimestamp();
                await One();
                took.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            latencies.Add(took);
            Interlocked.Add(ref done, took.Count);
        })));
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        process.Refresh();
        cpuSeconds += (process.TotalProcessorTime - before).TotalSeconds;
        requests += done;
        return done / seconds;
    }

    public void Dispose() => http.Dispose();

    private async Task One()
    {
        var nonce = RandomNumberGenerator.GetBytes(32);
        var id = Convert.ToHexStringLower(nonce.AsSpan(0, 12));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/demands")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{body[0]}{id}{body[1]}{Convert.ToBase64String(nonce)}{body[2]}")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", id);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if ((int)response.StatusCode != 201) throw new InvalidOperationException($"{(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
    }

    /// <summary>A search warrant for one account, with a PDF of 1,024 bytes; between the parts go reference and nonce.</summary>
    private static string[] Body()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var pdf = new byte[1024];
        RandomNumberGenerator.Fill(pdf);
        "%PDF-1.4\n"u8.CopyTo(pdf);
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $$$"""
            {"reference":"Case |","instrument":"us/search-warrant","authority":{"name":"Sample County Court","kind":"court"},"service":"retail",
            "issuedOn":"{{{Day(-1)}}}","expiresOn":"{{{Day(30)}}}","gag":false,
            "items":[{"identifier":{"kind":"email","value":"somebody@example.org"},"category":"subscriber","from":null,"to":null}],
            "file":{"name":"instrument.pdf","type":"application/pdf","content":"{{{Convert.ToBase64String(pdf)}}}"},"nonce":"|"}
            """.Split('|');
    }
}
