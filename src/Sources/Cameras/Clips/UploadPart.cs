using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Sources.Cameras.Clips;

/// <summary>
/// Bytes of a part. They are on the disk, and then counted in the row, before they are acknowledged; what lies in the file beyond the
/// count was never acknowledged, and the next request writes over it.
/// </summary>
internal sealed class UploadPart(IStore store, IBlobs blobs, ClipLocks locks, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder hub) => hub.MapPatch(
            "/hub/clips/{clip}/{part}", (string clip, string part, long offset, HttpContext http, UploadPart use, Caller caller) => use.Handle(caller, clip, part, offset, http))
        .RequireAuthorization(Scopes.HubUse)
        .WithSummary("Bytes of a part from an offset on, at most 4 MiB; Upload-Offset says where to go on")
        .Accepts<Stream>("application/octet-stream").Produces<PartStanding>();

    private async Task<Result<PartStanding>> Handle(Caller hub, string text, string word, long offset, HttpContext http)
    {
        if (!ClipId.TryParse(text, out var clip) || !Asked.TryPart(word, out var part)) return CameraRefusals.ClipId;
        if (http.Request.ContentLength > HubWire.MostBytesAtOnce) return CameraRefusals.PartAtOnce;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = HubWire.MostBytesAtOnce + 1;
        var (home, cancel) = (HomeDoor.Own(hub), http.RequestAborted);
        using var turn = await locks.Take(home, clip, cancel);
        if (await store.Look(work => Find(work, home, clip), cancel) is not { } row) return CameraRefusals.NoClip;
        var (blob, whole, received) = row.Of(part);
        if (offset != received) return Elsewhere(http, received);
        if (offset + (http.Request.ContentLength ?? 0) > whole) return CameraRefusals.PartLong;
        var body = new BoundedBody(http.Request.Body, Math.Min(HubWire.MostBytesAtOnce, whole - offset));
        long length;
        try
        {
            length = await blobs.Append(blob, offset, body, cancel);
        }
        catch (BlobWriteException)
        {
            return StoreRefusals.DiskFull;
        }
        catch (BodyTooLongException)
        {
            return whole - offset < HubWire.MostBytesAtOnce ? CameraRefusals.PartLong : CameraRefusals.PartAtOnce;
        }

        // From here on the count follows the file, whoever hangs up. A file shorter than the count (an old backup) is told as it is.
        var counted = await store.Act<bool>(async work =>
        {
            if (await work.Db().Set<HomeClip>().AsTracking().SingleOrDefaultAsync(c => c.HomeId == home && c.ClipId == clip) is not { State: ClipState.Uploading } now) return CameraRefusals.NoClip;
            now.Received(part, length);
            now.TouchedOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            return true;
        });
        if (!counted.Ok) return counted.Refusal;
        if (length < offset) return Elsewhere(http, length);
        Say(http, length);
        return new PartStanding(length);
    }

    private static async Task<HomeClip?> Find(IWork work, HomeId home, ClipId clip) => await work.Db().Set<HomeClip>().AsNoTracking()
        .SingleOrDefaultAsync(c => c.HomeId == home && c.ClipId == clip && c.State != ClipState.Deleting);

    private static Refusal Elsewhere(HttpContext http, long received)
    {
        Say(http, received);
        return CameraRefusals.PartOffset;
    }

    private static void Say(HttpContext http, long received) => http.Response.Headers[HubWire.OffsetHeader] = received.ToString(CultureInfo.InvariantCulture);
}

internal sealed class BodyTooLongException : Exception;

/// <summary>A body that may not be longer than it was said to be.</summary>
internal sealed class BoundedBody(Stream inner, long most) : ReadOnlyStream
{
    private long left = most;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var some = await inner.ReadAsync(buffer, cancellationToken);
        left -= some;
        return left >= 0 ? some : throw new BodyTooLongException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
