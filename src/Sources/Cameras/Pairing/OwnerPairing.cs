using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Store;

namespace Writ.Sources.Cameras.Pairing;

/// <param name="HasHome">The account has a home: asking needs <c>replace</c>.</param>
internal sealed record PairingFound(string Home, WireHolder Hub, bool HasHome);

/// <param name="Replace">The home that the account has is given up for this one; its clips stay until they end.</param>
internal sealed record PairingClaim(byte[] Sign, byte[] Seal, byte[] Tag, bool Replace = false);

/// <param name="State">asked or answered.</param>
internal sealed record PairingReply(string State, string? Statement, byte[]? Tag);

/// <summary>The owner's side of pairing: finds the hub by its name, sends keys and tag, and fetches what the hub answered.</summary>
internal sealed class OwnerPairing(IStore store, Bells bells, PairingTries tries, TimeProvider time)
{
    private const string Address = "/my/cameras/pairings/{name}";

    public static void Map(IEndpointRouteBuilder pages, string attempts)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(Address, async (string name, OwnerPairing use, Caller caller) => Asked.Answer(await use.Find(name, caller.Account!.Value)))
            .RequireAuthorization(policy).AskedByScript().RequireRateLimiting(attempts);
        pages.MapPost(Address, async (string name, HttpContext http, OwnerPairing use, Caller caller) =>
                Asked.Done(await use.Claim(name, await Asked.Json<PairingClaim>(http), caller.Account!.Value)))
            .RequireAuthorization(policy).AskedByScript().RequireRateLimiting(attempts);
        pages.MapGet(Address + "/answer", async (string name, int? wait, HttpContext http, OwnerPairing use, Caller caller) =>
                Asked.Answer(await use.Reply(name, wait, caller.Account!.Value, http.RequestAborted)))
            .RequireAuthorization(policy).AskedByScript();
    }

    private async Task<Result<PairingFound>> Find(string name, AccountId account)
    {
        if (tries.TooMany(account)) return CameraRefusals.PairingTries;
        var (row, hasHome) = await store.Look(async work => (await Open(work, name, account), await HasHome(work, account)));
        if (row is not null) return new PairingFound(row.HomeId.Text, new WireHolder(row.HubSign, row.HubSeal), hasHome);
        tries.Miss(account);
        return CameraRefusals.NoPairing;
    }

    private async Task<Result<bool>> Claim(string name, PairingClaim claim, AccountId account)
    {
        if (tries.TooMany(account)) return CameraRefusals.PairingTries;
        if (!Holder.Parse(claim.Sign, claim.Seal).TryGet(out var owner, out var refusal)) return refusal;
        if (claim.Tag.Length != 32) return CameraRefusals.PairingForm;
        var claimed = await store.Act<bool>(async work =>
        {
            if (await Open(work, name, account) is not { } found || found.HubId == owner.Id) return CameraRefusals.NoPairing;
            var row = await work.Db().Set<HomePairing>().AsTracking().SingleAsync(p => p.Name == found.Name);
            var (sign, seal) = (owner.Sign.Spki.ToArray(), owner.Seal.Spki.ToArray());

            // One tag, once: who guesses gets one try. The same sent twice is the same try.
            if (row.State == PairingState.Asked)
                return row.OwnerSign.AsSpan().SequenceEqual(sign) && row.OwnerSeal.AsSpan().SequenceEqual(seal) && row.OwnerTag.AsSpan().SequenceEqual(claim.Tag)
                    ? true
                    : CameraRefusals.NoPairing;
            if (!claim.Replace && await HasHome(work, account)) return CameraRefusals.HasHome;
            (row.State, row.AccountId, row.OwnerSign, row.OwnerSeal, row.OwnerTag, row.Replaces) = (PairingState.Asked, account, sign, seal, claim.Tag, claim.Replace);
            return true;
        });
        if (claimed.Refusal == CameraRefusals.NoPairing) tries.Miss(account);
        bells.Ring(Bells.Of(name));
        return claimed;
    }

    private Task<Result<PairingReply>> Reply(string name, int? wait, AccountId account, CancellationToken cancel) => bells.Until<Result<PairingReply>>(
        Bells.Of(name),
        wait,
        async () => await store.Look(work => Mine(work, name, account), cancel) is { } row
            ? (row.State == PairingState.Answered, new PairingReply(Pairings.Word(row.State), row.Statement is { } text ? HomeDoor.Text(text) : null, row.HubTag))
            : (true, CameraRefusals.NoPairing),
        cancel);

    /// <summary>One that waits, or that this account asked for.</summary>
    private async Task<HomePairing?> Open(IWork work, string name, AccountId account)
    {
        var now = time.GetUtcNow();
        return PairingCode.IsName(name)
            ? await work.Db().Set<HomePairing>().AsNoTracking().SingleOrDefaultAsync(p => p.Name == name && p.EndsAt > now
                && (p.State == PairingState.Waiting || (p.State == PairingState.Asked && p.AccountId == account)))
            : null;
    }

    private async Task<HomePairing?> Mine(IWork work, string name, AccountId account)
    {
        var now = time.GetUtcNow();
        return await work.Db().Set<HomePairing>().AsNoTracking().SingleOrDefaultAsync(p => p.Name == name && p.EndsAt > now && p.AccountId == account);
    }

    private static Task<bool> HasHome(IWork work, AccountId account) => work.Db().Set<Home>().AnyAsync(h => h.AccountId == account && h.State == HomeState.Active);
}
