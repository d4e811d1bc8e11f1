using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Recording;

namespace Writ.Hub.Keeping;

/// <summary>What a card says of its camera beyond the picture.</summary>
/// <param name="Id">As the server knows it.</param>
/// <param name="Masks">SHA-256 of its masks, hex; 64 zeros for none.</param>
/// <param name="ProviderHeld">An owner signed that the company's vault may hold the keys of its clips. Not in the card: it says who can open, not what was seen.</param>
internal sealed record CameraMarks(CameraId Id, string Masks, bool ProviderHeld = false);

/// <summary>Seals clips as they are recorded: what reaches the disk is ciphertext, chunk by chunk.</summary>
internal sealed class SealingSink(Keyring ring, ClipShelf shelf, Func<string, CameraMarks> marks) : IClipSink
{
    public Result<IClip> Begin(ClipStart start)
    {
        try
        {
            var (id, camera, key) = (ClipId.New(), marks(start.CameraId), ring.Current());
            return shelf.Open(camera.Id, id).TryGet(out var folder, out var refusal) ? Result<IClip>.Of(Begin(id, camera, key, start, folder)) : refusal;
        }
        catch (IOException)
        {
            return KeepingRefusals.DiskFull;
        }
    }

    // What cannot be begun leaves nothing: on a full disk, every clip that is tried would leave a folder.
    private SealingClip Begin(ClipId id, CameraMarks camera, HomeKey key, ClipStart start, string folder)
    {
        try
        {
            return SealingClip.Begin(shelf, key, id, camera, start, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }
}
