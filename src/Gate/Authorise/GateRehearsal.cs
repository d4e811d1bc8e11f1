namespace Writ.Gate.Authorise;

/// <summary>What one step would say of a disclosure now.</summary>
/// <param name="Rule">The condition, in words.</param>
/// <param name="Code">Of the refusal, unless it passes.</param>
/// <param name="Sentence">What to do about it, unless it passes.</param>
/// <param name="Until">The moment at which it holds by itself, where that is known.</param>
public sealed record GateFinding(string Rule, GateFindingState State, string? Code, string? Sentence, DateTimeOffset? Until = null);

/// <summary>The closed set of what a step can say beforehand.</summary>
public enum GateFindingState
{
    /// <summary>Holds now. At the gate it is looked at again.</summary>
    Passes,

    /// <summary>Does not hold yet, and will when somebody acts or a day comes.</summary>
    Waits,

    /// <summary>Does not hold; the gate would refuse.</summary>
    Refuses,
}

internal static class GateRehearsal
{
    /// <summary><c>RequesterIsVerified</c>: <c>Requester is verified</c>.</summary>
    public static string Words(string name) => string.Concat(
        name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
