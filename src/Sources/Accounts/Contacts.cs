using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Store;

namespace Writ.Sources.Accounts;

/// <summary>Where the holder of an account is reached.</summary>
/// <param name="Mail">Null: none that takes mail.</param>
/// <param name="Name">As on an envelope; null: unknown.</param>
/// <param name="Address">Postal address, one line each; empty: unknown.</param>
public sealed record Contact(string? Mail, string? Name, IReadOnlyList<string> Address)
{
    /// <summary>Nothing of it: it must not reach a log.</summary>
    public override string ToString() => "Contact";
}

/// <summary>Contacts of account holders, sealed at rest under a key of this data folder.</summary>
public sealed class ContactBook(byte[] key32)
{
    private readonly RowKey key = new(key32, "contact");

    /// <summary>Null where the account has none.</summary>
    public async Task<Contact?> Find(IWork work, AccountId account)
    {
        var row = await work.Db().Set<AccountContact>().AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == account).ConfigureAwait(false);
        return row is null ? null : JsonSerializer.Deserialize<Contact>(key.Open(account.Text, row.Sealed).Value);
    }

    /// <summary>Stores or replaces it with the act.</summary>
    public async Task Put(IWork work, AccountId account, Contact contact)
    {
        var bytes = key.Seal(account.Text, JsonSerializer.SerializeToUtf8Bytes(contact));
        if (await work.Db().Set<AccountContact>().SingleOrDefaultAsync(c => c.AccountId == account).ConfigureAwait(false) is { } row) row.Sealed = bytes;
        else work.Db().Add(new AccountContact { AccountId = account, Sealed = bytes });
    }
}

internal sealed class AccountContact
{
    public required AccountId AccountId { get; init; }

    public required byte[] Sealed { get; set; }
}
