using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Grants.Owner;
using Writ.Gate.Notices;
using Writ.Kit;
using Writ.Store;

namespace Writ.Gate.Grants.Room;

internal sealed record EvidenceLine(string Id, string Case, string Incident, string State, Tone Tone, DateTimeOffset GivenAt, DateTimeOffset Until, bool DeletionAsked);

/// <param name="Officer">Role and unit of who has to confirm it.</param>
internal sealed record OverdueLine(string Id, string Officer, DateTimeOffset AskedAt, DateTimeOffset DueAt);

/// <param name="Overdue">Of the whole agency, for its supervisors; null for others.</param>
/// <param name="Mail">Where they want to hear of it, or what they typed; empty: nowhere.</param>
internal sealed record EvidenceList(string Me, IReadOnlyList<EvidenceLine> Lines, IReadOnlyList<OverdueLine>? Overdue, string Mail);

/// <param name="Typed">What was typed into a form that was refused.</param>
internal sealed record EvidenceView(
    Grant Row, string Me, string Case, string Incident, string State, Tone Tone, bool Recorded, bool Openable, string? Hindered, string? Contact, IReadOnlyList<GrantOpening> Openings,
    GrantRenewal? Renewal, IReadOnlyList<EvidencePassing> Passing, IReadOnlyList<GrantMessageView> Messages, GrantDeletion? Deletion, bool Lives, int MostDays, TypedEvidence Typed);

internal sealed record EvidencePassing(string Officer, string Agency, string Ground, string State, DateTimeOffset At);

internal sealed record TypedEvidence(string Reason = "", string Days = "", string Officer = "", string Ground = "", string Text = "", string Which = "");

/// <summary>What an officer sees of what homes gave to them: to them alone.</summary>
internal sealed class EvidenceViews(
    IStore store, OpenGrant room, OfficerMails mails, IGrantDoor door, AgencyRegister agencies, NoticeKey key, GrantOptions options, TimeProvider time)
{
    private const int MostShown = 300;

    public Task<EvidenceList> All(Caller officer, string? typed = null) => store.Look(async work =>
    {
        var (me, agency, now) = (OfficerId.FromTrusted(officer.Subject), officer.Agency!.Value, time.GetUtcNow());
        var rows = await work.Db().Set<Grant>().AsNoTracking().Where(g => g.OfficerId == me && g.AgencyId == agency && g.State != GrantState.Offered && g.State != GrantState.Withdrawn)
            .OrderByDescending(g => g.GivenAt).ThenBy(g => g.Id).Take(MostShown).ToListAsync();
        var asked = (await Asked(work, agency)).ToDictionary(d => d.Id);
        var lines = new List<EvidenceLine>();
        foreach (var row in rows)
        {
            var request = await door.Find(work, row.RequestId, now);
            var (state, tone) = Word(row, await room.Recorded(work, row, now), now);
            lines.Add(new EvidenceLine(row.Id.Text, request?.Case ?? "-", request?.Incident ?? "-", state, tone, row.GivenAt!.Value, row.UntilAt!.Value, asked.ContainsKey(row.Id)));
        }

        return new EvidenceList(officer.Subject, lines, await door.IsSupervisor(work, me) ? await Overdue(work, agency, now) : null, typed ?? await mails.Address(work, me) ?? string.Empty);
    });

    public async Task<EvidenceView?> One(Caller officer, string text, TypedEvidence typed)
    {
        if (await room.Mine(officer, text) is not { } row) return null;
        return await store.Look(async work =>
        {
            var (db, id, now) = (work.Db(), row.Id, time.GetUtcNow());
            var request = await door.Find(work, row.RequestId, now);
            var recorded = await room.Recorded(work, row, now);
            var (state, tone) = Word(row, recorded, now);
            var usable = (await Recipients.Usable(work, agencies, row.OfficerId, now)).Any(k => row.Keys.Contains(k.Thumbprint, StringComparison.Ordinal));
            var inForce = await door.InForce(work, row.AgencyId, now);
            var hindered = !row.Lives(now) ? null : !inForce ? GrantRefusals.AgencyInert.Sentence : !usable ? GrantRefusals.NotRecipient.Sentence : null;
            var passing = new List<EvidencePassing>();
            foreach (var p in await db.Set<GrantPassing>().AsNoTracking().Where(p => p.GrantId == id).OrderBy(p => p.At).ToListAsync())
            {
                var who = await agencies.Title(work, p.OfficerId);

                // That the owner refused looks like that the owner has not looked.
                passing.Add(new EvidencePassing(who?.Title ?? p.OfficerId.Text, who?.AgencyName ?? p.AgencyId.Text, GrantWords.Ground(p.Ground) ?? p.Ground, p.State == PassingState.Answered ? "Given" : "Asked", p.At));
            }

            var said = await db.Set<GrantMessage>().AsNoTracking().Where(m => m.GrantId == id).OrderBy(m => m.Number).ToListAsync();
            return (EvidenceView?)new EvidenceView(
                row, officer.Subject, request?.Case ?? "-", request?.Incident ?? "-", state, tone, recorded, recorded && row.Lives(now) && hindered is null, hindered, Contact(row),
                await db.Set<GrantOpening>().AsNoTracking().Where(o => o.GrantId == id).OrderBy(o => o.Number).ToListAsync(),
                await db.Set<GrantRenewal>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id), passing,
                said.ConvertAll(m => new GrantMessageView(m.At, m.Author == MessageAuthor.Owner ? "owner" : "officer", Encoding.UTF8.GetString(key.Rows.Open(m.Row, m.Sealed).Value))),
                await db.Set<GrantDeletion>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id), row.Lives(now), options.Limits.MostDays, typed);
        });
    }

    /// <summary>What the owner wants to be told of them: only what they typed, and only to who has opened it.</summary>
    private string? Contact(Grant row)
    {
        if (row.State != GrantState.Opened || row.Consent is null || !key.Rows.Open(row.Id.Text, row.Consent).TryGet(out var bytes, out _)) return null;
        var contact = SignedText.Read(bytes, GrantConsent.Kind).Then(GrantConsent.Read).Value.Contact;
        return contact == GrantConsent.Relay ? null : contact;
    }

    private static Task<List<GrantDeletion>> Asked(IWork work, AgencyId agency) =>
        (from d in work.Db().Set<GrantDeletion>().AsNoTracking()
         join g in work.Db().Set<Grant>() on d.Id equals g.Id
         where g.AgencyId == agency && d.ConfirmedAt == null
         select d).ToListAsync();

    private async Task<List<OverdueLine>> Overdue(IWork work, AgencyId agency, DateTimeOffset now)
    {
        var lines = new List<OverdueLine>();
        foreach (var deletion in (await Asked(work, agency)).Where(d => d.DueAt <= now).OrderBy(d => d.DueAt))
        {
            var id = deletion.Id;
            var officer = await work.Db().Set<Grant>().Where(g => g.Id == id).Select(g => g.OfficerId).SingleAsync();
            lines.Add(new OverdueLine(id.Text, (await agencies.Title(work, officer))?.Title ?? officer.Text, deletion.AskedAt, deletion.DueAt));
        }

        return lines;
    }

    private static (string, Tone) Word(Grant row, bool recorded, DateTimeOffset now) => GrantsOfOwner.Word(row, recorded, now) switch
    {
        "recorded" => ("On its way into the record", Tone.Open),
        "ready" => ("Can be opened", Tone.Good),
        "opened" => ("Opened", Tone.Info),
        "purged" => ("Deleted with the partnership", Tone.Plain),
        _ => ("Over", Tone.Plain),
    };
}
