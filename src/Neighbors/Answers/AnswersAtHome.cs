using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Kit;

namespace Writ.Neighbors.Answers;

/// <summary>
/// The same as <see cref="AnswerRoutes"/> for the pages that a hub serves at home. The hub carries, with its own token and for its own home; what gives anything is
/// signed by a device of the owner, and a hub cannot make that word.
/// </summary>
internal static class AnswersAtHome
{
    private const string Home = "/hub/home/answers";

    private const string Grants = Home + "/grants";

    private const string One = Grants + "/{grant}";

    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapGet(Home + "/recipients/{request}", async (string request, string? ask, GrantDesk desk, Caller caller) => await desk.Recipient(caller, request, ask))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: to whom an answer goes").Produces<GrantRecipient>();
        hub.MapGet(Grants, async (GrantDesk desk, Caller caller) => Results.Json(await desk.All(caller), AnswerRoutes.Json))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: what was given of this home").Produces<GrantList>();
        hub.MapPost(Grants, async (HttpContext http, GrantDesk desk, Caller caller) => Created(await desk.Offer(caller, await AnswerRoutes.Read<GrantOffer>(http))))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: an owner’s signed word, with the wrapped keys").Accepts<GrantOffer>("application/json").Produces<GrantGiven>(201);
        hub.MapPut(One + "/file", async (string grant, HttpContext http, GrantDesk desk, Caller caller) => Empty(await AnswerRoutes.PutFile(grant, http, desk, caller)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: the sealed file that the word names").Accepts<Stream>("application/octet-stream").Produces(204)
            .TakesUpTo(GrantDesk.MostFile);
        hub.MapPost(One + "/withdraw", async (string grant, GrantDesk desk, Caller caller) => Empty(await desk.Withdraw(caller, grant)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: take back what nobody has opened").Produces(204);
        hub.MapPost(One + "/ask-deletion", async (string grant, GrantDesk desk, Caller caller) => Empty(await desk.AskDeletion(caller, grant)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: ask that what was opened is deleted").Produces(204);
        hub.MapPost(One + "/messages", async (string grant, HttpContext http, GrantDesk desk, Caller caller) =>
                Empty(await desk.Say(caller, grant, (await AnswerRoutes.Read<MessageRequest>(http)).Text)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: a message to the officer").Accepts<MessageRequest>("application/json").Produces(204);
        hub.MapPost(One + "/close-contact", async (string grant, GrantDesk desk, Caller caller) => Empty(await desk.CloseContact(caller, grant)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: take no more messages").Produces(204);
        hub.MapPost(One + "/asks/{ask}/refuse", async (string grant, string ask, GrantDesk desk, Caller caller) => Empty(await desk.RefusePassing(caller, grant, ask)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: do not pass it on").Produces(204);
        hub.MapGet(One + "/receipt", async (string grant, GrantDesk desk, Caller caller) => await desk.Receipt(caller, grant, deletion: false))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: the proof that it is in the record").Produces<GrantReceipt>();
        hub.MapGet(One + "/deletion-receipt", async (string grant, GrantDesk desk, Caller caller) => await desk.Receipt(caller, grant, deletion: true))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: what the officer confirmed").Produces<GrantReceipt>();
    }

    private static object Empty(Result<bool> result) => result.Ok ? Results.NoContent() : result;

    private static object Created(Result<GrantGiven> result) => result.TryGet(out var given, out _) ? Results.Json(given, AnswerRoutes.Json, statusCode: StatusCodes.Status201Created) : result;
}
