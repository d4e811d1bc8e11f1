using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Builder;
using Writ.Agencies;
using Writ.Base;
using Writ.Demands.File;
using Writ.Kit;
using Writ.Law;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Idempotency;

namespace Writ.Demands.Draft;

/// <param name="Changed">True: it was changed elsewhere after it was shown for checking.</param>
internal sealed record CheckView(OpenDraft Draft, DraftReading Reading, LawBook Law, bool Verified, bool Changed, Refusal? Refused);

/// <summary>
/// Check your answers, and send. It is filed by the same use case as the API's, under one key a draft, and in one act with the
/// draft's end: a double click, the back button or a second tab files it once.
/// </summary>
internal sealed class SendDraft(
    IStore store, Drafts drafts, DraftReader reader, LawBook law, AgencyRegister agencies, FileDemand filing, IBlobs blobs, DemandKeys keys)
{
    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/officer/drafts/{id}/check", (HttpContext http, string id, SendDraft use, Caller caller) =>
            use.With(id, caller, draft => use.Show(http, draft, caller))).Takes();
        pages.MapPost("/officer/drafts/{id}/check", (HttpContext http, string id, SendDraft use, Caller caller, CancellationToken cancel) =>
            use.Send(http, id, caller, cancel)).Takes();
    }

    private Task<IResult> With(string id, Caller caller, Func<OpenDraft, Task<IResult>> answer) => drafts.Answer(id, caller, answer);

    private async Task<IResult> Send(HttpContext http, string id, Caller caller, CancellationToken cancel)
    {
        var form = await Posted.Read(http);
        return await drafts.Answer(id, caller, async draft =>
        {
            if (form.Seen() != draft.Version) return await Show(http, draft, caller, DraftRefusals.Changed, changed: true);
            var reading = reader.Read(draft.Content);
            if (reading.Findings.FirstOrDefault(f => f.Fault) is { } fault)
                return await Show(http, draft, caller, new Refusal(fault.Code, fault.Sentence));
            if (!form.Has("declared")) return await Show(http, draft, caller, DraftRefusals.Undeclared);
            if (await File(draft, cancel) is not { } content) return await Show(http, draft, caller, DraftRefusals.Gone);
            var kept = draft.Content.File!;
            var filed = await filing.File(
                reading.Request with { File = new FileInstrument(kept.Name, kept.Type, content) }, $"draft-{draft.Id}", IdempotentRequests.HashOf(draft.Content.ToBytes()), caller,
                (work, demand) => Drafts.BecomesIn(work, draft, demand), cancel);

            // Whoever was first sent it; for the other it is sent too.
            return filed.Ok ? await Filed(draft, filed.Value.Id) : await drafts.Answer(id, caller, now => Show(http, now, caller, filed.Refusal));
        });
    }

    private async Task<IResult> Filed(OpenDraft draft, string demand)
    {
        await drafts.DropFile(draft);
        return DraftAnswers.Sent(DemandId.FromTrusted(demand));
    }

    private async Task<IResult> Show(HttpContext http, OpenDraft draft, Caller caller, Refusal? refusal = null, bool changed = false)
    {
        var asks = await store.Look(work => agencies.Find(work, OfficerId.FromTrusted(caller.Subject)));
        return await DeskAnswers.Show<CheckPage>(http, new CheckView(draft, reader.Read(draft.Content), law, asks is { Verified: true }, changed, refusal), refusal);
    }

    private async Task<byte[]?> File(OpenDraft draft, CancellationToken cancel)
    {
        if (draft.FileBlob is not { } blob || await blobs.Get(blob, cancel) is not { } stream) return null;
        await using (stream)
        {
            using var sealedBytes = new MemoryStream();
            await stream.CopyToAsync(sealedBytes, cancel);
            return keys.Blobs.Open(blob, sealedBytes.ToArray()) is { Ok: true, Value: var plain } ? plain : null;
        }
    }
}
