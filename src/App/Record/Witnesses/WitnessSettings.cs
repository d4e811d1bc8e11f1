using System.CommandLine;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.App.Record.Witnesses;

/// <summary>Who has to cosign, and how long they are waited for.</summary>
/// <param name="Policy">With an address for each witness.</param>
internal sealed record WitnessSettings(WitnessPolicy Policy)
{
    /// <summary>One witness, one round, its second and third try included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After a quorum has answered, the others have so long to be in the published checkpoint too.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two rounds: other people run the witnesses.</summary>
    public TimeSpan Breath { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two rounds that found too few.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The option of <c>writ serve</c> about witnesses.</summary>
internal static class WitnessArguments
{
    public static Option<string?> Policy { get; } = new("--witness-policy")
    {
        Description = "File with the witnesses that have to cosign before anything is published (tlog-policy, with an address for each; or WRIT_WITNESS_POLICY; default none)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_WITNESS_POLICY") is { Length: > 0 } path ? path : null,
    };

    /// <summary>Null: no witness is asked. Refusals <c>client-no-such-file</c>, <c>ledger-policy-malformed</c>, <c>client-witness-policy</c>.</summary>
    public static Result<WitnessPolicy?> Read(string? path, VerifierKey log)
    {
        if (path is null) return Result<WitnessPolicy?>.Of(null);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal("client-no-such-file", $"{path} cannot be read; name the policy's file.");
        }

        if (!WitnessPolicy.Parse(text).TryGet(out var policy, out var refusal)) return refusal;
        return Check(policy, log) is { } wrong ? wrong : Result<WitnessPolicy?>.Of(policy.Demands ? policy : null);
    }

    private static Refusal? Check(WitnessPolicy policy, VerifierKey log)
    {
        if (policy.Logs.Count > 0 && !policy.Logs.Contains(log)) return Wrong("The policy is of another log: its log lines do not name this one's key.");
        if (policy.Named.FirstOrDefault(witness => !IsAddress(witness.Url)) is { } nowhere)
            return Wrong($"Give the address of {nowhere.Name} at the end of its line, with https:// (or http:// on this machine).");
        return null;
    }

    // In the clear only to this machine: on the way, answers could be held back by anybody, and who asks would show.
    private static bool IsAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static Refusal Wrong(string sentence) => new("client-witness-policy", sentence);
}
