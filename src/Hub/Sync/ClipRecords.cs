using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Hub.Keeping;

namespace Writ.Hub.Sync;

/// <summary>
/// Offers clips, those of provider-held cameras with their key sealed to the vault. That happens only where an owner's signed settings said so when
/// the clip began and say so still, and the server knows the camera as provider-held too: each of them alone can prevent it, and none can bring it about.
/// </summary>
/// <param name="providerHeld">What an owner signed for this camera last.</param>
internal sealed class ClipRecords(HubServer server, Keyring ring, Func<CameraId, bool> providerHeld)
{
    public async Task<Result<ClipStanding>> Offer(KeptClip clip, ClipRequest plain, DateOnly day, CancellationToken stop)
    {
        if (!clip.ProviderHeld) return await server.OpenClip(clip.Clip, plain, stop);
        if (!providerHeld(clip.Camera))
        {
            // Turned back before it was sent: it goes as owner-held clips do, unless the server took it with its record before.
            var without = await server.OpenClip(clip.Clip, plain, stop);
            return without.Refusal?.Code == HubWire.ClipDiffers && Made(clip) is { } before ? await server.OpenClip(clip.Clip, plain with { Record = before }, stop) : without;
        }

        if (!(await RecordOf(clip, day, stop)).TryGet(out var record, out var refusal))
            return NotKept(refusal) ? await server.OpenClip(clip.Clip, plain, stop) : refusal;
        var offered = await server.OpenClip(clip.Clip, plain with { Record = record }, stop);

        // It may lie there without one from a time when the server knew the camera as owner-held: so it stays.
        return offered.Refusal is { } no && (NotKept(no) || no.Code == HubWire.ClipDiffers) ? await server.OpenClip(clip.Clip, plain, stop) : offered;
    }

    /// <summary>The server knows the camera as owner-held, or knows nothing of vaults.</summary>
    private static bool NotKept(Refusal refusal) => refusal.Code == HubWire.HeldByOwner || refusal.Kind == RefusalKind.NotFound;

    private static WireRecord? Made(KeptClip clip) => File.Exists(clip.Record) ? JsonSerializer.Deserialize<WireRecord>(File.ReadAllBytes(clip.Record), HubWire.Json) : null;

    /// <summary>Always the same once it was made, so that a clip can be offered again after any crash.</summary>
    private async Task<Result<WireRecord>> RecordOf(KeptClip clip, DateOnly day, CancellationToken stop)
    {
        if (Made(clip) is { } before) return before;
        if (!(await server.VaultKey(clip.Camera, stop)).TryGet(out var view, out var refusal)) return refusal;
        if (!AccountId.TryParse(view.Account, out var account) || !PublicKey.Parse(view.Spki).TryGet(out var vault, out _)) return SyncRefusals.Odd;

        var header = await File.ReadAllBytesAsync(clip.Header, stop);
        var home = ring.Chain!.Home;
        var key = ring.Of(ClipSeal.Generation(header, home, clip.Clip) ?? -1) ?? throw new InvalidDataException("A clip of another home");
        using var seal = ClipSeal.Read(key, clip.Clip, header).Value;
        var made = FootageRecord.Wrap(vault, RecordId.New(), account, day, home, clip.Clip, seal);
        var record = new WireRecord(made.Record.Text, made.Header, made.Body);
        Durable.Replace(clip.Record, JsonSerializer.SerializeToUtf8Bytes(record, HubWire.Json));
        return record;
    }
}
