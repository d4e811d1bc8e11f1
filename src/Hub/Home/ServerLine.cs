using System.Net.Http.Headers;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Sync;

namespace Writ.Hub.Home;

/// <summary>
/// The server, for the pages at home. Nobody waits long for one that does not answer: after a question in vain the next ones are answered at once for a
/// while, as if it were still away.
/// </summary>
internal sealed class ServerLine(HubServer server, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private long? awaySince;

    /// <summary>The answer as it is; null where there is nothing to say.</summary>
    /// <param name="tail">Below <c>api/v1/hub/home/</c>, with its query.</param>
    public Task<Result<string?>> Pass(HttpMethod method, string tail, byte[]? body, string? type, CancellationToken stop) =>
        Try(cancel => server.Pass(method, tail, body, type, cancel), stop);

    public Task<Result<T>> Get<T>(string tail, CancellationToken stop) => Try(cancel => server.AtHome<T>(tail, cancel), stop);

    /// <summary>The response, whose body is still to come; dispose of it.</summary>
    public Task<Result<HttpResponseMessage>> Part(ClipId clip, string part, RangeHeaderValue? range, CancellationToken stop) =>
        Try(cancel => server.Part(clip, part, range, cancel), stop, wait: false);

    /// <summary>A file on its way to the server; it takes as long as it takes.</summary>
    public Task<Result<bool>> Carry(string tail, Stream file, long length, CancellationToken stop) => Try(cancel => server.Carry(tail, file, length, cancel), stop, wait: false);

    public Task<Result<bool>> Delete(ClipId clip, CancellationToken stop) => Try(cancel => server.DeleteClip(clip, cancel), stop);

    private async Task<Result<T>> Try<T>(Func<CancellationToken, Task<Result<T>>> ask, CancellationToken stop, bool wait = true)
    {
        if (awaySince is { } since && clock.GetElapsedTime(since) < Rest) return SyncRefusals.Unreachable;
        using var over = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        Result<T> answer;
        try
        {
            // What is fetched in a stream takes as long as it takes.
            answer = await ask(wait ? either.Token : stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            answer = SyncRefusals.Unreachable;
        }

        // A server that does not know this hub any more, or not these questions, is as good as none: what lies at home is still the household's.
        if (answer.Refusal is { } refusal && (refusal.Kind is RefusalKind.Unavailable or RefusalKind.Unauthenticated || refusal.Code == SyncRefusals.Odd.Code)) answer = SyncRefusals.Unreachable;
        awaySince = answer.Refusal?.Code == SyncRefusals.Unreachable.Code ? clock.GetTimestamp() : null;
        return answer;
    }
}
