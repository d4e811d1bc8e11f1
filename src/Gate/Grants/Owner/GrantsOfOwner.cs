using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Notices;
using Writ.Gate.Release;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Gate.Grants.Owner;

/// <summary>What an owner sees of what they gave. Another's grants are not there.</summary>
internal sealed class GrantsOfOwner(
    IStore store, AgencyRegister agencies, IGrantDoor door, RecordEvidence evidence, OpeningKeys openings, NoticeKey key, GrantOptions options, TimeProvider time)
{
    private const int MostShown = 500;

    public const string Address = "/answers/grants";

    /// <summary>The officer who wrote the request, or who approved it where that one can receive nothing; of a passing-on the one who is named there.</summary>
    public Task<Result<GrantRecipient>> Recipient(Caller caller, string requestText, string? ask) => store.Look<Result<GrantRecipient>>(async work =>
    {
        var now = time.GetUtcNow();
        if (!RequestId.TryParse(requestText, out var id) || await door.Find(work, id, now) is not { } request) return GrantRefusals.RequestClosed;
        if (ask is not null) return await OfPassing(work, caller, request, ask, now);
        if (!request.Open) return GrantRefusals.RequestClosed;
        if (!await door.InForce(work, request.Agency, now)) return GrantRefusals.AgencyInert;
        var author = await Recipient(work, request.Id, request.Agency, request.Author, null, now);
        if (author.Ok || request.Supervisor is not { } supervisor) return author;
        var other = await Recipient(work, request.Id, request.Agency, supervisor, null, now);

        // Where neither can receive it, why the one who asked cannot.
        return other.Ok ? other : author;
    });

    public Task<GrantList> All(Caller caller) => store.Look(async work =>
    {
        var rows = await OwnGrants.Of(work, caller).AsNoTracking().Where(g => g.State != GrantState.Offered)
            .OrderByDescending(g => g.GivenAt).ThenBy(g => g.Id).Take(MostShown).ToListAsync();
        var views = new List<GrantView>();
        foreach (var row in rows) views.Add(await View(work, row));
        var account = caller.Account;
        return new GrantList(views, caller.Kind == CallerKind.Hub ? null : !await work.Db().Set<GrantMailOff>().AnyAsync(o => o.AccountId == account));
    });

    /// <param name="deletion">Of the officer's word that it is deleted, and not of the grant.</param>
    public Task<Result<GrantReceipt>> Receipt(Caller caller, string text, bool deletion) => store.Look<Result<GrantReceipt>>(async work =>
    {
        if (!GrantId.TryParse(text, out var id) || await OwnGrants.Of(work, caller).AsNoTracking().SingleOrDefaultAsync(g => g.Id == id) is not { } row) return GrantRefusals.Unknown;
        var confirmed = deletion ? await work.Db().Set<GrantDeletion>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id) : null;
        var (opening, seq) = deletion ? (confirmed?.Opening, confirmed?.EntrySeq) : (row.Opening, row.EntrySeq);
        if (opening is null || seq is not { } known || await Entry(work, known) is not { } entry) return GrantRefusals.NoReceipt;
        if (!openings.Open(opening).TryGet(out var json, out var keyless)) return keyless;
        return new GrantReceipt(id.Text, row.ConsentHash, confirmed?.Statement, JsonNode.Parse(json)!, entry, evidence.Receipt(entry));
    });

    /// <summary>Index in the record that readers, and a quorum of witnesses where there is one, see; null before that.</summary>
    public async Task<long?> Entry(IWork work, long seq) => await LogPlaces.Of(work, seq) is { } index && index < evidence.PublishedSize() ? index : null;

    private async Task<Result<GrantRecipient>> OfPassing(IWork work, Caller caller, GrantRequest request, string text, DateTimeOffset now)
    {
        if (!PassingId.TryParse(text, out var id)) return GrantRefusals.PassingClosed;
        var ask = await work.Db().Set<GrantPassing>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.State == PassingState.Open);
        var row = ask is null ? null : await OwnGrants.Of(work, caller).AsNoTracking().SingleOrDefaultAsync(g => g.Id == ask.GrantId);
        if (ask is null || row is null || !row.Lives(now) || row.RequestId != request.Id) return GrantRefusals.PassingClosed;
        return await door.InForce(work, ask.AgencyId, now) ? await Recipient(work, request.Id, ask.AgencyId, ask.OfficerId, row.Id, now) : GrantRefusals.AgencyInert;
    }

    private async Task<Result<GrantRecipient>> Recipient(IWork work, RequestId request, AgencyId agency, OfficerId officer, GrantId? passes, DateTimeOffset now)
    {
        if (await agencies.Title(work, officer) is not { } title || title.Agency != agency) return GrantRefusals.OtherOfficer;
        if (!Recipients.Active(work, officer)) return GrantRefusals.OfficerEnded;
        var keys = await Recipients.Usable(work, agencies, officer, now);
        return keys.Count == 0
            ? GrantRefusals.NoKey
            : new GrantRecipient(
                request.Text, agency.Text, title.AgencyName, officer.Text, title.Role, [.. keys.Select(k => new RecipientKeyView(k.Thumbprint, Convert.ToBase64String(k.Spki)))],
                options.Limits.MostDays, GrantTerms.Version, GrantTerms.Text, passes?.Text);
    }

    private async Task<GrantView> View(IWork work, Grant row)
    {
        var (db, id, now) = (work.Db(), row.Id, time.GetUtcNow());
        var title = await agencies.Title(work, row.OfficerId);
        var opened = await db.Set<GrantOpening>().AsNoTracking().Where(o => o.GrantId == id).OrderBy(o => o.Number).ToListAsync();
        var renewed = await db.Set<GrantRenewal>().AsNoTracking().Where(r => r.Id == id).ToListAsync();
        var passing = await db.Set<GrantPassing>().AsNoTracking().Where(p => p.GrantId == id).OrderBy(p => p.At).ToListAsync();
        var said = await db.Set<GrantMessage>().AsNoTracking().Where(m => m.GrantId == id).OrderBy(m => m.Number).ToListAsync();
        var asks = new List<GrantAskView>();
        foreach (var p in passing)
        {
            var who = await agencies.Title(work, p.OfficerId);
            asks.Add(new GrantAskView(p.Id.Text, who?.AgencyName ?? p.AgencyId.Text, who?.Role ?? p.OfficerId.Text, GrantWords.Ground(p.Ground) ?? p.Ground, p.Reason, p.At, Word(p.State)));
        }

        var entry = row.EntrySeq is { } seq ? await Entry(work, seq) : null;
        return new GrantView(
            id.Text, row.RequestId.Text, row.AgencyId.Text, title?.AgencyName ?? row.AgencyId.Text, title?.Role ?? row.OfficerId.Text, Word(row, entry is not null, now),
            row.GivenAt!.Value, row.UntilAt!.Value,
            opened.ConvertAll(o => new GrantOpeningView(o.At, title?.Role ?? o.Officer.Text, Purpose(o), o.What == OpeningWhat.Opened ? "opened" : "exported")),
            renewed.ConvertAll(r => new GrantRenewalView(r.RenewedAt, r.UntilAt, r.Reason)), asks, await Deletion(work, id),
            said.ConvertAll(m => new GrantMessageView(m.At, m.Author == MessageAuthor.Owner ? "owner" : "officer", Encoding.UTF8.GetString(key.Rows.Open(m.Row, m.Sealed).Value))),
            row.ContactOpen && row.Lives(now), await Hindered(work, row, now), entry is null ? null : $"{Address}/{id}/receipt");
    }

    internal static string Purpose(GrantOpening opening) => $"{GrantWords.Purpose(opening.Purpose) ?? opening.Purpose}: {opening.Note}";

    private async Task<GrantDeletionView?> Deletion(IWork work, GrantId id)
    {
        if (await work.Db().Set<GrantDeletion>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id) is not { } row) return null;
        var entry = row.EntrySeq is { } seq ? await Entry(work, seq) : null;
        return new GrantDeletionView(row.AskedAt, row.ConfirmedAt, entry is null ? null : $"{Address}/{id}/deletion-receipt");
    }

    private async Task<string?> Hindered(IWork work, Grant row, DateTimeOffset now)
    {
        if (!row.Lives(now)) return null;
        if (!await door.InForce(work, row.AgencyId, now)) return "The agency may not ask homes at the moment, so nobody there can open it.";
        if (!Recipients.Active(work, row.OfficerId)) return "The officer’s access was ended, so nobody can open it.";
        var usable = await Recipients.Usable(work, agencies, row.OfficerId, now);
        return usable.Any(k => row.Keys.Contains(k.Thumbprint, StringComparison.Ordinal)) ? null : "The officer’s keys were revoked, so nobody can open it.";
    }

    internal static string Word(Grant row, bool recorded, DateTimeOffset now) => row.State switch
    {
        GrantState.Given or GrantState.Opened when now >= row.UntilAt => "ended",
        GrantState.Given => recorded ? "ready" : "recorded",
        GrantState.Opened => "opened",
        GrantState.Withdrawn => "withdrawn",
        GrantState.Ended => "ended",
        GrantState.Purged => "purged",
        GrantState.Offered => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Word(PassingState state) => state switch
    {
        PassingState.Open => "open",
        PassingState.Refused => "refused",
        PassingState.Answered => "answered",
    };
}
