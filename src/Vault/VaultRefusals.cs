using Writ.Base;

namespace Writ.Vault;

/// <summary>Every no of the vault, in one list; each has its page in <c>docs/refusals</c>.</summary>
internal static class VaultRefusals
{
    // At start.
    internal static Refusal InUse { get; } = new("vault-in-use",
        "Another process holds this vault's folder; stop that one first.", RefusalKind.Unavailable);

    internal static Refusal FolderOpen { get; } = new("vault-folder-open",
        "Others than the vault's user may read its folder or master key; set modes 0700 and 0600 and find out who did.", RefusalKind.Refused);

    internal static Refusal FolderIncomplete { get; } = new("vault-folder-incomplete",
        "The vault's folder lacks its id, master key or journal; restore the whole folder from its backup.", RefusalKind.Refused);

    internal static Refusal JournalDamaged { get; } = new("vault-journal-damaged",
        "The vault's journal is damaged before its end; restore the folder from its backup and check it against the log.", RefusalKind.Refused);

    internal static Refusal PolicyChanged { get; } = new("vault-policy-changed",
        "The vault is pinned to another policy of witnesses than it was started with; give it that one, or stop it and run writ vault policy accept.", RefusalKind.Conflict);

    internal static Refusal SocketOpen { get; } = new("vault-socket-open",
        "Others could enter or change the folder of the vault's socket; make one of mode 0700, or 0750 with the server's group.", RefusalKind.Refused);

    internal static Refusal SocketTaken { get; } = new("vault-socket-taken",
        "The vault cannot listen there: something else does or lies there, or the path is longer than 107 bytes; name another with --socket.", RefusalKind.Conflict);

    // While it runs.
    internal static Refusal JournalStopped { get; } = new("vault-journal-stopped",
        "The vault cannot write its journal, so it gives nothing; free the disk and start it again.", RefusalKind.Unavailable);

    internal static Refusal BadAccount { get; } = new("vault-account-malformed", "This is not an account id; mend the caller.");

    // Release, in the order of its steps.
    internal static Refusal Request => VaultWire.RequestMalformed;

    internal static Refusal Opening { get; } = new("vault-opening-malformed",
        "What was brought is not the opening of an authorisation that this version knows; bring the one that was logged.");

    internal static Refusal Signature { get; } = new("vault-log-signature",
        "The checkpoint is not signed by the log that this vault is pinned to; bring one that is.", RefusalKind.Refused);

    internal static Refusal Witnesses { get; } = new("vault-witnesses-missing",
        "The checkpoint lacks cosignatures that this vault's policy demands; wait for the witnesses and bring it again.", RefusalKind.Refused);

    internal static Refusal CosignatureTime { get; } = new("vault-cosignature-time",
        "A cosignature is too old or from the future on the vault's clock; bring a freshly cosigned checkpoint.", RefusalKind.Refused);

    internal static Refusal CheckpointOlder { get; } = new("vault-checkpoint-older",
        "The vault has seen a larger checkpoint than this one; bring the newest.", RefusalKind.Unavailable);

    internal static Refusal CheckpointForked { get; } = new("vault-checkpoint-forked",
        "The vault has seen another root for this log: it has been forked or rewritten; stop and find out how.", RefusalKind.Refused);

    internal static Refusal ConsistencyMissing { get; } = new("vault-consistency-missing",
        "A consistency proof from the checkpoint that the vault knows is needed; ask it to describe itself and bring one.", RefusalKind.Unavailable);

    internal static Refusal ConsistencyFalse { get; } = new("vault-consistency-false",
        "The consistency proof does not lead from the checkpoint that the vault knows to this one; build it anew.", RefusalKind.Refused);

    internal static Refusal Inclusion { get; } = new("vault-not-in-log",
        "The proof does not show the authorisation in the log at this place; wait until it is in and bring its proof.", RefusalKind.Refused);

    internal static Refusal OtherVault { get; } = new("vault-other-vault",
        "The authorisation names another vault; ask that one.", RefusalKind.Refused);

    internal static Refusal NonceUnknown { get; } = new("vault-nonce-unknown",
        "The authorisation's nonce was not issued by this vault; authorise again with a fresh one.", RefusalKind.Refused);

    internal static Refusal NonceLate { get; } = new("vault-nonce-late",
        "The authorisation stands in the log from before its nonce was issued; authorise again with a fresh one.", RefusalKind.Refused);

    internal static Refusal NonceUsed { get; } = new("vault-nonce-used",
        "Another authorisation has used this nonce; authorise again with a fresh one.", RefusalKind.Refused);

    internal static Refusal Expired { get; } = new("vault-expired",
        "The authorisation has expired on the vault's clock; decide and authorise again.", RefusalKind.Refused);

    internal static Refusal Ground { get; } = new("vault-ground-unknown",
        "The authorisation rests on no ground that this vault knows; only a writ or a person's own request opens anything.", RefusalKind.Refused);

    internal static Refusal GroundMixed { get; } = new("vault-ground-mixed",
        "The authorisation mixes what a demand needs with what a person's own request needs; authorise again on one ground.", RefusalKind.Refused);

    internal static Refusal SubjectExpiry { get; } = new("vault-subject-expiry",
        "A person's own request may be open for an hour at most on the vault's clock; ask again with an earlier end.", RefusalKind.Refused);

