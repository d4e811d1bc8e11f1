using Writ.Base;
using Writ.Sources.Accounts;

namespace Writ.Gate.Authorise;

/// <summary>What a door may know of identifiers: whether one is possible, and, for a decision, whether it leads to one account.</summary>
public sealed class IdentifierLookup(AccountSource accounts)
{
    /// <summary>Null where the identifier has a possible form.</summary>
    public static Refusal? FaultOf(string? kind, string? value) => IdentifierForms.Normalise(kind ?? string.Empty, value ?? string.Empty).Refusal;

    public async Task<bool> LeadsToOneAccount(IWork work, string service, string kind, string value) =>
        (await accounts.Resolve(work, service, kind, value)).Count == 1;

    /// <summary>Whether an account is among those that the identifier leads to.</summary>
    public async Task<bool> LeadsTo(IWork work, string service, string kind, string value, AccountId account) => (await accounts.Resolve(work, service, kind, value)).Contains(account);
}
