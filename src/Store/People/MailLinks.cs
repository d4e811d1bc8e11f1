using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.People;

/// <summary>Somebody typed a mail address to be sent a link. Written alike whether or not an account has the address.</summary>
public sealed class LinkAsk
{
    public const string Prefix = "ask";

    public required string Id { get; init; }

    /// <summary>Name of the address, by which asks are counted; nobody learns the address from it.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Name of the network address that asked, likewise.</summary>
    public required string Network { get; init; }

    /// <summary>SHA-256 of what the asking browser's cookie holds, lower-case hex.</summary>
    public required string Browser { get; init; }

    /// <summary>Shown in that browser and in the mail, so that a reader can tell their own mail from another's.</summary>
    public required string Code { get; init; }

    /// <summary>Where to go on; a page of this site.</summary>
    public string? Back { get; init; }

    /// <summary>A form that was sent after a session had ended, as its keeper sealed it.</summary>
    public string? Kept { get; init; }

    /// <summary>The address, until the links were made.</summary>
    public byte[]? Sealed { get; set; }

    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A link that signs the holder of an account in, once, in the browser that asked for it.</summary>
public sealed class MailLink
{
    /// <summary>SHA-256 of the link's token, lower-case hex.</summary>
    public required string Hash { get; init; }

    public required string AskId { get; init; }

    public required AccountId AccountId { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>Asks for links, and the links.</summary>
public static class MailLinks
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    // 130 bits.
    private const int TokenLength = 26;

    // Long enough to count by; then nothing of it is left.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>A token for a link or for a browser.</summary>
    public static string NewToken() => RandomNumberGenerator.GetString(Letters, TokenLength);

    /// <summary>Null where the text cannot be a token of ours.</summary>
    public static string? HashOf(string? token) => token is { Length: TokenLength } && token.All(Letters.Contains)
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))
        : null;

    /// <summary>Writes an ask, and forgets those of days past.</summary>
    public static async Task Ask(IWork work, LinkAsk ask)
    {
        var before = ask.AskedAt - Kept;
        var db = work.Db();
        await db.Set<MailLink>().Where(l => db.Set<LinkAsk>().Any(a => a.Id == l.AskId && a.AskedAt < before)).ExecuteDeleteAsync();
        await db.Set<LinkAsk>().Where(a => a.AskedAt < before).ExecuteDeleteAsync();
        db.Add(ask);
    }

    public static Task<LinkAsk?> FindAsk(IWork work, string id) => work.Db().Set<LinkAsk>().SingleOrDefaultAsync(a => a.Id == id);

    /// <summary>The newest of this browser that is not over; null: none.</summary>
    public static Task<LinkAsk?> NewestOf(IWork work, string browser, DateTimeOffset now) => work.Db().Set<LinkAsk>()
        .Where(a => a.Browser == browser && a.ExpiresAt > now).OrderByDescending(a => a.AskedAt).FirstOrDefaultAsync();

    /// <summary>How many asks for this mail address came in since then, up to and with this one.</summary>
    /// <param name="network">True: only those from the same network address.</param>
    public static Task<int> Count(IWork work, LinkAsk ask, DateTimeOffset since, bool network) => work.Db().Set<LinkAsk>().CountAsync(a =>
        a.Mailbox == ask.Mailbox && (!network || a.Network == ask.Network) && a.AskedAt > since
        && (a.AskedAt < ask.AskedAt || (a.AskedAt == ask.AskedAt && string.Compare(a.Id, ask.Id) <= 0)));

    /// <summary>How many links of this account were made since then.</summary>
    public static Task<int> CountOf(IWork work, AccountId account, DateTimeOffset since)
    {
        var db = work.Db();
        return db.Set<MailLink>().CountAsync(l => l.AccountId == account && db.Set<LinkAsk>().Any(a => a.Id == l.AskId && a.AskedAt > since));
    }

    public static void Add(IWork work, string token, LinkAsk ask, AccountId account) =>
        work.Db().Add(new MailLink { Hash = HashOf(token)!, AskId = ask.Id, AccountId = account });

    /// <summary>The link and its ask, or null where it is unknown, used or expired (which, nobody is told).</summary>
    public static async Task<(MailLink Link, LinkAsk Ask)?> Find(IWork work, string? token, DateTimeOffset now)
    {
        var hash = HashOf(token);
        var link = hash is null ? null : await work.Db().Set<MailLink>().SingleOrDefaultAsync(l => l.Hash == hash);
        if (link is not { UsedAt: null }) return null;
        var ask = await work.Db().Set<LinkAsk>().SingleAsync(a => a.Id == link.AskId);
        return ask.ExpiresAt > now ? (link, ask) : null;
    }

    /// <summary>Used: this one, and every other that is out for the account.</summary>
    public static Task<int> Use(IWork work, AccountId account, DateTimeOffset now) => work.Db().Set<MailLink>()
        .Where(l => l.AccountId == account && l.UsedAt == null)
        .ExecuteUpdateAsync(s => s.SetProperty(l => l.UsedAt, now));
}
