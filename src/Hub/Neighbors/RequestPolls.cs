using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Ledger.Requests;

namespace Writ.Hub.Neighbors;

/// <summary>What was found when the files of open requests were last fetched.</summary>
/// <param name="At">When the round ended; null: not yet.</param>
/// <param name="Requests">Open ones whose area holds a camera of this home.</param>
internal sealed record FoundRequests(DateTimeOffset? At, IReadOnlyList<FoundRequest> Requests);

/// <param name="Corrects">The request in whose place it stands.</param>
internal sealed record FoundRequest(string Id, DateTimeOffset Until, string? Corrects = null);

/// <summary>
/// Fetches the files of open requests of the cells that this home's cameras stand in: at the start, and then once an hour at a minute of its own, all of them, in the order of
/// their names, whatever was found or went wrong. What concerns the home is found here and kept here, sealed; the server hears nothing of it.
/// </summary>
/// <param name="places">Where the cameras stand, exactly.</param>
/// <param name="cells">What the server knows of it.</param>
internal sealed class RequestPolls(
    RegionSource source, Keyring ring, SealedState<FoundRequests> found, Func<IReadOnlyList<CameraPlace>> places, Func<IReadOnlyList<CoarseCell>> cells, TimeProvider clock)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromHours(1);

    private IReadOnlyList<RequestDocument>? open;

    /// <summary>With the places as they are known now; after a restart, as they were at the last round.</summary>
    public FoundRequests Found => open is { } documents ? found.Now with { Requests = Here(documents, []) } : found.Now;

    /// <summary>Until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await RoundAsync(stop);
                var now = clock.GetUtcNow();
                await Task.Delay(Next(now) - now, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    /// <summary>Every cell once. A cell whose file could not be had keeps what was found before, as long as it is open.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        var (all, failed) = (new List<RequestDocument>(), false);
        foreach (var cell in cells().DistinctBy(c => c.Text).OrderBy(c => c.Text, StringComparer.Ordinal))
        {
            var read = await source.FetchAsync(cell, stop);
            if (read.Ok) all.AddRange(read.Value);
            else failed = true;
        }

        var kept = failed ? found.Now.Requests : [];
        open = failed ? null : all;
        found.Set(new FoundRequests(failed ? found.Now.At : clock.GetUtcNow(), Here(all, kept)));
    }

    private IReadOnlyList<FoundRequest> Here(IReadOnlyList<RequestDocument> documents, IReadOnlyList<FoundRequest> kept)
    {
        var now = clock.GetUtcNow();
        var here = RequestMatch.Find(documents, places(), [], now).Select(m => new FoundRequest(m.Request.Id.Text, m.Request.Until!.Value, m.Request.Corrects?.Text));
        return [.. here.Concat(kept.Where(r => r.Until > now)).DistinctBy(r => r.Id).OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>The next hour's minute and second of this hub: they follow from its keys, so that hubs do not come all at once and this one comes when it always does.</summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes("writ.poll/v1" + ring.Own.Holder.Id));
        var offset = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)Rhythm.TotalSeconds);
        var hour = new DateTimeOffset(now.UtcTicks / Rhythm.Ticks * Rhythm.Ticks, TimeSpan.Zero) + offset;
        return hour > now ? hour : hour + Rhythm;
    }
}
