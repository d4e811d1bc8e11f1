using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>What the vault gave to be kept, in the database.</summary>
public sealed class VaultMemory(IStore store) : IVaultMemory
{
    public Task<string?> Standing(string vault, CancellationToken cancel) => store.Look(work => Task.FromResult(
        work.Db().Statements.Rows("SELECT note FROM vault_standing WHERE vault = $1", [vault], row => row.GetString(0)).SingleOrDefault()), cancel);

    // One that could not be kept is given again: the vault goes by what it is shown.
    public Task Keep(string vault, string standing, CancellationToken cancel) => store.Act<bool>(work => Task.FromResult<Result<bool>>(
        work.Db().Statements.Execute(
            "INSERT INTO vault_standing (vault, note) VALUES ($1, $2) ON CONFLICT (vault) DO UPDATE SET note = excluded.note", vault, standing) == 1), cancel);
}

/// <summary>The last statement that a vault gave about itself.</summary>
internal sealed class VaultStanding
{
    public required string Vault { get; init; }

    public required string Note { get; init; }
}
