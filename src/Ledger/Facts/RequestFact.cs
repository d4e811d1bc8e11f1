using Writ.Base;

namespace Writ.Ledger.Facts;

/// <content>Community requests: what agencies ask in public. Words of the closed lists are those of <see cref="Requests.RequestWords"/>.</content>
public abstract partial record Fact
{
    /// <summary>45, <c>request-published</c>: homes of the regions it touches can read it from here on.</summary>
    /// <param name="Path">Of its document, relative to the site's root.</param>
    /// <param name="Until">End of the days on which it is open; after <paramref name="At"/>.</param>
    public sealed record RequestPublished(
        AgencyId Agency, RequestId Request, string Incident, string Path, string Sha256, DateTimeOffset Until, DateTimeOffset At) : Fact(At, 45);

    /// <summary>46, <c>request-refused</c>: it was not put to homes; its document says in full what was asked, and why not.</summary>
    /// <param name="Rule">The rule that it broke.</param>
    public sealed record RequestRefused(AgencyId Agency, RequestId Request, string Rule, string Path, string Sha256, DateTimeOffset At) : Fact(At, 46);

    /// <summary>47, <c>request-corrected</c>: a second post stands in an open one's place; the first stays readable.</summary>
    /// <param name="Request">The correction.</param>
    /// <param name="Corrects">The request in whose place it stands.</param>
    public sealed record RequestCorrected(
        AgencyId Agency, RequestId Request, RequestId Corrects, string Path, string Sha256, DateTimeOffset Until, DateTimeOffset At) : Fact(At, 47);

    /// <summary>48, <c>request-resolved</c>: its agency says how it ended; it is open no more.</summary>
    public sealed record RequestResolved(AgencyId Agency, RequestId Request, string Outcome, DateTimeOffset At) : Fact(At, 48);
}
