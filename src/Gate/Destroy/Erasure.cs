using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Destroy;

/// <summary>That an account is to go. It is gone from the moment when another person agreed.</summary>
internal sealed class Erasure
{
    public required AccountId AccountId { get; init; }

    /// <summary>Published with the order to destroy its keys, so never a name.</summary>
    public required string Reason { get; init; }

    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public string? AgreedBy { get; set; }

    public DateTimeOffset? AgreedAt { get; set; }
}

internal sealed class ErasureModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<Erasure>(e =>
    {
        e.ToTable("account_erasure");
        e.HasKey(x => x.AccountId);
    });
}

/// <summary>A door says whether something that is under way there needs an account's data still. A seam because the gate may not import the doors.</summary>
public interface IAccountHold
{
    Task<bool> Holds(IWork work, AccountId account);
}

internal static class ErasureRefusals
{
    public static Refusal NoAccount { get; } = new(
        "erase-no-account", "Give the account's id or its mail address, of exactly one account that is stored here.", RefusalKind.Invalid, "/account");

    public static Refusal Held { get; } = new(
        "erase-held", "A demand that is under way, or a release that waits, is about this account; it can go when that is answered.", RefusalKind.Conflict, "/account");

    public static Refusal Asked { get; } = new(
        "erase-asked", "Somebody has asked for this already; it waits for another person, or is done.", RefusalKind.Conflict, "/account");

    public static Refusal NotAsked { get; } = new(
        "erase-not-asked", "Nobody has asked to delete this account, or it is done; load the list again.", RefusalKind.Conflict);

    public static Refusal SamePerson { get; } = new(
        "erase-same-person", "Who asked for it may not agree to it; ask a colleague.", RefusalKind.Refused);
}
