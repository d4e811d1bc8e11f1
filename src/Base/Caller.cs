namespace Writ.Base;

/// <summary>Who acts, and what for. Made by sign-in only; every act records it.</summary>
/// <param name="Kind">Which of the closed set of callers.</param>
/// <param name="Subject">The text of the officer's or member of staff's id.</param>
/// <param name="Agency">Set exactly when <paramref name="Kind"/> is <see cref="CallerKind.Officer"/>.</param>
/// <param name="Scopes">What the token may do: <c>demands:write</c>, <c>review:decide</c>, ...</param>
public sealed record Caller(CallerKind Kind, string Subject, AgencyId? Agency, IReadOnlySet<string> Scopes)
{
    public bool May(string scope) => Scopes.Contains(scope);
}

public enum CallerKind
{
    /// <summary>An officer of an agency; sees what is their agency's and nothing else.</summary>
    Officer,

    /// <summary>A member of the company's staff.</summary>
    Staff,
}
