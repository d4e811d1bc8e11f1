using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.People;

/// <summary>Signed-in browsers. The cookie holds a random secret, the table its hash.</summary>
public static class Sessions
{
    // So that a list of devices can still say what happened last week; then it is gone.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Begins a session; the text returned goes into the cookie and is kept nowhere else.</summary>
    public static async Task<string> Begin(IWork work, Person person, SessionStart start, string? passkeyId, DateTimeOffset now, DateTimeOffset ends)
    {
        await work.Db().Set<Session>().Where(s => s.EndsAt < now - Kept).ExecuteDeleteAsync();
        var secret = Secrets.New();
        work.Db().Add(new Session
        {
            Hash = Secrets.HashOf(secret)!,
            Subject = person.Subject,
            Stamp = person.Stamp,
            Start = start,
            PasskeyId = passkeyId,
            StartedAt = now,
            SeenAt = now,
            EndsAt = ends,
        });
        return secret;
    }

    /// <summary>The session and its person, or null where it is over for whatever reason.</summary>
    /// <param name="idle">How long it lasts without being seen.</param>
    public static async Task<(Session Session, Person Person)?> Find(IWork work, string secret, DateTimeOffset now, TimeSpan idle)
    {
        var hash = Secrets.HashOf(secret);
        var session = hash is null ? null : await work.Db().Set<Session>().SingleOrDefaultAsync(s => s.Hash == hash);
        if (session is null || session.EndedAt is not null || session.EndsAt <= now || session.SeenAt + idle <= now) return null;
        var person = await Persons.Find(work, session.Subject);
        return person is { EndedAt: null } && person.Stamp == session.Stamp ? (session, person) : null;
    }

    /// <summary>Those that still hold, newest first.</summary>
    public static Task<List<Session>> Of(IWork work, Person person, DateTimeOffset now, TimeSpan idle) => work.Db().Set<Session>()
        .Where(s => s.Subject == person.Subject && s.Stamp == person.Stamp && s.EndedAt == null && s.EndsAt > now && s.SeenAt > now - idle)
        .OrderByDescending(s => s.StartedAt)
        .ToListAsync();

    public static Task<Session?> ByHash(IWork work, string hash) => work.Db().Set<Session>().SingleOrDefaultAsync(s => s.Hash == hash);

    /// <summary>The session was used.</summary>
    public static Task<int> Seen(IWork work, string hash, DateTimeOffset now) => work.Db().Set<Session>()
        .Where(s => s.Hash == hash && s.EndedAt == null)
        .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now));

    public static Task<int> End(IWork work, string hash, DateTimeOffset now) => work.Db().Set<Session>()
        .Where(s => s.Hash == hash && s.EndedAt == null)
        .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now));
}
