namespace Writ.Base;

/// <summary>
/// An expected "no". Every code has a page <c>docs/refusals/&lt;code&gt;.md</c> (a house test compares the two).
/// </summary>
/// <param name="Code">Stable, lower-case, hyphenated: <c>gate-item-outside-reach</c>. Never reused for another meaning.</param>
/// <param name="Sentence">One sentence that tells the reader what to do. Never holds personal data or a secret.</param>
/// <param name="Kind">What kind of no it is; the web edge turns it into an HTTP status.</param>
/// <param name="Field">JSON pointer (RFC 6901) of the input that is wrong, where one input is.</param>
public sealed record Refusal(string Code, string Sentence, RefusalKind Kind = RefusalKind.Invalid, string? Field = null)
{
    /// <summary>Further refusals of the same input, so that a form can be mended in one go. Empty as a rule.</summary>
    public IReadOnlyList<Refusal> Others { get; init; } = [];

    public override string ToString() => $"{Code}: {Sentence}";
}

/// <summary>What a kind of refusal is to those who speak HTTP (RFC 9110 section 15, RFC 6585 for 429).</summary>
public static class RefusalStatus
{
    public static int HttpStatus(this RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => 400,
        RefusalKind.Unauthenticated => 401,
        RefusalKind.Forbidden => 403,
        RefusalKind.NotFound => 404,
        RefusalKind.Conflict => 409,
        RefusalKind.Gone => 410,
        RefusalKind.TooLarge => 413,
        RefusalKind.Refused => 422,
        RefusalKind.TooMany => 429,
        RefusalKind.Unavailable => 503,
    };
}

/// <summary>The closed set of kinds of refusal.</summary>
public enum RefusalKind
{
    /// <summary>The input is malformed or breaks a rule of form (400/422).</summary>
    Invalid,

    /// <summary>The caller is not known (401).</summary>
    Unauthenticated,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or none that this caller may know of (404).</summary>
    NotFound,

    /// <summary>It clashes with the present state (409).</summary>
    Conflict,

    /// <summary>It was there and is over for good (410).</summary>
    Gone,

    /// <summary>Larger than the stated bound (413).</summary>
    TooLarge,

    /// <summary>A rule of law or of this house forbids it (422).</summary>
    Refused,

    /// <summary>Too many in too short a time (429).</summary>
    TooMany,

    /// <summary>Try again later: the machine or a neighbour cannot do it now (503).</summary>
    Unavailable,
}
