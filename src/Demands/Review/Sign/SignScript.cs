using Microsoft.AspNetCore.Http;
using Writ.Kit;

namespace Writ.Demands.Review.Sign;

/// <summary>Has a passkey sign what stands in the form around it.</summary>
internal static class SignScript
{
    /// <summary>A page that has something to sign loads it, whichever address showed that page; no other page loads any.</summary>
    public static void AllowFor(HttpResponse response, SigningCase signing)
    {
        if (signing.Mine is { Passkey: not null }) response.Headers.ContentSecurityPolicy = PageSecurity.ScriptPolicy;
    }

    public static KitScript Module { get; } = KitScript.Embedded(typeof(SignScript).Assembly, "sign-decision.mjs");
}
