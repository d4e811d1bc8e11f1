namespace Writ.Vault;

/// <summary>What an operator may set for a vault.</summary>
/// <param name="CoolingOff">
/// How long a recipient's key, a reviewer, an approver, or an order to destroy has to stand in the log before it counts, on the vault's clock.
/// Zero: whoever controls the server can enrol a key and use it at once; for samples and trials.
/// </param>
/// <param name="BreakGlassAfter">How long no checkpoint that satisfies the witness policy came before a break-glass token can be used.</param>
public sealed record VaultOptions(TimeSpan CoolingOff, TimeSpan BreakGlassAfter)
{
    /// <summary>Under a writ nothing is opened unless reviewer and approver both have a signing key and signed. Else those sign who have one.</summary>
    public bool SignedDecisions { get; init; }

    /// <summary>A day, and an hour.</summary>
    public static VaultOptions Usual { get; } = new(TimeSpan.FromHours(24), TimeSpan.FromHours(1));

    /// <summary>Nothing has to cool off.</summary>
    public static VaultOptions Trial { get; } = Usual with { CoolingOff = TimeSpan.Zero };

    /// <param name="since">Seconds since 1970.</param>
    internal bool HasCooled(long since, DateTimeOffset now) =>
        CoolingOff <= TimeSpan.Zero || DateTimeOffset.FromUnixTimeSeconds(since) + CoolingOff <= now;
}
