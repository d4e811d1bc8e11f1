using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Agencies.Keys;

/// <param name="PublicKey">Base64 of a P-256 SubjectPublicKeyInfo (RFC 5480).</param>
public sealed record RegisterKeyRequest(string PublicKey);

/// <param name="Reason">Published in the record, so never a person's name.</param>
public sealed record RevokeKeyRequest(string Reason);

/// <param name="Thumbprint">SHA-256 of the SubjectPublicKeyInfo, lower-case hex; public, in the record.</param>
/// <param name="Name">What its officer calls it.</param>
/// <param name="MadeIn">browser or file.</param>
/// <param name="ProvedAt">When its officer showed that they hold the private half; null for a key file, of which only the public half is sent.</param>
public sealed record KeyView(
    string Thumbprint, DateTimeOffset EnrolledAt, DateTimeOffset UsableFrom, DateTimeOffset? RevokedAt, string? Name, string MadeIn, DateTimeOffset? ProvedAt);

/// <summary>An officer's own keys. Productions are sealed to every one that is past its cooling-off.</summary>
public sealed class RegisterKey(IStore store, AgencyOptions options, TimeProvider time)
{
    // A production is sealed to each; its header holds 32 at most.
    private const int MostKeys = 16;

    /// <summary>A key whose public half was made elsewhere and is sent.</summary>
    public Task<Result<KeyView>> Handle(OfficerId officer, AgencyId agency, RegisterKeyRequest request)
    {
        var bytes = new byte[256];
        return request.PublicKey is not null
            && Convert.TryFromBase64String(request.PublicKey, bytes, out var length)
            && PublicKey.Parse(bytes.AsSpan(0, length)).TryGet(out var key, out _)
                ? Add(officer, agency, key, name: null, KeyOrigins.File)
                : Task.FromResult<Result<KeyView>>(AgencyRefusals.KeyForm);
    }

    /// <summary>Its own keys, the oldest first.</summary>
    public Task<IReadOnlyList<KeyView>> Of(OfficerId officer) => store.Look<IReadOnlyList<KeyView>>(async work =>
        [.. (await work.Db().Set<OfficerKey>().Where(k => k.OfficerId == officer).OrderBy(k => k.EnrolledAt).ThenBy(k => k.Thumbprint).ToListAsync()).Select(View)]);

    /// <param name="madeIn">Of <see cref="KeyOrigins"/>; one made in a browser was proved to be held, just now.</param>
    internal Task<Result<KeyView>> Add(OfficerId officer, AgencyId agency, PublicKey key, string? name, string madeIn) => store.Act<KeyView>(async work =>
    {
        if (await work.Db().Set<OfficerKey>().AnyAsync(k => k.Thumbprint == key.Thumbprint)) return AgencyRefusals.KeyTaken;
        if (await work.Db().Set<OfficerKey>().CountAsync(k => k.OfficerId == officer && k.RevokedAt == null) >= MostKeys) return AgencyRefusals.TooManyKeys;
        var now = time.GetUtcNow();
        var fact = await Outbox.Append(work, Facts.KeyEnrolled(agency, key.Thumbprint, now));
        var row = new OfficerKey
        {
            Thumbprint = key.Thumbprint,
            OfficerId = officer,
            Spki = key.Spki.ToArray(),
            EnrolledAt = now,
            UsableFrom = now + options.KeyCoolingOff,
            FactSeq = fact.Seq,
            Name = name,
            MadeIn = madeIn,
            ProvedAt = madeIn == KeyOrigins.Browser ? now : null,
        };
        work.Db().Add(row);
        return View(row);
    });

    public Task<Result<KeyView>> Revoke(OfficerId officer, AgencyId agency, string thumbprint, RevokeKeyRequest request)
    {
        var checks = new Checks();
        checks.Line(request.Reason, 300, "/reason");
        return checks.Ok ? Act() : Task.FromResult<Result<KeyView>>(checks.Refusal);

        Task<Result<KeyView>> Act() => store.Act<KeyView>(work => Revoke(work, officer, agency, thumbprint, request.Reason));
    }

    /// <summary>Staff revoke it for an officer who cannot.</summary>
    public async Task<Result<KeyView>> RevokeFor(OfficerId officer, string thumbprint, RevokeKeyRequest request)
    {
        var agency = await store.Look(work => work.Db().Set<Officer>().Where(o => o.Id == officer).Select(o => (AgencyId?)o.AgencyId).SingleOrDefaultAsync());
        return agency is { } id ? await Revoke(officer, id, thumbprint, request) : AgencyRefusals.Unknown;
    }

    /// <summary>Every key of an officer who does not come any more; nothing is sealed to it from now on.</summary>
    internal async Task RevokeAll(IWork work, Officer officer, string reason)
    {
        foreach (var row in await work.Db().Set<OfficerKey>().Where(k => k.OfficerId == officer.Id && k.RevokedAt == null).OrderBy(k => k.Thumbprint).ToListAsync())
        {
            row.RevokedAt = time.GetUtcNow();
            await Outbox.Append(work, Facts.KeyRevoked(officer.AgencyId, row.Thumbprint, reason, row.RevokedAt.Value));
        }
    }

    private async Task<Result<KeyView>> Revoke(IWork work, OfficerId officer, AgencyId agency, string thumbprint, string reason)
    {
        var row = await work.Db().Set<OfficerKey>().SingleOrDefaultAsync(k => k.Thumbprint == thumbprint && k.OfficerId == officer);
        if (row is null) return AgencyRefusals.Unknown;
        if (row.RevokedAt is not null) return AgencyRefusals.WrongState;
        row.RevokedAt = time.GetUtcNow();
        await Outbox.Append(work, Facts.KeyRevoked(agency, thumbprint, reason, row.RevokedAt.Value));
        return View(row);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/keys", (RegisterKeyRequest request, RegisterKey use, Caller caller) =>
                use.Handle(OfficerId.FromTrusted(caller.Subject), caller.Agency!.Value, request))
            .RequireAuthorization(Scopes.KeysWrite).WithSummary("Register a key of yours").Produces<KeyView>();
        api.MapPost("/keys/{thumbprint}/revocation", (string thumbprint, RevokeKeyRequest request, RegisterKey use, Caller caller) =>
                use.Revoke(OfficerId.FromTrusted(caller.Subject), caller.Agency!.Value, thumbprint, request))
            .RequireAuthorization(Scopes.KeysWrite).WithSummary("Revoke a key of yours").Produces<KeyView>();
        api.MapPost("/officers/{id}/keys/{thumbprint}/revocation", (string id, string thumbprint, RevokeKeyRequest request, RegisterKey use) =>
                OfficerId.TryParse(id, out var officer)
                    ? use.RevokeFor(officer, thumbprint, request)
                    : Task.FromResult<Result<KeyView>>(AgencyRefusals.Unknown))
            .RequireAuthorization(Scopes.AgenciesVerify).WithSummary("Revoke an officer's key, for instance when a device is lost").Produces<KeyView>();
        api.MapGet("/keys", async (RegisterKey use, Caller caller) => Result<IReadOnlyList<KeyView>>.Of(await use.Of(OfficerId.FromTrusted(caller.Subject))))
            .RequireAuthorization(Scopes.KeysWrite).WithSummary("Your keys").Produces<KeyView[]>();
    }

    private static KeyView View(OfficerKey k) => new(k.Thumbprint, k.EnrolledAt, k.UsableFrom, k.RevokedAt, k.Name, k.MadeIn, k.ProvedAt);
}
