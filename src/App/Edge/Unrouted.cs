using Microsoft.AspNetCore.Diagnostics;

namespace Writ.App.Edge;

/// <summary>What no room's endpoint answers: addresses that are not there, methods and bodies that are not taken, and what broke.</summary>
internal static class Unrouted
{
    /// <summary>Stands before authorisation, whose default deny would call every mistake of these a missing token.</summary>
    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                await next(context);

                // Where a body cannot be read to its end, the framework sets the status and writes nothing.
                if (context.Response is { HasStarted: false, ContentType: null, StatusCode: 400 or 413 }) await Unread(context);
                return;
            case null:
                await Problems.Write(context, EdgeRefusals.NoSuchAddress);
                return;
            case var routing:
                // Routing's own: it sets 405 with Allow, or 415, and writes nothing.
                await routing.RequestDelegate!(context);
                await (context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType ? NotJson(context) : MethodNotAllowed(context));
                return;
        }
    }

    public static Task Broken(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.Write(context, EdgeRefusals.TooLarge),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => NotJson(context),
        BadHttpRequestException => Problems.Write(context, EdgeRefusals.Malformed),
        _ => Problems.Write(context, EdgeRefusals.Internal),
    };

    private static Task Unread(HttpContext context) => Problems.Write(
        context, context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge ? EdgeRefusals.TooLarge : EdgeRefusals.Malformed);

    private static Task NotJson(HttpContext context) => Problems.Write(context, EdgeRefusals.NotJson, StatusCodes.Status415UnsupportedMediaType);

    private static Task MethodNotAllowed(HttpContext context) =>
        Problems.Write(context, EdgeRefusals.MethodNotAllowed, StatusCodes.Status405MethodNotAllowed);
}
