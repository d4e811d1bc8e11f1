namespace Writ.Base;

/// <summary>Who acts, and what for. Made by sign-in only; every act records it.</summary>
/// <param name="Kind">Which of the closed set of callers.</param>
/// <param name="Subject">The text of the officer's, member of staff's, outside person's, account's or home's id.</param>
/// <param name="Agency">Set exactly when <paramref name="Kind"/> is <see cref="CallerKind.Officer"/>.</param>
/// <param name="Scopes">What the token may do: <c>demands:write</c>, <c>review:decide</c>, ...</param>
/// <param name="Account">Set exactly when <paramref name="Kind"/> is <see cref="CallerKind.Customer"/>, or <see cref="CallerKind.Hub"/>: that of the home's owner.</param>
public sealed record Caller(CallerKind Kind, string Subject, AgencyId? Agency, IReadOnlySet<string> Scopes, AccountId? Account = null)
{
    public bool May(string scope) => Scopes.Contains(scope);
}

public enum CallerKind
{
    /// <summary>An officer of an agency; sees what is their agency's and nothing else.</summary>
    Officer,

    /// <summary>A member of the company's staff.</summary>
    Staff,

    /// <summary>The holder of an account; sees what is of that account and nothing else.</summary>
    Customer,

    /// <summary>Somebody of neither the company nor an agency: a body's clerk, an outside fetcher, an overseer. Sees what they were named for.</summary>
    Outside,

    /// <summary>The hub of a home; sees what is of that home and nothing else. Its subject is the home's id.</summary>
    Hub,
}
