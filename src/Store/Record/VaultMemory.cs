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

    /// <inheritdoc/>
    public Task<long> Given(string vault, CancellationToken cancel) => store.Look(work => Task.FromResult(
        work.Db().Statements.Rows("SELECT COALESCE(MAX(number), 0) FROM vault_given WHERE vault = $1", [vault], row => row.GetInt64(0)).Single()), cancel);

    /// <inheritdoc/>
    public Task KeepGiven(string vault, long from, VaultGiven given, CancellationToken cancel) => store.Act<bool>(work =>
    {
        var statements = work.Db().Statements;
        for (var i = 0; i < given.Notes.Count; i++)
            statements.Execute("INSERT INTO vault_given (vault, number, note) VALUES ($1, $2, $3) ON CONFLICT (vault, number, note) DO NOTHING", vault, from + i, given.Notes[i]);

        // Two who asked at once may come here in either order; what says less of the log is the older.
        statements.Execute(
            "INSERT INTO vault_given_until (vault, signer, number, size, note) VALUES ($1, $2, $3, $4, $5) "
            + "ON CONFLICT (vault) DO UPDATE SET signer = excluded.signer, number = excluded.number, size = excluded.size, note = excluded.note WHERE excluded.size >= vault_given_until.size",
            vault, given.Key, given.Count, given.Size, given.Until);
        return Task.FromResult<Result<bool>>(true);
    }, cancel);

    /// <summary>All statements that were kept, vault by vault.</summary>
    public static async Task<IReadOnlyList<GivenByVault>> All(IWork work)
    {
        var until = await work.Db().Set<VaultGivenUntil>().AsNoTracking().OrderBy(u => u.Vault).ToListAsync();
        return [.. until.Select(one => new GivenByVault(one.Vault, one.Signer, one.Note, work.Db().Statements.Rows(
            "SELECT note FROM vault_given WHERE vault = $1 ORDER BY number, note", [one.Vault], row => row.GetString(0))))];
    }
}

/// <summary>What one vault said that it gave.</summary>
/// <param name="Signer">Verifier key of its statements, by its own word.</param>
/// <param name="Until">Its last statement of how many there are.</param>
public sealed record GivenByVault(string Vault, string Signer, string Until, IReadOnlyList<string> Notes);

/// <summary>One statement of something given.</summary>
internal sealed class VaultGivenNote
{
    public required string Vault { get; init; }

    public required long Number { get; init; }

    public required string Note { get; init; }
}

/// <summary>How many there are.</summary>
internal sealed class VaultGivenUntil
{
    public required string Vault { get; init; }

    public required string Signer { get; init; }

    public required long Number { get; init; }

    public required long Size { get; init; }

    public required string Note { get; init; }
}

/// <summary>The last statement that a vault gave about itself.</summary>
internal sealed class VaultStanding
{
    public required string Vault { get; init; }

    public required string Note { get; init; }
}
