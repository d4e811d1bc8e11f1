using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;

namespace Writ.Sources.Cameras;

internal enum Custody
{
    Owner,
    Provider,
}

internal sealed class HomeCamera
{
    public required HomeId HomeId { get; init; }

    public required CameraId CameraId { get; init; }

    /// <summary>See <see cref="CoarseCell"/>; nothing finer is ever stored.</summary>
    public required string Cell { get; set; }

    public required Custody Custody { get; set; }
}

internal enum ClipState
{
    Uploading,
    Complete,

    /// <summary>The header is gone, so nothing opens it; blobs and row are going.</summary>
    Deleting,
}

/// <summary>A clip: sizes, days and sealed bytes, and nothing of what it shows or when exactly it came.</summary>
internal sealed class HomeClip
{
    public required HomeId HomeId { get; init; }

    public required ClipId ClipId { get; init; }

    public required CameraId CameraId { get; init; }

    public required DateOnly Day { get; init; }

    public required ClipState State { get; set; }

    public required byte[]? Header { get; set; }

    /// <summary>Of a <see cref="FootageRecord"/>, where the hub sent one; its header and body with it.</summary>
    public RecordId? RecordId { get; init; }

    public byte[]? RecordHeader { get; init; }

    public byte[]? RecordBody { get; init; }

    public required DateOnly KeepUntil { get; init; }

    /// <summary>The how-manieth clip of the home it is, as they were offered.</summary>
    public long Arrival { get; init; }

    public bool Pinned { get; set; }

    public DateOnly? TouchedOn { get; set; }

    public required BlobId VideoBlob { get; init; }

    public required long VideoSize { get; init; }

    public long VideoReceived { get; set; }

    public required BlobId PosterBlob { get; init; }

    public required long PosterSize { get; init; }

    public long PosterReceived { get; set; }

    public required BlobId CardBlob { get; init; }

    public required long CardSize { get; init; }

    public long CardReceived { get; set; }

    public long Size => VideoSize + PosterSize + CardSize;

    public ClipStanding Standing => new(new PartSizes(VideoReceived, PosterReceived, CardReceived), State == ClipState.Complete);

    public (BlobId Blob, long Size, long Received) Of(ClipPart part) => part switch
    {
        ClipPart.Video => (VideoBlob, VideoSize, VideoReceived),
        ClipPart.Poster => (PosterBlob, PosterSize, PosterReceived),
        ClipPart.Card => (CardBlob, CardSize, CardReceived),
    };

    public void Received(ClipPart part, long bytes)
    {
        switch (part)
        {
            case ClipPart.Video:
                VideoReceived = bytes;
                break;
            case ClipPart.Poster:
                PosterReceived = bytes;
                break;
            case ClipPart.Card:
                CardReceived = bytes;
                break;
        }
    }
}

internal sealed class HomeClipGone
{
    public required HomeId HomeId { get; init; }

    public required ClipId ClipId { get; init; }
}

internal sealed class ClipModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<HomeCamera>(e =>
        {
            e.ToTable("home_camera");
            e.HasKey(x => new { x.HomeId, x.CameraId });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
        model.Entity<HomeClip>(e =>
        {
            e.ToTable("home_clip");
            e.HasKey(x => new { x.HomeId, x.ClipId });
            e.HasOne<HomeCamera>().WithMany().HasForeignKey(x => new { x.HomeId, x.CameraId });
            e.Ignore(x => x.Size);
            e.Ignore(x => x.Standing);
        });
        model.Entity<HomeClipGone>(e =>
        {
            e.ToTable("home_clip_gone");
            e.HasKey(x => new { x.HomeId, x.ClipId });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
    }
}
