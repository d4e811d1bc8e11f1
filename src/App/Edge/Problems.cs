using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;
using Writ.Base;

namespace Writ.App.Edge;

/// <summary>A refusal as RFC 9457 problem details. <c>type</c> is the address of the refusal's own page.</summary>
/// <param name="Code">Stable; test on this.</param>
/// <param name="Field">JSON pointer of the input that is wrong.</param>
/// <param name="Errors">Everything else that is wrong with the same input.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string? Field, IReadOnlyList<ProblemError>? Errors);

internal sealed record ProblemError(string Code, string Detail, string? Field);

/// <summary>The only place where a refusal becomes HTTP.</summary>
internal static class Problems
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="exact">A status that says more than the refusal's kind does.</param>
    public static Task Write(HttpContext context, Refusal refusal, int? exact = null)
    {
        var status = exact ?? refusal.Kind.HttpStatus();
        context.Response.StatusCode = status;
        var errors = refusal.Others.Count == 0 ? null : refusal.Others.Select(o => new ProblemError(o.Code, o.Sentence, o.Field)).ToList();
        var problem = new Problem($"/refusals/{refusal.Code}", TitleOf(refusal.Kind), status, refusal.Sentence, refusal.Code, refusal.Field, errors);
        return context.Response.WriteAsJsonAsync(problem, Json, "application/problem+json");
    }

    private static string TitleOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => "Something in the request is wrong",
        RefusalKind.Unauthenticated => "Sign in first",
        RefusalKind.Forbidden => "You may not do this",
        RefusalKind.NotFound => "Not found",
        RefusalKind.Conflict => "It clashes with how things stand",
        RefusalKind.Gone => "It is over",
        RefusalKind.TooLarge => "Too large",
        RefusalKind.Refused => "Refused",
        RefusalKind.TooMany => "Too many",
        RefusalKind.Unavailable => "Not now",
    };
}

/// <summary>Turns every room's <see cref="Result{T}"/> into a response.</summary>
internal sealed class AnswerFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answered = await next(context);
        if (answered is not IAnswer answer) return answered;
        if (answer.Refusal is { } refusal) return new Refused(refusal);
        return answer.Content switch
        {
            IResult result => result,
            ICreated created when Creates(context.HttpContext) => Results.Created(created.Address, answer.Content),
            var content => Results.Json(content),
        };
    }

    // The same view is created by one endpoint and only shown by another, as each declares of itself.
    private static bool Creates(HttpContext http) => http.GetEndpoint()!.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
        .Any(answer => answer.StatusCode == StatusCodes.Status201Created);

    private sealed class Refused(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Problems.Write(httpContext, refusal);
    }
}
