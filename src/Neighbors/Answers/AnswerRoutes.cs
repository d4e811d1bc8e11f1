using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Kit;

namespace Writ.Neighbors.Answers;

internal sealed record MessageRequest(string Text);

internal sealed record MailsRequest(bool On);

/// <summary>
/// What an owner's page asks when it gives, and of what was given. Looking, declining and ignoring ask nothing here: that somebody comes at all means that they
/// give, or gave.
/// </summary>
internal static class AnswerRoutes
{
    private const string Grants = "/answers/grants";

    private const string One = Grants + "/{grant}";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet("/answers/recipients/{request}", async (string request, string? ask, GrantDesk desk, Caller caller) => Answer(await desk.Recipient(caller, request, ask)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Grants, async (GrantDesk desk, Caller caller) => Results.Json(await desk.All(caller), Json)).RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Grants, async (HttpContext http, GrantDesk desk, Caller caller) => (await desk.Offer(caller, await Read<GrantOffer>(http))).TryGet(out var given, out var refusal)
                ? Results.Json(given, Json, statusCode: StatusCodes.Status201Created)
                : DeskAnswers.Refused(refusal))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPut(One + "/file", async (string grant, HttpContext http, GrantDesk desk, Caller caller) => Done(await PutFile(grant, http, desk, caller)))
            .RequireAuthorization(policy).AskedByScript().TakesUpTo(GrantDesk.MostFile);
        pages.MapPost(One + "/withdraw", async (string grant, GrantDesk desk, Caller caller) => Done(await desk.Withdraw(caller, grant)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/ask-deletion", async (string grant, GrantDesk desk, Caller caller) => Done(await desk.AskDeletion(caller, grant)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/messages", async (string grant, HttpContext http, GrantDesk desk, Caller caller) => Done(await desk.Say(caller, grant, (await Read<MessageRequest>(http)).Text)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost("/answers/mails", async (HttpContext http, GrantDesk desk, Caller caller) => Done(await desk.Mails(caller, (await Read<MailsRequest>(http)).On)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/close-contact", async (string grant, GrantDesk desk, Caller caller) => Done(await desk.CloseContact(caller, grant)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/asks/{ask}/refuse", async (string grant, string ask, GrantDesk desk, Caller caller) => Done(await desk.RefusePassing(caller, grant, ask)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(One + "/receipt", async (string grant, HttpContext http, GrantDesk desk, Caller caller) => Receipt(http, grant, await desk.Receipt(caller, grant, deletion: false)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(One + "/deletion-receipt", async (string grant, HttpContext http, GrantDesk desk, Caller caller) => Receipt(http, grant, await desk.Receipt(caller, grant, deletion: true)))
            .RequireAuthorization(policy).AskedByScript();
    }

    internal static Task<Result<bool>> PutFile(string grant, HttpContext http, GrantDesk desk, Caller caller)
    {
        // A phone on a slow line takes its time.
        if (http.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        return desk.PutFile(caller, grant, http.Request.Body, http.RequestAborted);
    }

    private static IResult Receipt(HttpContext http, string grant, Result<GrantReceipt> result)
    {
        if (!result.TryGet(out var receipt, out var refusal)) return DeskAnswers.Refused(refusal);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{grant}-{(receipt.Statement is null ? "receipt" : "deletion-receipt")}.json\"";
        return Results.Json(receipt, Json);
    }

    private static IResult Answer<T>(Result<T> result) => result.TryGet(out var value, out var refusal) ? Results.Json(value, Json) : DeskAnswers.Refused(refusal);

    private static IResult Done<T>(Result<T> result) => result.TryGet(out _, out var refusal) ? Results.NoContent() : DeskAnswers.Refused(refusal);

    /// <summary>What cannot be read is the edge's refusal <c>request-malformed</c>.</summary>
    internal static async Task<T> Read<T>(HttpContext http)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Json, http.RequestAborted) ?? throw new BadHttpRequestException("No body");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("Not what the endpoint takes", e);
        }
    }
}
