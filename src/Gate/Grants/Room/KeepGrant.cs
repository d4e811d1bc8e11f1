using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Grants.Owner;
using Writ.Gate.Notices;
using Writ.Kit;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Grants.Room;

/// <summary>What an officer does with a grant beside opening it: renew it, ask to pass it on, write to its owner, say that it is deleted.</summary>
internal sealed class KeepGrant(
    IStore store, OpenGrant room, ConsentGate gate, GrantEnd end, GrantMails mails, IGrantDoor door, AgencyRegister agencies, NoticeKey key, GrantOptions options, TimeProvider time)
{
    internal const int MostReason = 300;

    /// <summary>Once, by as many days as the officer says, at most as many as it could be given for. The owner is told.</summary>
    public async Task<Result<bool>> Renew(Caller officer, string text, int days, string reason)
    {
        var checks = new Checks();
        checks.Line(reason, MostReason, "/renew-reason");
        if (days < 1 || days > options.Limits.MostDays) checks.Add(GrantRefusals.Days(options.Limits.MostDays));
        if (!checks.Ok) return checks.Refusal;
        if (door.Against(reason, "/renew-reason", fromOfficer: true) is { } words) return words;
        if (await room.Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        if (row.UntilAt is not { } ends) return GrantRefusals.Unknown;
        var until = ends.AddDays(days);
        var mail = await mails.Make(
            row.Id, row.AccountId, "What you gave was renewed", "The officer to whom you gave a film has renewed it: it can be opened longer than you chose. This can be done once.",
            [("It ends now on", WordsOf.Moment(until)), ("Reason", reason)]);
        return await store.Act<bool>(async work =>
        {
            var (now, id) = (time.GetUtcNow(), row.Id);
            var current = await work.Db().Set<Grant>().SingleAsync(g => g.Id == id);
            if (await work.Db().Set<GrantRenewal>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id) is { } before)
                return before.Reason == reason && before.UntilAt == before.BeforeAt.AddDays(days) ? true : GrantRefusals.RenewedAlready;
            if (await Against(work, current, now) is { } against) return against;
            var leaf = await gate.Renewed(work, current, SHA256.HashData(Encoding.UTF8.GetBytes(reason)), until, now);
            work.Db().Add(new GrantRenewal
            {
                Id = id, RenewedAt = now, BeforeAt = ends, UntilAt = until, Officer = current.OfficerId, Reason = reason, Opening = leaf.Opening, EntrySeq = leaf.Seq,
            });
            current.UntilAt = until;
            mails.Owe(work, mail, now);
            return true;
        });
    }

    /// <summary>Asks the owner, once for each recipient. Who could not have asked homes themselves cannot be named.</summary>
    public async Task<Result<bool>> AskPassing(Caller officer, string text, string recipient, string ground, string reason)
    {
        var checks = new Checks();
        checks.Line(reason, MostReason, "/passing-reason");
        if (GrantWords.Ground(ground) is null) checks.Add(GrantRefusals.Ground);
        if (!OfficerId.TryParse(recipient, out var to) || to.Text == officer.Subject) checks.Add(GrantRefusals.Recipient);
        if (!checks.Ok) return checks.Refusal;
        if (door.Against(reason, "/passing-reason", fromOfficer: true) is { } words) return words;
        if (await room.Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        var mail = await mails.Make(
            row.Id, row.AccountId, "An officer asks to pass on what you gave",
            "The officer to whom you gave a film asks whether somebody else may have it too. Only you can give it; what you gave stays where it is.",
            [("Why", GrantWords.Ground(ground)!), ("In their words", reason)]);
        return await store.Act<bool>(async work =>
        {
            var (now, id) = (time.GetUtcNow(), row.Id);
            var current = await work.Db().Set<Grant>().SingleAsync(g => g.Id == id);
            if (await Against(work, current, now) is { } against) return against;
            if (await agencies.Find(work, to) is not { } found) return GrantRefusals.Recipient;
            if (await work.Db().Set<GrantPassing>().AnyAsync(p => p.GrantId == id && p.OfficerId == to)) return GrantRefusals.PassingTwice;
            var able = await door.InForce(work, found.Agency, now) && Recipients.Active(work, to) && (await Recipients.Usable(work, agencies, to, now)).Count > 0;
            if (!able) return GrantRefusals.RecipientInert;
            work.Db().Add(new GrantPassing
            {
                Id = PassingId.New(), GrantId = id, At = now, AskedBy = current.OfficerId, AgencyId = found.Agency, OfficerId = to, Ground = ground, Reason = reason,
                State = PassingState.Open,
            });
            mails.Owe(work, mail, now);
            return true;
        });
    }

    public async Task<Result<bool>> Say(Caller officer, string text, string words)
    {
        if (await room.Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        var mail = await mails.Make(row.Id, row.AccountId, "An officer wrote to you", "The officer to whom you gave a film has written to you through this site. They do not know who you are, unless you said so. You find the words with what you gave.", []);
        return await store.Act<bool>(async work =>
        {
            var (now, id) = (time.GetUtcNow(), row.Id);
            var said = await ChangeGrant.Say(work, await work.Db().Set<Grant>().SingleAsync(g => g.Id == id), MessageAuthor.Officer, words, door, key, now);
            if (said is { Ok: true, Value: true }) mails.Owe(work, mail, now);
            return said;
        });
    }

    /// <summary>The officer's word, as a leaf of the record; the owner gets its receipt. What is here goes with it.</summary>
    public async Task<Result<bool>> Deleted(Caller officer, string text, bool deleted)
    {
        if (!deleted) return GrantRefusals.DeletionUnread;
        if (await room.Mine(officer, text) is not { } row) return GrantRefusals.Unknown;
        var mail = await mails.Make(
            row.Id, row.AccountId, "An officer confirmed a deletion", "The officer to whom you gave a film has confirmed that every copy of it is deleted. You find the receipt with what you gave.", []);
        var done = await store.Act<bool>(async work =>
        {
            var (now, id) = (time.GetUtcNow(), row.Id);
            if (await work.Db().Set<GrantDeletion>().SingleOrDefaultAsync(d => d.Id == id) is not { } asked) return GrantRefusals.NoDeletion;
            if (asked.ConfirmedAt is not null) return true;
            var statement = Statement(id, now);
            var leaf = await gate.Deleted(work, id, SHA256.HashData(Encoding.UTF8.GetBytes(statement)), now);
            (asked.ConfirmedAt, asked.ConfirmedBy, asked.Statement, asked.Opening, asked.EntrySeq) = (now, row.OfficerId, statement, leaf.Opening, leaf.Seq);
            var current = await work.Db().Set<Grant>().SingleAsync(g => g.Id == id);
            if (current.State == GrantState.Opened)
            {
                current.End(GrantState.Ended, now);
                await JobQueue.Owe(work, EndGrant.JobKind, id.Text, now);
            }

            mails.Owe(work, mail, now);
            return true;
        });
        if (done.Ok) await end.Clear(row.Id, CancellationToken.None);
        return done;
    }

    private static string Statement(GrantId id, DateTimeOffset now) =>
        $"Every copy of what was given under {id} that I or my agency held is deleted. {now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)}";

    private async Task<Refusal?> Against(IWork work, Grant row, DateTimeOffset now)
    {
        if (!row.Lives(now)) return GrantRefusals.Over;
        if (!await door.InForce(work, row.AgencyId, now)) return GrantRefusals.AgencyInert;
        var id = row.Id;
        return await work.Db().Set<GrantDeletion>().AnyAsync(d => d.Id == id) ? GrantRefusals.DeletionAsked : null;
    }
}
