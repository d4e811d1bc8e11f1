using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;

namespace Writ.Sources.Cameras.Hub;

/// <summary>What keys of provider-held clips are sealed to: the vault's public key for the account of the home's owner.</summary>
internal sealed class VaultKey(IStore store, VaultClient vault)
{
    public static void Map(IEndpointRouteBuilder hub) => hub.MapGet(
            "/hub/cameras/{camera}/vault-key", (string camera, VaultKey use, Caller caller, CancellationToken cancel) => use.Of(caller, camera, cancel))
        .RequireAuthorization(Scopes.HubUse)
        .WithSummary("The key that a provider-held camera's footage records are sealed to")
        .Produces<VaultKeyView>();

    private async Task<Result<VaultKeyView>> Of(Caller hub, string text, CancellationToken cancel)
    {
        if (!CameraId.TryParse(text, out var camera)) return CameraRefusals.NoCamera;
        var look = await store.Look<Result<AccountId>>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is not { } home) return CameraRefusals.NoHome;
            return await work.Db().Set<HomeCamera>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == home.Id && c.CameraId == camera) switch
            {
                null => CameraRefusals.NoCamera,
                { Custody: Custody.Owner } => CameraRefusals.OwnerHeld,
                _ => home.AccountId,
            };
        }, cancel);
        if (!look.TryGet(out var account, out var refusal)) return refusal;
        return (await vault.PublicKey(account, cancel)).Map(key => new VaultKeyView(account.Text, key.Spki.ToArray()));
    }
}
