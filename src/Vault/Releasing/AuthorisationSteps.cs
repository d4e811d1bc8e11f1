using Writ.Base;
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

/// <summary>No writ, no consent, no key.</summary>
internal sealed class OnAKnownGround : IReleaseStep
{
    public Refusal? Check(Release release) => release.Authorised.Ground is "writ" or "consent" ? null : VaultRefusals.Ground;
}

/// <summary>A reviewer and an approver are named, and they are two people.</summary>
internal sealed class ByTwoPeople : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        var (reviewer, approver) = (release.Authorised.Reviewer?.Trim(), release.Authorised.Approver?.Trim());
        return string.IsNullOrEmpty(reviewer) || string.IsNullOrEmpty(approver)
            || string.Equals(reviewer, approver, StringComparison.OrdinalIgnoreCase)
                ? VaultRefusals.TwoPeople
                : null;
    }
}

/// <summary>The authorisation says to whose keys the production goes.</summary>
internal sealed class ToSomebody : IReleaseStep
{
    public Refusal? Check(Release release) => release.Authorised.RecipientKeys.Count > 0 ? null : VaultRefusals.NoRecipient;
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
