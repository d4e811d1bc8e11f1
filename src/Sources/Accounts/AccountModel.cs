using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Sources.Accounts;

/// <summary>An account at a service. Everything else about its holder is sealed.</summary>
internal sealed class Account
{
    public required AccountId Id { get; init; }

    public required string Service { get; init; }
}

/// <summary>Something an account is found by. Several accounts may share one (a telephone of a household).</summary>
internal sealed class AccountIdentifier
{
    /// <summary>See <see cref="IdentifierKey"/>.</summary>
    public required byte[] Mac { get; init; }

    public required AccountId AccountId { get; init; }
}

/// <summary>A stored record, sealed to its account's public key (<c>docs/spec/sealing.md</c>).</summary>
internal sealed class AccountRecord
{
    public required RecordId Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required DataCategory Category { get; init; }

    public required DateOnly Day { get; init; }

    public required byte[] Header { get; init; }

    public required byte[] Body { get; init; }
}

internal sealed class AccountModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Account>(e =>
        {
            e.ToTable("account");
            e.HasKey(x => x.Id);
        });
        model.Entity<AccountIdentifier>(e =>
        {
            e.ToTable("account_identifier");
            e.HasKey(x => new { x.Mac, x.AccountId });
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
        });
        model.Entity<AccountRecord>(e =>
        {
            e.ToTable("account_record");
            e.HasKey(x => x.Id);
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
            e.HasIndex(x => new { x.AccountId, x.Category, x.Day });
        });
        model.Entity<AccountContact>(e =>
        {
            e.ToTable("account_contact");
            e.HasKey(x => x.AccountId);
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
        });
    }
}
