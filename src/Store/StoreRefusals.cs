using Writ.Base;

namespace Writ.Store;

public static class StoreRefusals
{
    public static Refusal DiskFull { get; } = new(
        "store-disk-full", "The disk is full; nothing was changed. Free some space and send it again.", RefusalKind.Unavailable);

    public static Refusal KeyReused { get; } = new(
        "store-idempotency-key-reused",
        "This Idempotency-Key was used before with another body; use a new key for a new request.",
        RefusalKind.Conflict,
        "Idempotency-Key");

    public static Refusal KeyForm { get; } = new(
        "store-idempotency-key-form",
        "Send an Idempotency-Key of 8 to 80 letters, digits, hyphens or underscores.",
        RefusalKind.Invalid,
        "Idempotency-Key");
}
