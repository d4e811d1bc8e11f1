using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Sources.Cameras;

/// <summary>A clip of a provider-held camera as it is stored: sealed parts, and the record that the vault can open.</summary>
/// <param name="Header">See <see cref="ClipSeal.Header"/>.</param>
public sealed record StoredClip(SealedRecord Record, HomeId Home, ClipId Clip, byte[] Header)
{
    internal IReadOnlyDictionary<ClipPart, BlobId> Blobs { get; init; } = new Dictionary<ClipPart, BlobId>();
}

/// <summary>What a production has to say of footage that the company cannot open.</summary>
/// <param name="Clips">Those with a record, oldest first.</param>
/// <param name="ClosedCameras">Cameras of the account of whose footage some or all has no record: owner-held ones, and such as were within these days.</param>
public sealed record StoredFootage(IReadOnlyList<StoredClip> Clips, int ClosedCameras)
{
    /// <summary>Of another category, or of an account without cameras.</summary>
    public static StoredFootage None { get; } = new([], 0);
}

/// <summary>
/// What cameras of an account's homes recorded, for the gate. It can find and count; of a clip of an owner-held camera it knows nothing that opens, and
/// names nothing.
/// </summary>
public sealed class FootageSource(IBlobs blobs)
{
    /// <summary>Clips that are whole and have a record, between the days (both inclusive; null: no bound); nothing of other categories than footage.</summary>
    public async Task<StoredFootage> Find(IWork work, AccountId account, DataCategory category, DateOnly? from, DateOnly? to)
    {
        if (category != FootageRecord.Category) return StoredFootage.None;
        var db = work.Db();
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var homes = db.Set<Home>().Where(h => h.AccountId == account && h.State != HomeState.Ending);
        var clips = db.Set<HomeClip>().AsNoTracking().Where(c => c.State == ClipState.Complete && c.Day >= first && c.Day <= last && homes.Any(h => h.Id == c.HomeId));
        var closed = await db.Set<HomeCamera>()
            .CountAsync(k => homes.Any(h => h.Id == k.HomeId)
                && (k.Custody == Custody.Owner || clips.Any(c => c.HomeId == k.HomeId && c.CameraId == k.CameraId && c.RecordId == null)))
            .ConfigureAwait(false);
        var rows = await clips.Where(c => c.RecordId != null).ToListAsync().ConfigureAwait(false);
        return new StoredFootage([.. rows.OrderBy(c => c.Day).ThenBy(c => c.ClipId.Text, StringComparer.Ordinal).Select(c => Stored(c, account))], closed);
    }

    /// <summary>Who holds keys of a home, as signed: one statement a line. Without it nobody could tell whose signature is on a card. Empty where the home is gone.</summary>
    public async Task<byte[]> Chain(IWork work, HomeId home)
    {
        var texts = await work.Db().Set<HomeStatementRow>().AsNoTracking().Where(s => s.HomeId == home).OrderBy(s => s.Number).Select(s => s.Text).ToListAsync().ConfigureAwait(false);
        return [.. texts.SelectMany(text => (byte[])[.. text, (byte)'\n'])];
    }

    /// <summary>A part as it lies, sealed; null where it is gone.</summary>
    public Task<Stream?> Open(StoredClip clip, ClipPart part, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return blobs.Get(clip.Blobs[part], cancel);
    }

    private static StoredClip Stored(HomeClip row, AccountId account) => new(
        new SealedRecord(row.RecordId!.Value, account, FootageRecord.Category, row.Day, row.RecordHeader!, row.RecordBody!), row.HomeId, row.ClipId, row.Header!)
    {
        Blobs = Enum.GetValues<ClipPart>().ToDictionary(part => part, part => row.Of(part).Blob),
    };
}
