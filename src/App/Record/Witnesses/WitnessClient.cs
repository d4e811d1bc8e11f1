using System.Globalization;
using System.Net;
using System.Text;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.App.Record.Witnesses;

/// <summary>
/// Speaks to one witness by tlog-witness. Believes nothing of it but a cosignature that holds over the very checkpoint that was sent.
/// Used by one round at a time.
/// </summary>
internal sealed class WitnessClient(PolicyWitness witness, HttpClient http, VerifierKey log, TimeSpan timeout, TimeProvider time)
{
    // 409 tells the size to begin at; more than one change of mind within a round is a witness that several ask, or one that plays.
    private const int MostTries = 3;

    private const int MostAnswer = 64 * 1024;

    private readonly Uri prefix = new(witness.Url!.TrimEnd('/') + "/");

    // What it last said that it knows; its own word, used to choose where the proof begins.
    private long known;

    public PolicyWitness Witness { get; } = witness;

    /// <param name="note">Signed by the log.</param>
    /// <param name="prove">Consistency from a size to the one offered.</param>
    /// <param name="cancel">The round is over, or the process ends; what it throws then is the caller's.</param>
    public Task<WitnessReply> Ask(string note, Checkpoint offered, Func<long, IReadOnlyList<byte[]>> prove, CancellationToken cancel) => InTime(async stop =>
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var old = Math.Min(known, offered.Size);
            using var answer = await http.PostAsync(
                new Uri(prefix, AddCheckpoint.Path), new StringContent(new AddCheckpoint(old, prove(old), note).ToText(), Encoding.UTF8, "text/plain"), stop);
            var body = await Text(answer, stop);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK when body is not null && Cosignatures.Accept(offered.ToText(), body, Witness.Key) is { } line:
                    known = offered.Size;
                    return new WitnessReply.Cosigned(line);
                case HttpStatusCode.OK:
                    return new WitnessReply.Missing(WitnessStanding.False);
                case HttpStatusCode.Conflict when Size(answer.Content.Headers.ContentType?.MediaType, body) is { } told:
                    if (told > offered.Size) return new WitnessReply.Ahead(told, await ShownBeyond(offered.Size, stop));
                    if (told == old) return new WitnessReply.Missing(WitnessStanding.False);
                    known = told;
                    continue;
                case HttpStatusCode.UnprocessableEntity:
                    return await Disagreement(offered.Size, stop);
                case HttpStatusCode.Forbidden or HttpStatusCode.NotFound:
                    return new WitnessReply.Missing(WitnessStanding.DoesNotKnowUs);
                default:
                    return new WitnessReply.Missing(WitnessStanding.Refuses);
            }
        }

        return new WitnessReply.Missing(WitnessStanding.False);

        async Task<WitnessReply> Disagreement(long size, CancellationToken stop) =>
            await Shown(stop) is { } shown && Opened(shown) is { } theirs && (theirs.Size > size || !Contains(theirs, size))
                ? theirs.Size > size ? new WitnessReply.Ahead(theirs.Size, shown) : new WitnessReply.Forked(shown)
                : new WitnessReply.Missing(WitnessStanding.Disagrees);
    }, cancel);

    /// <summary>
    /// Compares what it shows with our own log of this size. <see cref="WitnessReply.Cosigned"/> is never the answer;
    /// <see cref="WitnessStanding.Cosigns"/>: it knows us and agrees, or has not met us yet.
    /// </summary>
    public Task<WitnessReply> Compare(long size, CancellationToken cancel) => InTime(async stop =>
    {
        using var answer = await http.GetAsync(new Uri(prefix, AddCheckpoint.MonitorPath(log.Name)), HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.StatusCode == HttpStatusCode.NotFound) return new WitnessReply.Missing(WitnessStanding.Cosigns);
        if (answer.StatusCode != HttpStatusCode.OK || await Text(answer, stop) is not { } shown) return new WitnessReply.Missing(WitnessStanding.Refuses);

        // Without our signature it is nobody's evidence against us.
        if (Opened(shown) is not { } theirs) return new WitnessReply.Missing(WitnessStanding.False);
        if (theirs.Size > size) return new WitnessReply.Ahead(theirs.Size, shown);
        if (!Contains(theirs, size)) return new WitnessReply.Forked(shown);
        known = theirs.Size;
        return new WitnessReply.Missing(WitnessStanding.Cosigns);
    }, cancel);

    /// <summary>Set by whoever has the tiles: whether this checkpoint is of our log, which has at least its size, given second.</summary>
    public required Func<Checkpoint, long, bool> Contains { private get; init; }

    private async Task<WitnessReply> InTime(Func<CancellationToken, Task<WitnessReply>> ask, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await ask(stop.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is OperationCanceledException or HttpRequestException or IOException)
        {
            return new WitnessReply.Missing(late.IsCancellationRequested ? WitnessStanding.Slow : WitnessStanding.Unreachable);
        }
    }

    /// <summary>What it shows of us, where that is ours and of a larger log than this.</summary>
    private async Task<string?> ShownBeyond(long size, CancellationToken stop) =>
        await Shown(stop) is { } shown && Opened(shown) is { } theirs && theirs.Size > size ? shown : null;

    private async Task<string?> Shown(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(prefix, AddCheckpoint.MonitorPath(log.Name)), HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.StatusCode == HttpStatusCode.OK ? await Text(answer, stop) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private Checkpoint? Opened(string note) => Checkpoint.Open(note, [log]).TryGet(out var checkpoint, out _) ? checkpoint : null;

    /// <summary>What a witness says that it has; null for anything else.</summary>
    internal static long? Size(string? mediaType, string? body) =>
        mediaType == AddCheckpoint.SizeType && body is [.. var digits, '\n']
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && digits == size.ToString(CultureInfo.InvariantCulture)
            ? size
            : null;

    /// <summary>Null for what is too long or is not text.</summary>
    private static async Task<string?> Text(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        var bytes = new byte[MostAnswer + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        try
        {
            return length > MostAnswer ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
