namespace Writ.Base.Sealing;

internal static class SealingRefusals
{
    internal static Refusal PublicKey { get; } = new("sealing-bad-public-key",
        "This is not a P-256 public key in SubjectPublicKeyInfo form with an uncompressed point; export it again and send that.");

    internal static Refusal PrivateKey { get; } = new("sealing-bad-private-key",
        "This is not a P-256 private key in PKCS#8 form (PEM label PRIVATE KEY); give the file that the key was made in.");

    internal static Refusal Header { get; } = new("sealing-bad-header",
        "The sealed record's header is malformed; fetch the record again from where it is kept.");

    internal static Refusal CannotOpen { get; } = new("sealing-cannot-open",
        "The key does not fit, or the sealed bytes or what they belong to were changed; fetch both again.");

    internal static Refusal NotSealedFile { get; } = new("sealing-not-a-sealed-file",
        "This is not a sealed file of a version that this program knows; check that it was downloaded whole and as it is.");

    internal static Refusal NotRecipient { get; } = new("sealing-not-a-recipient",
        "The file is not sealed to this key; use the key that was registered when the demand was made.");

    internal static Refusal FileChanged { get; } = new("sealing-file-changed",
        "The sealed file was changed or cut short after it was sealed; download it again and trust nothing in this copy.");

    internal static Refusal BlobKey { get; } = new("sealing-bad-blob-key",
        "The blob key file is not 32 bytes long or others may read it; restore it from the backup and set its mode to 0600.");

    internal static Refusal PeriodKey { get; } = new("sealing-period-key-missing",
        "The key of the half-year in which this was sealed is not in the keys folder; restore it from a backup of the folder, or recover it with the trustees.", RefusalKind.Unavailable);

    internal static Refusal Trustees { get; } = new("sealing-backup-trustees",
        "Name 2 to 7 different trustees by their public keys, and how many of them it takes: 2 or more, and no more than there are.");

    internal static Refusal Backup { get; } = new("sealing-backup-malformed",
        "This is not a backup of seal keys as it was written; take another copy of the file.");

    internal static Refusal Share { get; } = new("sealing-share-malformed",
        "This is not a trustee’s share as it was written; let the trustee open theirs again.");

    internal static Refusal NotYours { get; } = new("sealing-share-not-yours",
        "No share in this backup is sealed to this key; use the key that was given when the backup was made.");

    internal static Refusal OtherBackup { get; } = new("sealing-share-other-backup",
        "A share is of another backup than this one; let every trustee open the same file.");

    internal static Refusal TooFew { get; } = new("sealing-shares-too-few",
        "There are shares of fewer trustees than this backup takes; ask more of them.");
}
