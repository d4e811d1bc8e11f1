namespace Writ.Base;

/// <param name="Size">How many entries it has read now.</param>
public sealed record VaultFollowed(long Size) : VaultAnswer;

/// <param name="Line">One signature line of the checkpoint's note (C2SP tlog-cosignature v1), ending in a newline.</param>
/// <param name="Standing">A signed note to be kept and shown at the next <see cref="AskCosign"/>: it tells a vault that was restored from an old copy.</param>
public sealed record VaultCosigned(string Line, string Standing) : VaultAnswer;

/// <param name="What">The hash that the order in the log names.</param>
public sealed record VaultDestroyed(string What) : VaultAnswer;

/// <param name="Keys">As for a release.</param>
/// <param name="Statement">The vault's own signed note that it did so; the server owes the log a fact of it.</param>
public sealed record VaultBroken(IReadOnlyList<VaultKey> Keys, string Statement) : VaultAnswer;

/// <summary>What the vault gave without the log: owed to the log.</summary>
/// <param name="Statement">SHA-256 of what the officers signed, lower-case hex.</param>
/// <param name="Count">Records whose keys were given.</param>
/// <param name="At">On the vault's clock, UTC, whole seconds.</param>
/// <param name="Note">The vault's signed note.</param>
public sealed record VaultOwed(string Statement, long Count, DateTimeOffset At, string Note);
