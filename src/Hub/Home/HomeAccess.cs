using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Hub.Keeping;

namespace Writ.Hub.Home;

/// <summary>What a browser that was let in may ask for. It opens nothing: that is for holders of keys.</summary>
internal enum HomeRole
{
    /// <summary>What the owner's account may at the server, as far as the hub can do it.</summary>
    Owner,

    /// <summary>Watches.</summary>
    Member,
}

/// <summary>The two codes that the hub shows; null: it was used.</summary>
internal sealed record LetInCodes(string? Owner, string? Member, DateTimeOffset Until);

/// <param name="Hash">SHA-256 of the cookie's value, hex.</param>
internal sealed record LetIn(string Hash, HomeRole Role, DateTimeOffset Until);

/// <summary>
/// Which browsers the hub lets in: a code that it shows, used once within ten minutes, becomes a cookie. Kept in <c>browsers.json</c> are the cookies'
/// hashes. Any thread.
/// </summary>
internal sealed class HomeAccess(HubFolder folder, TimeProvider clock, Action<string> say)
{
    // Crockford's base32, as for pairing: forty bits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 8;

    private const int MostWrongOfOne = 5;

    private const int MostWrong = 20;

    private const int MostShown = 6;

    private const int MostBrowsers = 64;

    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(180);

    private readonly Lock gate = new();
    private readonly List<(IPAddress From, DateTimeOffset At)> wrong = [];
    private readonly List<DateTimeOffset> shown = [];
    private List<LetIn>? browsers;
    private LetInCodes? codes;

    private string File => Path.Combine(folder.Root, "browsers.json");

    /// <summary>What the hub shows now; null: nobody asked, or it is over.</summary>
    public LetInCodes? Codes
    {
        get
        {
            lock (gate) return codes is { } live && live.Until > clock.GetUtcNow() && live.Until <= clock.GetUtcNow() + Lives ? live : null;
        }
    }

    /// <summary>Shows two codes where the hub prints, and on its own page. Asked again, the same stay until one was used. Refusal <c>hub-let-in-tries</c>.</summary>
    public Result<LetInCodes> Show()
    {
        lock (gate)
        {
            if (Codes is { Owner: not null, Member: not null } there) return there;
            Tidy();
            if (shown.Count >= MostShown) return HomeRefusals.Tries;
            shown.Add(clock.GetUtcNow());
            codes = new LetInCodes(RandomNumberGenerator.GetString(Alphabet, Length), RandomNumberGenerator.GetString(Alphabet, Length), clock.GetUtcNow() + Lives);
            say($"A browser asks to be let in. Code for a browser of the owner: {Shown(codes.Owner!)}  For somebody who only watches: {Shown(codes.Member!)}  (until {codes.Until:HH:mm} UTC)");
            return codes;
        }
    }

    /// <summary>The cookie's value for a code. Refusals <c>hub-let-in-code</c>, <c>hub-let-in-tries</c>.</summary>
    public Result<string> LetIn(string typed, IPAddress from)
    {
        lock (gate)
        {
            Tidy();
            if (wrong.Count >= MostWrong || wrong.Count(w => w.From.Equals(from)) >= MostWrongOfOne) return HomeRefusals.Tries;
            if (Codes is not { } live || RoleOf(live, Plain(typed)) is not { } role)
            {
                wrong.Add((from, clock.GetUtcNow()));
                return HomeRefusals.Code;
            }

            codes = role == HomeRole.Owner ? live with { Owner = null } : live with { Member = null };
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var all = Known().OrderBy(b => b.Until).ToList();
            while (all.Count >= MostBrowsers) all.RemoveAt(0);
            all.Add(new LetIn(HashOf(token), role, clock.GetUtcNow() + Lasts));
            Keep(all);
            say(role == HomeRole.Owner ? "A browser was let in, as one of the owner." : "A browser was let in, to watch.");
            return token;
        }
    }

    /// <summary>Null where it is not let in.</summary>
    public LetIn? Find(string? token)
    {
        if (token is not { Length: 64 }) return null;
        var hash = HashOf(token);
        lock (gate) return Known().Find(b => b.Hash == hash && b.Until > clock.GetUtcNow());
    }

    public void End(LetIn browser)
    {
        lock (gate) Keep([.. Known().Where(b => b.Hash != browser.Hash)]);
    }

    /// <summary>What a page of this browser sends with everything that changes something: nobody without the cookie can make it.</summary>
    public static string ProofOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("writ.home-proof/v1" + token)));

    public static string Shown(string code) => $"{code[..4]}-{code[4..]}";

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string Plain(string typed) => typed.Length > 40
        ? string.Empty
        : new string([.. typed.ToUpperInvariant().Where(c => c is not ('-' or ' ')).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);

    // Both are compared, in constant time.
    private static HomeRole? RoleOf(LetInCodes live, string typed)
    {
        var (owner, member) = (Same(live.Owner, typed), Same(live.Member, typed));
        return owner ? HomeRole.Owner : member ? HomeRole.Member : null;
    }

    private static bool Same(string? code, string typed) => code is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(typed));

    private void Tidy()
    {
        // What is dated later than now was written before the clock was set back.
        var now = clock.GetUtcNow();
        wrong.RemoveAll(w => now - w.At >= Lives || w.At > now);
        shown.RemoveAll(at => now - at >= Lives || at > now);
    }

    private List<LetIn> Known()
    {
        if (browsers is not null) return browsers;
        try
        {
            browsers = System.IO.File.Exists(File) ? JsonSerializer.Deserialize<List<LetIn>>(System.IO.File.ReadAllBytes(File)) : null;
        }
        catch (JsonException)
        {
            say("The list of browsers that were let in cannot be read; each has to be let in anew.");
        }

        return browsers ??= [];
    }

    private void Keep(List<LetIn> all)
    {
        browsers = all;
        Durable.Replace(File, JsonSerializer.SerializeToUtf8Bytes(all));
    }
}
