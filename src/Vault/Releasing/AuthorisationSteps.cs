using Writ.Base;
using Writ.Ledger.Register;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>The authorisation was written for this vault and no other.</summary>
internal sealed class ForThisVault(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) => release.Authorised.VaultId == state.Vault ? null : VaultRefusals.OtherVault;
}

/// <summary>This vault issued the nonce.</summary>
internal sealed class NonceWasIssued(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) => state.SizeAtIssue(release.Authorised.Nonce) is null ? VaultRefusals.NonceUnknown : null;
}

/// <summary>The nonce was issued before the authorisation was logged: its leaf is not among those that were in the log by then.</summary>
internal sealed class NonceCameBefore(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) => release.Ask.LeafIndex < state.SizeAtIssue(release.Authorised.Nonce) ? VaultRefusals.NonceLate : null;
}

/// <summary>No other authorisation has used the nonce.</summary>
internal sealed class NonceIsUnused(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) =>
        state.UsedByAnother(release.Authorised.Nonce, release.Leaf) ? VaultRefusals.NonceUsed : null;
}

/// <summary>The authorisation has not expired on the vault's own clock.</summary>
internal sealed class NotExpired(TimeProvider clock) : IReleaseStep
{
    public Refusal? Check(Release release) => clock.GetUtcNow() < release.Authorised.Expires ? null : VaultRefusals.Expired;
}

/// <summary>No writ, no key; and to the person themselves, their own. What an owner gave was never sealed to the vault: it opens nothing here.</summary>
internal sealed class OnAKnownGround : IReleaseStep
{
    public Refusal? Check(Release release) =>
        release.Authorised.Ground is AuthorisationGround.Writ or AuthorisationGround.Subject ? null : VaultRefusals.Ground;
}

/// <summary>
/// What a ground does not have is not there, and what it must have is: a person's own request names one account, nobody who decided
/// and nobody else who receives; a writ names a demand. So neither can pass for the other.
/// </summary>
internal sealed class OfOneGround : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        var authorised = release.Authorised;
        var fits = authorised.Ground == AuthorisationGround.Subject
            ? SubjectRequestId.TryParse(authorised.Asked, out _)
                && authorised is { RegisterLeaf: AuthorisationGround.Nobody, Reviewer: AuthorisationGround.Nobody, Approver: AuthorisationGround.Nobody }
                && authorised.RecipientKeys.Count == 0
                && authorised.Items.Select(item => item.Account).Distinct().Count() == 1
            : !SubjectRequestId.TryParse(authorised.Asked, out _)
                && authorised.RegisterLeaf != AuthorisationGround.Nobody
                && authorised.Reviewer != AuthorisationGround.Nobody
                && authorised.Approver != AuthorisationGround.Nobody;
        return fits ? null : VaultRefusals.GroundMixed;
    }
}

/// <summary>A reviewer and an approver are named, and they are two people. A person's own request needs neither.</summary>
internal sealed class ByTwoPeople : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        if (release.Authorised.Ground == AuthorisationGround.Subject) return null;
        var (reviewer, approver) = (release.Authorised.Reviewer?.Trim(), release.Authorised.Approver?.Trim());
        return string.IsNullOrEmpty(reviewer) || string.IsNullOrEmpty(approver)
            || string.Equals(reviewer, approver, StringComparison.OrdinalIgnoreCase)
                ? VaultRefusals.TwoPeople
                : null;
    }
}

/// <summary>The authorisation says to whose keys the production goes. A person's own copy goes to the person.</summary>
internal sealed class ToSomebody : IReleaseStep
{
    public Refusal? Check(Release release) =>
        release.Authorised.Ground == AuthorisationGround.Subject || release.Authorised.RecipientKeys.Count > 0 ? null : VaultRefusals.NoRecipient;
}

/// <summary>A person's own request, which no second person looked at, opens for an hour at most on the vault's own clock.</summary>
internal sealed class SubjectNotForLong(TimeProvider clock) : IReleaseStep
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public Refusal? Check(Release release) =>
        release.Authorised.Ground != AuthorisationGround.Subject || release.Authorised.Expires <= clock.GetUtcNow() + Longest ? null : VaultRefusals.SubjectExpiry;
}

/// <summary>Every record asked for lies inside one authorised item: its account, its category, its dates (both inclusive).</summary>
internal sealed class InsideScope : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        var items = release.Authorised.Items;
        return release.Records.All(record => items.Any(item =>
            item.Account == record.Account
            && item.Category == record.Category
            && (item.From is not { } from || record.On >= from)
            && (item.To is not { } to || record.On <= to)))
                ? null
                : VaultRefusals.Scope;
    }
}
