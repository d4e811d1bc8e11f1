using System.CommandLine;
using Writ.App.Data;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Vault;

namespace Writ.App.Serve;

/// <summary>A vault in a process of its own.</summary>
/// <param name="Socket">Path of its socket.</param>
/// <param name="User">The only user whose process is believed to be it; null: whoever may put a socket there.</param>
internal sealed record VaultPlace(string Socket, uint? User = null)
{
    /// <summary>So long after a start nothing is signed while the vault has not answered: both may just be starting.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>Where the server's vault is: in its own process, or behind a socket.</summary>
internal static class VaultArguments
{
    private static Refusal TwoPlaces { get; } = new(
        "vault-two-places", "The data folder still holds a vault, and another one was named; move DATA/vault to that one's user, or leave --vault out.", RefusalKind.Conflict);

    private static Refusal Elsewhere { get; } = new(
        "vault-elsewhere", "The data folder has a history but no vault; name the vault's socket with --vault, or restore DATA/vault.", RefusalKind.Refused);

    public static Option<string?> Socket { get; } = new("--vault")
    {
        Description = "Socket of a vault that runs alone, see writ vault (or WRIT_VAULT); without it the vault is in this process",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_VAULT") is { Length: > 0 } path ? path : null,
    };

    public static Option<uint?> User { get; } = new("--vault-uid")
    {
        Description = "The user that the vault runs as, by number; a process of another user is not believed (or WRIT_VAULT_UID)",
        DefaultValueFactory = _ => uint.TryParse(Environment.GetEnvironmentVariable("WRIT_VAULT_UID"), out var user) ? user : null,
    };

    /// <summary>For a vault in the server's process, and for one that runs alone: each has to be told by itself.</summary>
    public static Option<bool> NewSigned() => new("--signed-decisions")
    {
        Description = "The vault opens nothing unless reviewer and approver both signed; without it those have to sign who have a signing key",
    };

    public static Option<bool> Signed { get; } = NewSigned();

    public static VaultPlace? Read(ParseResult parse) => parse.GetValue(Socket) is { } socket ? new VaultPlace(Path.GetFullPath(socket), parse.GetValue(User)) : null;

    /// <summary>A vault behind a socket need not be running. Refusals of the vault's folder and of its policy; <c>vault-two-places</c>, <c>vault-elsewhere</c>.</summary>
    public static Result<IVault> Open(DataFolder folder, VaultPlace? place, VerifierKey log, WitnessPolicy policy, TimeProvider time, VaultOptions vaultOptions)
    {
        var here = File.Exists(Path.Combine(folder.Vault, "vault.id"));
        if (place is not null) return here ? TwoPlaces : Result<IVault>.Of(new VaultSocket(place.Socket, place.User));

        // A vault made anew beside old records would open none of them, and nobody would notice until the first release.
        if (!here && DataFolder.HasHistory(folder.Root)) return Elsewhere;
        return VaultService.Open(folder.Vault, log, policy, time, vaultOptions).TryGet(out var vault, out var refusal) ? Result<IVault>.Of(vault) : refusal;
    }
}
