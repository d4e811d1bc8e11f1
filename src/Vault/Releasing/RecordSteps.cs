using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>This is the newest copy of the vault as far as it was told, and it owes the log nothing.</summary>
internal sealed class NothingStandsAgainst(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) => state.Against;
}

/// <summary>
/// Under a writ: the vault has read every entry under this checkpoint. So what follows is judged by all facts there are, and a revocation
/// cannot be kept from it. A person's own request rests on no fact.
/// </summary>
internal sealed class LogWasRead(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) =>
        release.Authorised.Ground == AuthorisationGround.Subject || state.FollowedSize >= release.Checkpoint.Size ? null : VaultRefusals.NotFollowed;
}

/// <summary>
/// Under a writ: the register leaf is that of the demand that the authorisation names, and is in the log, or the log's own promise says that it will be, and its time is not over. A demand that
/// was entered nowhere opens nothing.
/// </summary>
internal sealed class DemandIsInTheRegister(VaultState state, VerifierKey log, TimeProvider clock) : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        if (release.Authorised.Ground == AuthorisationGround.Subject) return null;
        if (release.Ask.Register is not { } register || !RegisterLeaf.Parse(register.Leaf).TryGet(out var leaf, out _)) return VaultRefusals.RegisterLeaf;
        if (!DemandId.TryParse(release.Authorised.Asked, out var demand) || !new DemandShown(register.Fields, register.Salt).IsOf(leaf, demand)) return VaultRefusals.RegisterLeaf;
        var hash = Rfc6962.Leaf(register.Leaf);
        if (Convert.ToBase64String(hash) != release.Authorised.RegisterLeaf) return VaultRefusals.RegisterLeaf;
        var holds = register.Promise is { } promise
            ? IsPromised(promise, hash)
            : new InclusionProof(register.Index!.Value, release.Checkpoint.Size, register.Hashes).Check(hash, release.Checkpoint.Root);
        return holds ? null : VaultRefusals.RegisterLeaf;
    }

    /// <summary>By the key that entry 0 of the log names. A promise that is overdue is none: then the leaf itself has to be brought.</summary>
    private bool IsPromised(string note, byte[] hash) =>
        state.InLog(read => read.PromiseKey) is { } named
        && VerifierKey.Parse(named).TryGet(out var key, out _)
        && Promises.Verify(note, key).TryGet(out var promise, out _)
        && promise.Origin == log.Name && promise.LeafHash.AsSpan().SequenceEqual(hash) && clock.GetUtcNow() < promise.Before;
}

/// <summary>Under a writ: every recipient's key stands in the log as enrolled, not revoked, and for so long that others could see it.</summary>
internal sealed class RecipientsAreEnrolled(VaultState state, VaultOptions options, TimeProvider clock) : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        if (release.Authorised.Ground == AuthorisationGround.Subject) return null;
        return state.InLog(read => release.Authorised.RecipientKeys.Select(read.KeySince).ToList()) is var since && since.Any(one => one is null)
            ? VaultRefusals.RecipientUnknown
            : since.All(one => options.HasCooled(one!.Value, clock.GetUtcNow())) ? null : VaultRefusals.RecipientCooling;
    }
}

/// <summary>Under a writ: reviewer and approver stand in the log, each enrolled for what they did, not removed, and for so long that others could see it.</summary>
internal sealed class ApproversAreEnrolled(VaultState state, VaultOptions options, TimeProvider clock) : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        if (release.Authorised.Ground == AuthorisationGround.Subject) return null;
        var (reviewer, approver) = state.InLog(read => (
            read.PersonSince(ApproverRoles.Reviewer, release.Authorised.Reviewer), read.PersonSince(ApproverRoles.Approver, release.Authorised.Approver)));
        if (reviewer is not { } first || approver is not { } second) return VaultRefusals.ApproverUnknown;
        var now = clock.GetUtcNow();
        return options.HasCooled(first.Since, now) && options.HasCooled(second.Since, now) ? null : VaultRefusals.ApproverCooling;
    }
}
