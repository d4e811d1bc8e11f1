using Writ.Base.Sealing;
using Writ.Store.People;

namespace Writ.App.SignIn.ByMail;

/// <summary>Seals the address in an ask for a link, and names it for counting. One a data folder.</summary>
internal sealed class AskKey(byte[] key32)
{
    public RowKey Rows { get; } = new(key32, "sign-in-ask");
}

/// <summary>
/// Ties a link by mail to the browser that asked for it: a random secret in a cookie, of which the ask keeps the hash. Lax, because a
/// link in a web mailer comes from another site.
/// </summary>
internal sealed class AskCookie(PublicAddress site, SignInTimes times)
{
    private string Name => site.CookieName("writ-ask");

    /// <summary>The hash by which this browser is known; null: it has not asked.</summary>
    public string? Of(HttpContext http) => MailLinks.HashOf(http.Request.Cookies[Name]);

    /// <summary>As <see cref="Of"/>, and from now on for as long as a link works.</summary>
    public string Keep(HttpContext http)
    {
        var secret = Of(http) is null ? MailLinks.NewToken() : http.Request.Cookies[Name]!;
        http.Response.Cookies.Append(Name, secret, Options(times.MailLink));
        return MailLinks.HashOf(secret)!;
    }

    public void Forget(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? lasts) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = site.Https, Path = "/", MaxAge = lasts, IsEssential = true,
    };
}
