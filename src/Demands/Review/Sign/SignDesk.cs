using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Review.Case;
using Writ.Gate.Approvers;
using Writ.Kit;
using Writ.Ledger.Register.Approvals;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Demands.Review.Sign;

/// <summary>Where a signature comes in: from the case's page, by a passkey or as a file.</summary>
internal sealed class SignDesk(IStore store, SignDecision sign, DecisionSigning signing, CaseDesk desk)
{
    /// <summary>A statement of some hundred items, in base64, or a file of it.</summary>
    internal const long MostBytes = 512 * 1024;

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/desk/demands/{id}/statement", (string id, string? role, SignDesk use, Caller caller, CancellationToken cancel) => use.Statement(id, role, caller, cancel))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
        pages.MapPost("/desk/demands/{id}/signature", (HttpContext http, string id, SignDesk use, Caller caller) => use.Sign(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).TakesUpTo(MostBytes);
    }

    /// <summary>What the form brought; null where it brought nothing to sign with.</summary>
    internal async Task<Result<SignedApproval>?> Read(Posted form, Caller caller, CancellationToken cancel)
    {
        if (form.File("signed-file") is { } file)
        {
            if (file.Length > SignedApproval.MaxBytes) return SignRefusals.Malformed;
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            return SignedApproval.FromJson(bytes.ToArray()).TryGet(out var read, out _) ? read : SignRefusals.Malformed;
        }

        if (form.Line("role") is not { Length: > 0 } role) return null;
        var passkey = await store.Look(async work => await signing.Needed(work, caller.Subject, role) is { } key
            ? (await Passkeys.Of(work, caller.Subject)).Select(p => CoseKey.Es256(p.PublicKey)).FirstOrDefault(k => k?.Thumbprint == key)
            : null);
        return passkey is null ? SignRefusals.NothingToSign : SignedDecision.Of(form, passkey.Spki.ToArray());
    }

    private async Task<IResult> Sign(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var read = await Read(form, caller, http.RequestAborted) ?? SignRefusals.Role;
        var done = read.TryGet(out var signed, out var refusal) ? await sign.Sign(id, form.Line("role"), signed, caller, http.RequestAborted) : refusal;
        return done.Ok ? DeskAnswers.GoTo($"/desk/demands/{id}", "signed")
            : done.Refusal.Kind == RefusalKind.NotFound ? DeskAnswers.Refused(done.Refusal)
            : await desk.Show(http, id, caller, refusal: done.Refusal);
    }

    private async Task<IResult> Statement(string id, string? role, Caller caller, CancellationToken cancel)
    {
        var found = await sign.Statement(id, role, caller, cancel);
        return found.TryGet(out var view, out var refusal) ? Results.Bytes(view.Statement, "application/octet-stream", $"{view.Demand}.{view.Role}.json") : DeskAnswers.Refused(refusal);
    }
}
