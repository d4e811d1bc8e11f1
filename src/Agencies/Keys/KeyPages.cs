using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Kit;

namespace Writ.Agencies.Keys;

/// <param name="Now">By which a key is cooling off or past it.</param>
internal sealed record KeysModel(IReadOnlyList<KeyView> Keys, string Officer, DateTimeOffset Now);

/// <summary>What was typed to register a key file.</summary>
internal sealed record KeyFileModel(string Name, string PublicKey)
{
    public static KeyFileModel Empty { get; } = new(string.Empty, string.Empty);
}

/// <param name="Others">Whether the officer has another key that is not revoked.</param>
internal sealed record KeyModel(KeyView Key, bool Others, string? Reason, DateTimeOffset Now);

/// <summary><c>/officer/keys</c>: what productions are sealed to.</summary>
internal static class KeyPages
{
    private const string List = "/officer/keys";

    private const int MostName = 40;

    /// <summary>Why a key is revoked. The words are published, so they are ours and name nobody.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        new("lost", "The device or the file was lost or stolen"),
        new("seen", "Somebody else may have seen the private half"),
        new("cleared", "The browser’s data were cleared, so the key is gone"),
        new("replaced", "I use another key now"),
    ];

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.KeysWrite);
        pages.MapGet(List, async (HttpContext http, RegisterKey use, Caller caller, TimeProvider time) =>
                await DeskAnswers.Show<KeysPage>(http, new KeysModel(await use.Of(Officer(caller)), caller.Subject, time.GetUtcNow())))
            .RequireAuthorization(policy).LoadsScript();

        // Our script answers the form itself. What arrives here was sent without it.
        pages.MapPost(List, async (HttpContext http, RegisterKey use, Caller caller, TimeProvider time) =>
                await DeskAnswers.Show<KeysPage>(http, new KeysModel(await use.Of(Officer(caller)), caller.Subject, time.GetUtcNow()), AgencyRefusals.KeyScript))
            .RequireAuthorization(policy).LoadsScript();
        pages.MapPost(List + "/challenge", (KeyChallenges challenges, Caller caller) => Results.Json(challenges.Make(Officer(caller))))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(List + "/made", Made).RequireAuthorization(policy).AskedByScript();
        pages.MapGet(List + "/file", async (HttpContext http, Caller _) => await DeskAnswers.Show<KeyFilePage>(http, KeyFileModel.Empty)).RequireAuthorization(policy);
        pages.MapPost(List + "/file", FromFile).RequireAuthorization(policy);
        pages.MapGet(List + "/{thumbprint}", (string thumbprint, HttpContext http, RegisterKey use, Caller caller) => One(http, use, caller, thumbprint))
            .RequireAuthorization(policy);
        pages.MapPost(List + "/{thumbprint}/revocation", Revoke).RequireAuthorization(policy);
    }

    private static async Task<IResult> Made(HttpContext http, RegisterKey use, KeyChallenges challenges, Caller caller)
    {
        var form = await Posted.Read(http);
        if (Named(form.Line("name")) is { } wrong) return DeskAnswers.Refused(wrong);
        if (!KeyText.Parse(form.Line("publicKey")).TryGet(out var key, out var refusal)) return DeskAnswers.Refused(refusal);
        if (!challenges.Answered(form.Line("challenge"), key, Officer(caller), form.Line("proof"))) return DeskAnswers.Refused(AgencyRefusals.KeyUnproved);
        var added = await use.Add(Officer(caller), caller.Agency!.Value, key, form.Line("name"), KeyOrigins.Browser);
        return added.TryGet(out var view, out refusal) ? Results.Json(view) : DeskAnswers.Refused(refusal);
    }

    private static async Task<IResult> FromFile(HttpContext http, RegisterKey use, Caller caller)
    {
        var form = await Posted.Read(http);
        var text = form.File("file") is { } file ? await Text(file) : form.Line("publicKey");
        var parsed = text is null ? AgencyRefusals.KeyForm : KeyText.Parse(text);
        var wrong = parsed.Refusal is { } bad ? Beside(bad, form) : null;

        // A private half is not sent back either: the field comes up empty.
        var kept = new KeyFileModel(form.Line("name"), wrong?.Code == AgencyRefusals.KeyPrivate.Code ? string.Empty : Shortened(form.Line("publicKey")));
        if (Named(kept.Name) is { } unnamed) return await DeskAnswers.Show<KeyFilePage>(http, kept, wrong is null ? unnamed : unnamed with { Others = [wrong] });
        if (wrong is not null) return await DeskAnswers.Show<KeyFilePage>(http, kept, wrong);
        var added = await use.Add(Officer(caller), caller.Agency!.Value, parsed.Value, kept.Name, KeyOrigins.File);
        if (added.Ok) return DeskAnswers.GoTo(List, "registered");

        // The same form sent twice: it is registered, and theirs.
        if (added.Refusal.Code == AgencyRefusals.KeyTaken.Code && (await use.Of(Officer(caller))).Any(k => k.Thumbprint == parsed.Value.Thumbprint && k.RevokedAt is null))
            return DeskAnswers.GoTo(List, "registered");
        return await DeskAnswers.Show<KeyFilePage>(http, kept, Beside(added.Refusal, form));
    }

    private static async Task<IResult> Revoke(string thumbprint, HttpContext http, RegisterKey use, Caller caller)
    {
        var reason = (await Posted.Read(http)).Line("reason");
        if (Reasons.SingleOrDefault(r => r.Value == reason) is not { } chosen) return await One(http, use, caller, thumbprint, AgencyRefusals.KeyReason);
        var revoked = await use.Revoke(Officer(caller), caller.Agency!.Value, thumbprint, new RevokeKeyRequest(Published(chosen.Value)));
        return revoked.Refusal switch
        {
            // Revoked before, by a form sent twice or in another tab: it is what was asked for.
            null or { Code: "agencies-wrong-state" } => DeskAnswers.GoTo(List, "revoked"),
            { Code: "agencies-unknown" } => DeskAnswers.Refused(AgencyRefusals.NoSuchKey),
            var other => DeskAnswers.Refused(other),
        };
    }

    private static async Task<IResult> One(HttpContext http, RegisterKey use, Caller caller, string thumbprint, Refusal? wrong = null)
    {
        var keys = await use.Of(Officer(caller));
        var time = (TimeProvider)http.RequestServices.GetService(typeof(TimeProvider))!;
        return keys.SingleOrDefault(k => k.Thumbprint == thumbprint) is { } key
            ? await DeskAnswers.Show<KeyPage>(http, new KeyModel(key, keys.Any(k => k.RevokedAt is null && k != key), null, time.GetUtcNow()), wrong)
            : DeskAnswers.Refused(AgencyRefusals.NoSuchKey);
    }

    private static Refusal? Named(string name)
    {
        var checks = new Checks();
        checks.Line(name, MostName, "/name");
        if (checks.Ok) return null;
        return name.Length == 0 ? checks.Refusal with { Sentence = "Give the key a name." } : checks.Refusal;
    }

    private static string Published(string reason) => reason switch
    {
        "lost" => "device or file lost",
        "seen" => "private half may be known to others",
        "cleared" => "browser data cleared",
        _ => "replaced by another key",
    };

    /// <summary>At the field that was used, and in its words.</summary>
    private static Refusal Beside(Refusal refusal, Posted form)
    {
        var field = form.File("file") is null ? "/publicKey" : "/file";
        return refusal.Code == AgencyRefusals.KeyForm.Code
            ? refusal with { Field = field, Sentence = "Paste the line that writ key new printed, or choose a file with that line in it." }
            : refusal with { Field = field };
    }

    private static string Shortened(string text) => text.Length <= KeyText.MostBytes ? text : text[..KeyText.MostBytes];

    private static async Task<string?> Text(IFormFile file)
    {
        if (file.Length > KeyText.MostBytes) return null;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return KeyText.OfBytes(bytes.ToArray());
    }

    private static OfficerId Officer(Caller caller) => OfficerId.FromTrusted(caller.Subject);
}
