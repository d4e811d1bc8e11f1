using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.File;
using Writ.Kit;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Demands.Draft;

/// <summary>The instrument's file: bounded, typed by its content, sealed before it is kept, never interpreted.</summary>
internal sealed class DraftFiles(Drafts drafts, DraftSteps steps, IBlobs blobs, DemandKeys keys)
{
    // More than is taken, so that a file somewhat too large is refused in words beside its field.
    private const long MostBytes = 12 * 1024 * 1024;

    private const string Address = "/officer/drafts/{id}/file";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Address, (HttpContext http, string id, string? from, DraftFiles use, Caller caller) => use.With(id, caller, draft =>
            DeskAnswers.Show<FilePage>(http, use.View(draft, from == "check")))).Takes().LoadsScript();
        pages.MapPost(Address, (HttpContext http, string id, DraftFiles use, Caller caller, CancellationToken cancel) =>
            use.Save(http, id, caller, cancel)).Takes().LoadsScript().TakesUpTo(MostBytes);
    }

    private Task<IResult> With(string id, Caller caller, Func<OpenDraft, Task<IResult>> answer) => drafts.Answer(id, caller, answer);

    private StepView View(OpenDraft draft, bool fromCheck) => steps.View(draft, DraftPart.File, draft.Content, told: false, fromCheck);

    private async Task<IResult> Save(HttpContext http, string id, Caller caller, CancellationToken cancel)
    {
        var form = await Posted.Read(http);
        return await drafts.Answer(id, caller, async draft =>
        {
            if (form.File("file") is not { } sent)
            {
                // Nothing was chosen: what is kept stays. An empty file counts as none.
                return draft.Content.File is not null || form.Has("then") ? DraftSteps.Onward(draft.Id, DraftPart.File, form) : await Wrong(http, draft, form, DemandRefusals.FileEmpty);
            }

            var content = await Read(sent, cancel);
            var name = sent.FileName[(sent.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
            if (Fault(name, content) is { } fault) return await Wrong(http, draft, form, fault);
            var file = new DraftFile(name, StrangerFile.TypeOf(content)!, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), StrangerFile.IsLocked(content));
            return file == draft.Content.File ? DraftSteps.Onward(draft.Id, DraftPart.File, form) : await Keep(http, draft, form, file, content, caller);
        });
    }

    private async Task<IResult> Keep(HttpContext http, OpenDraft before, Posted form, DraftFile file, byte[] content, Caller caller)
    {
        var blob = BlobId.New();
        var sealedBytes = keys.Blobs.Seal(blob, content);
        CryptographicOperations.ZeroMemory(content);
        var small = blobs.IsSmall(sealedBytes.Length);
        try
        {
            if (!small) await blobs.Put(blob, sealedBytes, CancellationToken.None);
        }
        catch (IOException)
        {
            return DeskAnswers.Refused(StoreRefusals.DiskFull);
        }

        BlobId? old = null;
        var saved = await drafts.Save(before.Id.Text, caller, DraftPart.File.Slug, form.Seen(), c => c with { File = file }, new SealedUpload(blob, small ? sealedBytes : null), was => old = was);
        if (!saved.TryGet(out var draft, out var refusal) || draft.FileBlob != blob)
        {
            if (!small) await blobs.Delete(blob);
            return refusal is null ? await drafts.Answer(before.Id.Text, caller, now => Task.FromResult(DraftSteps.Onward(now.Id, DraftPart.File, form)))
                : refusal.Code == DraftRefusals.Changed.Code ? await Conflict(http, before.Id.Text, form, caller) : DeskAnswers.Refused(refusal);
        }

        if (old is { } replaced) await blobs.Delete(replaced);
        return file.Locked && !form.Has("then")
            ? DeskAnswers.GoTo(DraftParts.Address(draft.Id, DraftPart.File), "uploaded")
            : DraftSteps.Onward(draft.Id, DraftPart.File, form);
    }

    private Task<IResult> Wrong(HttpContext http, OpenDraft draft, Posted form, Refusal fault)
    {
        var view = steps.View(draft, DraftPart.File, draft.Content, told: true, form.Line("from") == "check") with { Besides = fault with { Kind = RefusalKind.Invalid, Field = "/file" } };
        return DeskAnswers.Show<FilePage>(http, view, view.Besides);
    }

    private Task<IResult> Conflict(HttpContext http, string id, Posted form, Caller caller) => drafts.Answer(id, caller, draft => DeskAnswers.Show<FilePage>(
        http, steps.View(draft, DraftPart.File, draft.Content, told: false, form.Line("from") == "check", draft.Content), DraftRefusals.Changed));

    private static Refusal? Fault(string name, byte[] content)
    {
        var checks = new Checks();
        checks.Line(name, 255, "/file");
        if (!checks.Ok) return new Refusal(checks.Refusal.Code, "Rename the file: its name is missing, too long, or holds hidden characters.");
        return InstrumentFile.Check(new FileInstrument(name, StrangerFile.TypeOf(content) ?? string.Empty, content));
    }

    private static async Task<byte[]> Read(IFormFile file, CancellationToken cancel)
    {
        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancel);
        return content;
    }
}