    internal static Refusal TwoPeople { get; } = new("vault-two-people",
        "The authorisation does not name a reviewer and another person as approver; have a second person approve.", RefusalKind.Refused);

    internal static Refusal NoRecipient { get; } = new("vault-no-recipient",
        "The authorisation names no recipient's key; register one and authorise again.", RefusalKind.Refused);

    internal static Refusal Scope { get; } = new("vault-outside-scope",
        "A record lies outside the authorisation's accounts, categories or dates; ask only for what was authorised.", RefusalKind.Refused);

    internal static Refusal NoSuchRecord { get; } = new("vault-record-unopenable",
        "A record's header is malformed or its account has no key in this vault; check where the record came from.", RefusalKind.Refused);

    internal static Refusal Spent { get; } = new("vault-spent",
        "The authorisation was used already for another set of records; authorise again for these.", RefusalKind.Conflict);

    // What a release rests on in the log.
    internal static Refusal NotFollowed { get; } = new("vault-not-followed",
        "The vault has not read the log up to this checkpoint; bring it the entries, and then the release again.", RefusalKind.Unavailable);

    internal static Refusal FollowFalse { get; } = new("vault-follow-false",
        "The entries brought to the vault are not those of the log; rebuild its files and bring them again.", RefusalKind.Refused);

    internal static Refusal RegisterLeaf { get; } = new("vault-register-leaf",
        "The register leaf is not the demand's, or is neither in the log nor promised; bring the demand's own, with its proof or its promise while that runs.", RefusalKind.Refused);

    internal static Refusal RecipientUnknown { get; } = new("vault-recipient-unknown",
        "A recipient's key is not enrolled in the log, or was revoked there; authorise again for keys that are.", RefusalKind.Refused);

    internal static Refusal RecipientCooling { get; } = new("vault-recipient-cooling",
        "A recipient's key is not long enough in the log yet; the release goes on by itself when it is.", RefusalKind.Unavailable);

    internal static Refusal ApproverUnknown { get; } = new("vault-approver-unknown",
        "Reviewer or approver is not enrolled in the log for that, or was removed there; have somebody decide who is.", RefusalKind.Refused);

    internal static Refusal ApproverCooling { get; } = new("vault-approver-cooling",
        "Reviewer or approver is not long enough in the log yet; the release goes on by itself when they are.", RefusalKind.Unavailable);

    internal static Refusal ApprovalUnsigned { get; } = new("vault-approval-unsigned",
        "Reviewer or approver has to sign what is opened, and their signature was not brought, or they have no signing key though this vault insists; have them sign, and approve again.", RefusalKind.Refused);

    internal static Refusal ApprovalFalse { get; } = new("vault-approval-false",
        "A signature of reviewer or approver does not hold, or is by another key than the log has for them; have them sign with that one.", RefusalKind.Refused);

    internal static Refusal ApprovalOther { get; } = new("vault-approval-other",
        "What reviewer or approver signed does not cover this authorisation; have them sign what is authorised, or authorise what they signed.", RefusalKind.Refused);

    // Which copy of the vault this is.
    internal static Refusal Restored { get; } = new("vault-restored",
        "This vault is an older copy of itself; find out what it has forgotten, then stop it and run writ vault acknowledge.", RefusalKind.Unavailable);

    internal static Refusal StandingMissing { get; } = new("vault-standing-missing",
        "The vault has not been shown the last statement it gave since it was started; a server shows it by itself.", RefusalKind.Unavailable);

    internal static Refusal StandingFalse { get; } = new("vault-standing-false",
        "The statement shown to the vault is not one of its own; bring the one that it gave last.", RefusalKind.Refused);

    // Ends.
    internal static Refusal Destroyed { get; } = new("vault-destroyed",
        "The keys of this account or record were destroyed for good; nothing opens it any more.", RefusalKind.Refused);

    internal static Refusal OrderMissing { get; } = new("vault-order-missing",
        "No order to destroy these keys stands in the log that the vault has read; enter it, and bring the entries first.", RefusalKind.Refused);

    internal static Refusal OrderCooling { get; } = new("vault-order-cooling",
        "The order to destroy these keys is not long enough in the log yet; ask again when it is.", RefusalKind.Unavailable);

    // Break-glass.
    internal static Refusal TokenUnknown { get; } = new("vault-token-unknown",
        "This vault made no such token, or the statement names another; use the token file as it was made.", RefusalKind.Refused);

    internal static Refusal TokenUsed { get; } = new("vault-token-used",
        "This token was used before, for something else; take another.", RefusalKind.Conflict);

    internal static Refusal LogReachable { get; } = new("vault-log-reachable",
        "The vault had a good checkpoint not long ago; release in the ordinary way, or wait until the log is out for longer.", RefusalKind.Refused);

    internal static Refusal GlassExpiry { get; } = new("vault-glass-expiry",
        "A statement of danger to life is a writ's and lasts a day at most; write it anew with an earlier end.", RefusalKind.Refused);

    internal static Refusal GlassSignatures { get; } = new("vault-glass-signatures",
        "Too few of the officers named for this token signed, with keys that are enrolled and long enough in the log; have more sign.", RefusalKind.Refused);

    internal static Refusal GlassOwed { get; } = new("vault-glass-owed",
        "The vault gave keys without the log and has not seen that in the log yet; the server enters it by itself once the log runs.", RefusalKind.Unavailable);
}
