using Writ.Base;

namespace Writ.App.Edge;

internal static class EdgeRefusals
{
    public static Refusal TokenMissing { get; } = new(
        "signin-token-missing", "Send a valid token: Authorization: Bearer writ_...", RefusalKind.Unauthenticated);

    public static Refusal ScopeMissing { get; } = new(
        "signin-scope-missing", "Your token does not allow this; ask for one with the scope that /openapi/v1.json names.", RefusalKind.Forbidden);

    public static Refusal Malformed { get; } = new(
        "request-malformed", "The request is not what /openapi/v1.json describes; nothing was changed.");

    public static Refusal NotJson { get; } = new(
        "request-not-json", "Send the body with the Content-Type that /openapi/v1.json names, application/json as a rule; nothing was changed.");

    public static Refusal MethodNotAllowed { get; } = new(
        "request-method-not-allowed", "This address does not take that method; the Allow header says which it takes.");

    public static Refusal TooLarge { get; } = new(
        "request-too-large", "The request is larger than 12 MiB; nothing was changed.", RefusalKind.TooLarge);

    public static Refusal NoSuchAddress { get; } = new(
        "request-no-such-address", "There is nothing at this address; /openapi/v1.json lists what there is.", RefusalKind.NotFound);

    public static Refusal Internal { get; } = new(
        "request-failed", "Something broke here, and it was logged; send the same request again with the same Idempotency-Key.", RefusalKind.Unavailable);
}
