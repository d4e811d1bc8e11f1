using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Live;
using Writ.Store;

namespace Writ.Sources.Cameras.Pairing;

/// <summary>The hub's side of pairing (<c>docs/spec/footage.md</c> section 8). It has no token yet: the secret it got with the name speaks for it.</summary>
internal sealed class HubPairing(IStore store, Bells bells, LiveRelay live, TimeProvider time)
{
    private const string Address = "/hub/pairings";

    private const int MostOpen = 2_000;

    private const int TagLength = 32;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <param name="attempts">Policy that bounds how often one network address may ask.</param>
    public static void Map(IEndpointRouteBuilder api, string attempts)
    {
        api.MapPost(Address, async (HttpContext http, HubPairing use) => Created(await use.Open(await Asked.Json<PairingRequest>(http))))
            .AllowAnonymous().AskedByScript().RequireRateLimiting(attempts)
            .WithSummary("Ask to be paired; show the name that comes back as the first four characters of the code")
            .Accepts<PairingRequest>("application/json").Produces<PairingOpened>(201);
        api.MapGet(Address + "/{name}", (string name, int? wait, HttpContext http, HubPairing use) => use.Standing(name, Secret(http), wait, http.RequestAborted))
            .AllowAnonymous().AskedByScript()
            .WithSummary("How a pairing stands; Authorization: Bearer and the secret that came with its name; ?wait= up to 25 seconds")
            .Produces<PairingStanding>();
        api.MapPost(Address + "/{name}", async (string name, HttpContext http, HubPairing use) => await use.Answer(name, Secret(http), await Asked.Json<PairingAnswer>(http)))
            .AllowAnonymous().AskedByScript()
            .WithSummary("Found the home for the owner who asked, or refuse a false tag; same secret")
            .Accepts<PairingAnswer>("application/json").Produces<PairingDone>();
    }

    private static object Created(Result<PairingOpened> opened) =>
        opened.TryGet(out var pairing, out _) ? Results.Json(pairing, HubWire.Json, statusCode: StatusCodes.Status201Created) : opened;

