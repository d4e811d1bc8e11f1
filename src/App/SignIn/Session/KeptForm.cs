using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Writ.Kit;

namespace Writ.App.SignIn.Session;

/// <summary>A form that somebody sent after their session had ended.</summary>
/// <param name="Action">Where it was sent.</param>
/// <param name="HadFiles">It had files, which are not kept.</param>
internal sealed record KeptForm(string Subject, string Action, IReadOnlyList<KeptField> Fields, bool HadFiles, DateTimeOffset At);

internal sealed record KeptField(string Name, string Value);

/// <summary>
/// Nothing that was typed is lost when a session ends: what was sent goes back to the browser sealed, and comes again with the
/// next sign-in. Only the same person gets it, and only what this site's own page sent is taken.
/// </summary>
internal sealed class KeptForms(IDataProtectionProvider protection, IOptions<AntiforgeryOptions> antiforgery, TimeProvider time, SignInTimes times)
{
    /// <summary>Largest form that is kept; sealed and in base64 it is a half more.</summary>
    public const long MostBytes = 64 * 1024;

    private const string Was = "session-was";

    private readonly IDataProtector protector = protection.CreateProtector("writ.kept-form/v1");

    /// <summary>Whose session it was that has ended.</summary>
    public static void Remember(HttpContext http, string? subject) => http.Items[Was] = subject;

    /// <summary>What to put into the sign-in form; null where there is nothing to keep, or nothing that may be.</summary>
    public async Task<string?> Keep(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || request.ContentLength is not (> 0 and <= MostBytes)
            || http.Items[Was] is not string subject || request.Headers["Sec-Fetch-Site"] != "same-origin"
            || http.GetEndpoint()?.Metadata.GetMetadata<ByScript>() is not null) return null;
        try
        {
            var form = await request.ReadFormAsync(http.RequestAborted);
            var fields = form.Where(f => f.Key != antiforgery.Value.FormFieldName).SelectMany(f => f.Value, (f, value) => new KeptField(f.Key, value ?? string.Empty));
            var kept = new KeptForm(subject, request.Path, [.. fields], form.Files.Count > 0, time.GetUtcNow());
            return Convert.ToBase64String(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(kept)));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>Whether this is a form that was kept, whosever it is.</summary>
    public bool IsOne(string? token) => Read(token) is not null;

    /// <summary>Null where it is not one, is another person's, or is older than a session can be.</summary>
    public KeptForm? Open(string? token, string subject) => Read(token) is { } kept && kept.Subject == subject ? kept : null;

    private KeptForm? Read(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<KeptForm>(protector.Unprotect(Convert.FromBase64String(token)));
            return kept is not null && time.GetUtcNow() - kept.At <= times.Longest ? kept : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
