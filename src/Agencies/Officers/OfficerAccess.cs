using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Keys;
using Writ.Base;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.Jobs;
using Writ.Store.People;

namespace Writ.Agencies.Officers;

/// <summary>
/// Whether an officer may come: let in, seen, switched off after long idleness, ended, let in again. Looked at on every use, and by a job when the days are over, so that keys that nobody holds any more
/// are not sealed to. An officer is never deleted.
/// </summary>
public sealed class OfficerAccess(IStore store, RegisterKey keys, OfficerLimits limits, AgencyOptions options, TimeProvider time)
{
    /// <summary>Who switched off what nobody used.</summary>
    internal const string Nobody = "writ";

    private const string EndedWords = "The officer’s access was ended.";

    /// <summary>Null: they may come, and were seen today. Switches off whom nobody saw for too long. Refusal <c>agencies-officer-off</c>, <c>agencies-officer-idle</c>.</summary>
    public async Task<Refusal?> Use(OfficerId officer)
    {
        if (options.Replay) return null;
        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var row = await store.Look(work => work.Db().Set<Officer>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == officer));
        if (row is null) return null;
        if (row.OffWhy is null && !IsIdle(row) && row.SeenAt >= today) return null;
        var done = await store.Act<(bool Comes, OfficerOff Why)>(async work =>
        {
            var now = await work.Db().Set<Officer>().SingleAsync(o => o.Id == officer);
            if (now.OffWhy is null && IsIdle(now)) await SwitchOff(work, now);
            if (now.OffWhy is { } why) return (false, why);
            now.SeenAt = today;
            return (true, default);
        });

        // A full disk keeps nobody out who may come.
        if (!done.Ok) return row.OffWhy is null && !IsIdle(row) ? null : done.Refusal;
        return done.Value.Comes ? null : Off(done.Value.Why);
    }

    /// <summary>They were invited or given a token: they are waited for from now on.</summary>
    public async Task<Refusal?> LetIn(IWork work, OfficerId officer)
    {
        if (await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == officer) is not { } row) return AgencyRefusals.Unknown;
        if (row.OffWhy is null && IsIdle(row)) return Off(OfficerOff.Idle);
        if (row.OffWhy is { } why) return Off(why);
        row.LetInAt = time.GetUtcNow();
        await Wait(work, row);
        return null;
    }

    /// <summary>The agency's admin lets somebody in again who was switched off. Their passkeys are over: who opens the new invitation makes a new one.</summary>
    public async Task<Refusal?> LetInAgain(IWork work, OfficerId officer, Caller admin)
    {
        var row = await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == officer);
        if (row is null || row.AgencyId != admin.Agency || !admin.May(Scopes.PartnersOwn)) return AgencyRefusals.Unknown;
        if (row.Id.Text == admin.Subject) return AgencyRefusals.OwnAccess;
        var now = time.GetUtcNow();
        if (row.OffWhy is null && IsIdle(row)) await SwitchOff(work, row);
        if (row.OffWhy == OfficerOff.Ended) return Off(OfficerOff.Ended);

        // Sent again after the first was taken: a fresh link in place of the last, while nobody has opened it.
        if (row.OffWhy is null && !await work.Db().Set<Invitation>().AnyAsync(i => i.Subject == officer.Text && i.MadeBy == admin.Subject && i.EndedAt == null && i.ExpiresAt > now))
            return AgencyRefusals.WrongState;
        (row.OffAt, row.OffBy, row.OffWhy, row.LetInAt) = (null, null, null, now);
        await work.Db().Set<Passkey>().Where(p => p.Subject == officer.Text && p.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.RevokedAt, now));
        await Wait(work, row);
        return null;
    }

    /// <summary>At the start of a sample: nobody is locked out of one that lay about.</summary>
    public Task<Result<bool>> WakeAll() => store.Act<bool>(async work =>
    {
        foreach (var row in await work.Db().Set<Officer>().Where(o => o.OffWhy == null || o.OffWhy == OfficerOff.Idle).ToListAsync())
        {
            if (row.OffWhy is null && !IsIdle(row)) continue;
            (row.OffAt, row.OffBy, row.OffWhy, row.LetInAt) = (null, null, null, time.GetUtcNow());
            await Wait(work, row);
        }

        return true;
    });

    /// <summary>For good: sessions, passkeys, links, tokens and keys end together. Whether there is such an officer whose access had not been ended.</summary>
    public async Task<bool> End(IWork work, OfficerId officer, string by)
    {
        var now = time.GetUtcNow();
        if (await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == officer) is not { } row || row.OffWhy == OfficerOff.Ended) return false;
        (row.OffAt, row.OffBy, row.OffWhy) = (now, by, OfficerOff.Ended);
        if (await Persons.Find(work, officer.Text) is { EndedAt: null } person) await Persons.End(work, person, by, now);
        await AccessTokens.Revoke(work, officer.Text, now);
        await keys.RevokeAll(work, row, EndedWords);
        return true;
    }

    internal bool IsIdle(Officer row) => !options.Replay && time.GetUtcNow() - row.IdleFrom >= limits.Idle();

    /// <summary>The job comes back when the days are over, unless they were here meanwhile. A replay's officers stand for all of a country, and nobody is waited for.</summary>
    internal async Task Wait(IWork work, Officer row)
    {
        if (!options.Replay) await JobQueue.Owe(work, SwitchOffIdle.JobKind, row.Id.Text, row.IdleFrom + limits.Idle());
    }

    /// <summary>Sessions, links, tokens and keys end; passkeys stay, so that who comes with one is told what to do, and can do nothing else.</summary>
    internal async Task SwitchOff(IWork work, Officer row)
    {
        var now = time.GetUtcNow();
        (row.OffAt, row.OffBy, row.OffWhy) = (now, Nobody, OfficerOff.Idle);
        if (await Persons.Find(work, row.Id.Text) is { EndedAt: null } person)
        {
            await Persons.EndSessions(work, person, now);
            await Invitations.End(work, row.Id.Text, now);
        }

        await AccessTokens.Revoke(work, row.Id.Text, now);
        await keys.RevokeAll(work, row, $"The officer’s access was switched off: it was not used for {limits.IdleDays} days.");
    }

    internal Task EndKeys(IWork work, Officer row) => keys.RevokeAll(work, row, EndedWords);

    private Refusal Off(OfficerOff why) => why switch
    {
        OfficerOff.Ended => AgencyRefusals.OfficerOff,
        OfficerOff.Idle => AgencyRefusals.OfficerIdle(limits.IdleDays),
    };
}

/// <summary>When the days of an officer are over whom nobody saw.</summary>
internal sealed class SwitchOffIdle(IStore store, OfficerAccess access, OfficerLimits limits, AgencyOptions options) : IJobHandler
{
    public const string JobKind = "officer-idle";

    public string Kind => JobKind;

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => store.Act<bool>(async work =>
    {
        var id = OfficerId.FromTrusted(subject);
        if (options.Replay || await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } row) return true;

        // Whose access was ended before keys went with it.
        if (row.OffWhy is not null) await access.EndKeys(work, row);
        else if (access.IsIdle(row)) await access.SwitchOff(work, row);
        else JobQueue.Again(work, JobKind, subject, row.IdleFrom + limits.Idle());
        return true;
    }, cancel);
}