    private static string Secret(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : string.Empty;

    private async Task<Result<PairingOpened>> Open(PairingRequest request)
    {
        if (!Holder.Parse(request.Sign, request.Seal).TryGet(out var hub, out var refusal)) return refusal;
        var poll = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return await store.Act<PairingOpened>(async work =>
        {
            var (db, now) = (work.Db(), time.GetUtcNow());

            // A hub that asks anew has forgotten its last code.
            await db.Set<HomePairing>().Where(p => p.EndsAt <= now || p.HubId == hub.Id).ExecuteDeleteAsync();
            if (await db.Set<HomePairing>().CountAsync() >= MostOpen) return CameraRefusals.PairingsFull;
            var name = PairingCode.NewName();
            while (await db.Set<HomePairing>().AnyAsync(p => p.Name == name)) name = PairingCode.NewName();
            var row = new HomePairing
            {
                Name = name, HomeId = HomeId.New(), PollHash = HubTokens.HashOf(poll), HubId = hub.Id, HubSign = hub.Sign.Spki.ToArray(), HubSeal = hub.Seal.Spki.ToArray(),
                EndsAt = now + Lasts, State = PairingState.Waiting,
            };
            db.Add(row);
            return new PairingOpened(name, row.HomeId.Text, poll, row.EndsAt);
        });
    }

    private Task<Result<PairingStanding>> Standing(string name, string poll, int? wait, CancellationToken cancel) => bells.Until<Result<PairingStanding>>(
        Bells.Of(name),
        wait,
        async () => await store.Look(work => Find(work, name, poll), cancel) is { } row
            ? (row.State != PairingState.Waiting, new PairingStanding(Pairings.Word(row.State), Pairings.Owner(row), row.OwnerTag))
            : (true, CameraRefusals.NoPairing),
        cancel);

    private async Task<Result<PairingDone>> Answer(string name, string poll, PairingAnswer answer)
    {
        if (answer.Refuse) return await Refuse(name, poll);
        if (await store.Look(work => Find(work, name, poll)) is not { } row) return CameraRefusals.NoPairing;
        if (row.State == PairingState.Waiting) return CameraRefusals.NotAsked;
        if (!Checked(row, answer).TryGet(out var founding, out var refusal)) return refusal;
        var token = HubTokens.New();
        var done = await store.Act<PairingDone>(async work =>
        {
            var now = await work.Db().Set<HomePairing>().SingleOrDefaultAsync(p => p.Name == name && p.PollHash == row.PollHash);
            if (now is null || now.EndsAt <= time.GetUtcNow() || now.AccountId != row.AccountId) return CameraRefusals.NoPairing;
            var refused = now.State == PairingState.Answered ? await Again(work, now, founding, token) : await Found(work, now, founding, token);
            return refused is null ? new PairingDone(token) : refused;
        });
        bells.Ring(Bells.Of(name));
        foreach (var replaced in done.Ok ? await store.Look(work => Replaced(work, row.AccountId!.Value)) : []) live.End(replaced);
        return done;
    }

    private static Task<List<HomeId>> Replaced(IWork work, AccountId account) =>
        work.Db().Set<Home>().Where(h => h.AccountId == account && h.State == HomeState.Replaced).Select(h => h.Id).ToListAsync();

    private async Task<Result<PairingDone>> Refuse(string name, string poll)
    {
        var hash = HubTokens.HashOf(poll);
        var gone = await store.Act<int>(async work => await work.Db().Set<HomePairing>()
            .Where(p => p.Name == name && p.PollHash == hash && p.State != PairingState.Answered).ExecuteDeleteAsync());
        bells.Ring(Bells.Of(name));
        if (!gone.Ok) return gone.Refusal;
        return gone.Value == 1 ? new PairingDone(null) : CameraRefusals.NoPairing;
    }

    /// <summary>The chain must be of this home, by this hub, for this owner, and its key wrapped to both and nobody else.</summary>
    private static Result<Founding> Checked(HomePairing row, PairingAnswer answer)
    {
        if (answer is not { Statement: { } statement, Tag: { Length: TagLength } tag, HomeKey: { } homeKey }) return CameraRefusals.PairingForm;
        var (text, record) = (HomeDoor.Bytes(statement), HomeDoor.Bytes(homeKey));
        if (!HomeChain.Read([text]).TryGet(out var chain, out var refusal)) return refusal;
        var owner = Holder.Parse(row.OwnerSign, row.OwnerSeal).Value;
        if (chain.Home != row.HomeId || chain.Hub.Id != row.HubId || chain.Find(owner.Id)?.Role != HolderRole.Owner) return CameraRefusals.PairingForm;
        if (!HomeKeyRecord.Read(record, chain).TryGet(out var key, out refusal)) return refusal;
        return key.Generation == 0 && key.IsFor(chain).Ok ? new Founding(text, tag, record) : CameraRefusals.PairingForm;
    }

    /// <summary>The answer was lost on its way: a token in place of the one that nobody has.</summary>
    private static async Task<Refusal?> Again(IWork work, HomePairing row, Founding founding, string token)
    {
        if (!row.Statement.AsSpan().SequenceEqual(founding.Statement)) return CameraRefusals.PairingForm;
        var (id, hash) = (row.HomeId, HubTokens.HashOf(token));
        var given = await work.Db().Set<Home>().Where(h => h.Id == id && h.State == HomeState.Active).ExecuteUpdateAsync(s => s.SetProperty(h => h.TokenHash, hash));
        return given == 1 ? null : CameraRefusals.NoPairing;
    }

    private static async Task<Refusal?> Found(IWork work, HomePairing row, Founding founding, string token)
    {
        var (db, account) = (work.Db(), row.AccountId!.Value);
        var before = db.Set<Home>().Where(h => h.AccountId == account && h.State == HomeState.Active);
        if (!row.Replaces && await before.AnyAsync()) return CameraRefusals.HasHome;
        await before.ExecuteUpdateAsync(s => s.SetProperty(h => h.State, HomeState.Replaced).SetProperty(h => h.TokenHash, (string?)null));
        db.Add(new Home { Id = row.HomeId, AccountId = account, State = HomeState.Active, TokenHash = HubTokens.HashOf(token), Statements = 1 });
        db.Add(new HomeStatementRow { HomeId = row.HomeId, Number = 0, Text = founding.Statement });
        db.Add(new HomeKeyRow { HomeId = row.HomeId, Generation = 0, Record = founding.HomeKey });
        (row.State, row.Statement, row.HubTag) = (PairingState.Answered, founding.Statement, founding.Tag);
        return null;
    }

    private async Task<HomePairing?> Find(IWork work, string name, string poll)
    {
        var (hash, now) = (HubTokens.HashOf(poll), time.GetUtcNow());
        return await work.Db().Set<HomePairing>().AsNoTracking().SingleOrDefaultAsync(p => p.Name == name && p.PollHash == hash && p.EndsAt > now);
    }

    private sealed record Founding(byte[] Statement, byte[] Tag, byte[] HomeKey);
}

internal static class Pairings
{
    public static string Word(PairingState state) => state switch
    {
        PairingState.Waiting => HubWire.Waiting,
        PairingState.Asked => HubWire.Asked,
        PairingState.Answered => HubWire.Answered,
    };

    public static WireHolder? Owner(HomePairing row) => row is { OwnerSign: { } sign, OwnerSeal: { } seal } ? new WireHolder(sign, seal) : null;
}
