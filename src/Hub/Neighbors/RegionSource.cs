using System.Net.Http.Headers;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Sync;
using Writ.Ledger.Requests;

namespace Writ.Hub.Neighbors;

/// <summary>Fetches a region's file as anybody does: without the hub's token, without cookies, and always the whole of it.</summary>
internal sealed class RegionSource : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient http;

    public RegionSource(Uri server, HttpMessageHandler? handler = null)
    {
        http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = server, Timeout = Patience };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("writ-hub", null));
    }

    /// <summary>Refusals <c>hub-server-unreachable</c>, <c>ledger-region-malformed</c>.</summary>
    public async Task<Result<IReadOnlyList<RequestDocument>>> FetchAsync(CoarseCell cell, CancellationToken stop) =>
        (await BytesAsync(RegionFile.PathOf(cell), stop)).TryGet(out var file, out var refusal) ? RegionFile.Read(file, cell) : refusal;

    /// <summary>The file as it came, for pages at home, which read it themselves. Refusal <c>hub-server-unreachable</c>.</summary>
    /// <param name="path">Of a published file of requests, none larger than a region's.</param>
    public async Task<Result<byte[]>> BytesAsync(string path, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > RegionFile.MostBytes) return SyncRefusals.Odd;
            await using var body = await answer.Content.ReadAsStreamAsync(stop);
            using var file = new MemoryStream();
            var part = new byte[64 * 1024];
            int got;
            while ((got = await body.ReadAsync(part, stop)) > 0)
            {
                if (file.Length + got > RegionFile.MostBytes) return SyncRefusals.Odd;
                file.Write(part, 0, got);
            }

            return file.ToArray();
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return SyncRefusals.Unreachable;
        }
    }

    public void Dispose() => http.Dispose();
}
