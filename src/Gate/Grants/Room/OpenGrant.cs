using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Grants.Owner;
using Writ.Sources.Cameras.Grants;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Gate.Grants.Room;

/// <summary>What the officer's script gets when it may open.</summary>
/// <param name="Sha256">Of the sealed file, as the owner signed it.</param>
/// <param name="Home">Which the owner signed that it is of.</param>
/// <param name="Founded">SHA-256 of that home's founding statement, hex; null where the home is not there any more.</param>
internal sealed record OpenedGrant(string Grant, string Sha256, long Size, IReadOnlyList<GrantWrap> Wraps, string Home, string? Founded);

/// <summary>
/// Gives out the wrapped key, with a purpose that is written down in the same act, or nothing. Who is named in the consent gets it, and nobody else: no colleague, no
/// supervisor, no member of the company's staff.
/// </summary>
internal sealed class OpenGrant(IStore store, IBlobs blobs, IGrantDoor door, GrantsOfOwner record, AgencyRegister agencies, OwnersHand hand, TimeProvider time)
{
    internal const int MostNote = 300;

    // A form that is sent twice is one opening.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public async Task<Result<OpenedGrant>> Open(Caller officer, string text, string purpose, string note, bool terms)
    {
        if (Stated(purpose, note) is { } unstated) return unstated;
        if (await Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        if (!row.Lives(time.GetUtcNow())) return GrantRefusals.Over;
        if (!await store.Look(work => Recorded(work, row, time.GetUtcNow()))) return GrantRefusals.NotRecorded;
        var kept = await Wraps(row);
        return await store.Act<OpenedGrant>(async work =>
        {
            var now = time.GetUtcNow();
            var id = row.Id;
            var current = await work.Db().Set<Grant>().SingleAsync(g => g.Id == id);
            if (await Against(work, current, now) is { } against) return against;
            if (kept is null) return GrantRefusals.Over;
            var usable = (await Recipients.Usable(work, agencies, current.OfficerId, now)).Select(k => k.Thumbprint).ToHashSet(StringComparer.Ordinal);
            var wraps = kept.Where(w => usable.Contains(w.Thumbprint)).Select(w => new GrantWrap(w.Thumbprint, w.Wrap)).ToList();
            if (wraps.Count == 0) return GrantRefusals.NotRecipient;
            if (current.TermsAt is null && !terms) return GrantRefusals.TermsUnread;
            if (current.State == GrantState.Given) (current.State, current.OpenedAt, current.TermsAt) = (GrantState.Opened, now, now);
            await Write(work, current, officer, OpeningWhat.Opened, purpose, note, now);
            return new OpenedGrant(current.Id.Text, current.Sha256, current.Size, wraps, current.HomeId.Text, await hand.Founded(work, current.HomeId));
        });
    }

    /// <summary>The sealed file, to who has opened it. Without the key it is nothing.</summary>
    public async Task<Result<Stream>> File(Caller officer, string text)
    {
        if (await Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        if (await store.Look(work => Against(work, row, time.GetUtcNow())) is { } against) return against;
        if (row.State != GrantState.Opened) return GrantRefusals.Unknown;
        return await blobs.Get(row.FileBlob!.Value) is { } stream ? stream : GrantRefusals.Over;
    }

    /// <summary>An act of its own: from then on a copy is somewhere that nobody here can reach.</summary>
    public async Task<Result<bool>> Export(Caller officer, string text, string purpose, string note, bool understood)
    {
        if (Stated(purpose, note) is { } unstated) return unstated;
        if (!understood) return GrantRefusals.ExportUnread;
        if (await Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        return await store.Act<bool>(async work =>
        {
            var now = time.GetUtcNow();
            var id = row.Id;
            var current = await work.Db().Set<Grant>().SingleAsync(g => g.Id == id);
            if (await Against(work, current, now) is { } against) return against;
            if (current.State != GrantState.Opened) return GrantRefusals.NotOpened;
            await Write(work, current, officer, OpeningWhat.Exported, purpose, note, now);
            return true;
        });
    }

    /// <summary>The officer's own, from its file on; null where there is none. One that was withdrawn is gone as if it had never been.</summary>
    public Task<Grant?> Mine(Caller officer, string text) => store.Look(async work =>
    {
        if (!GrantId.TryParse(text, out var id) || !OfficerId.TryParse(officer.Subject, out var me)) return null;
        return await work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id && g.OfficerId == me && g.AgencyId == officer.Agency && g.State != GrantState.Offered && g.State != GrantState.Withdrawn);
    });

    /// <summary>Whether readers see its leaf in the record; of one that was renewed, after its first end, that of the renewal too.</summary>
    public async Task<bool> Recorded(IWork work, Grant row, DateTimeOffset now)
    {
        var id = row.Id;
        var renewal = await work.Db().Set<GrantRenewal>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.BeforeAt <= now);
        return row.EntrySeq is { } seq && await record.Entry(work, seq) is not null && (renewal is null || await record.Entry(work, renewal.EntrySeq) is not null);
    }

    private async Task<Refusal?> Against(IWork work, Grant row, DateTimeOffset now)
    {
        if (!row.Lives(now)) return GrantRefusals.Over;
        return await door.InForce(work, row.AgencyId, now) ? null : GrantRefusals.AgencyInert;
    }

    private Refusal? Stated(string purpose, string note)
    {
        var checks = new Checks();
        if (GrantWords.Purpose(purpose) is null) checks.Add(GrantRefusals.Purpose);
        checks.Line(note, MostNote, "/note");
        if (!checks.Ok) return checks.Refusal;
        return door.Against(note, "/note", fromOfficer: true);
    }

    private async Task<List<KeptWrap>?> Wraps(Grant row)
    {
        if (row.WrapsBlob is not { } blob || await blobs.Get(blob) is not { } stream) return null;
        await using (stream) return await JsonSerializer.DeserializeAsync<List<KeptWrap>>(stream);
    }

    private static async Task Write(IWork work, Grant row, Caller officer, OpeningWhat what, string purpose, string note, DateTimeOffset now)
    {
        var id = row.Id;
        var last = await work.Db().Set<GrantOpening>().AsNoTracking().Where(o => o.GrantId == id).OrderByDescending(o => o.Number).FirstOrDefaultAsync();
        if (last is not null && last.What == what && last.Purpose == purpose && last.Note == note && now - last.At < Again) return;
        work.Db().Add(new GrantOpening
        {
            GrantId = id, Number = (last?.Number ?? 0) + 1, At = now, Officer = OfficerId.FromTrusted(officer.Subject), What = what, Purpose = purpose, Note = note,
        });
    }
}
