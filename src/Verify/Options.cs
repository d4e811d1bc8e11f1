using System.Globalization;
using Writ.Base;

namespace Writ.Verify;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(string Target, string? VerifierKey, IReadOnlyList<string> Promises, IReadOnlyList<string> Receipts, bool Json, TimeSpan Timeout, string? Policy = null)
{
    public const string Usage =
        """
        writ-verify <url or folder> [--vkey KEY] [--policy FILE] [--promise FILE]... [--receipt FILE]... [--json] [--timeout SECONDS]

          --vkey KEY      the log's verifier key, from somewhere other than the site it is to check
          --policy FILE   witnesses that have to have cosigned (tlog-policy), from somewhere other than the site; may name the log's key too
          --promise FILE  a promise you were given: is it genuine, and is its leaf in the log?
          --receipt FILE  a receipt you were given (tlog-proof): is its entry in this log?
          --json          findings as JSON
          --timeout N     how many seconds one file may keep it waiting, over HTTP: 1 to 86400, otherwise 100

        Exit: 0 everything holds; 1 something is malformed or contradicts something else; 2 something could not be checked.
        """;

    public const int DefaultSeconds = 100;

    private const int MostSeconds = 86_400;

    public static Result<Options> Parse(IReadOnlyList<string> args)
    {
        string? target = null, key = null, policy = null;
        var (promises, receipts) = (new List<string>(), new List<string>());
        var json = false;
        int? seconds = null;
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--json":
                    json = true;
                    break;
                case "--vkey" when value is not null && key is null:
                    key = value;
                    i++;
                    break;
                case "--policy" when value is not null && policy is null:
                    policy = value;
                    i++;
                    break;
                case "--timeout" when seconds is null && Seconds(value) is { } given:
                    seconds = given;
                    i++;
                    break;
                case "--promise" when value is not null:
                    promises.Add(value);
                    i++;
                    break;
                case "--receipt" when value is not null:
                    receipts.Add(value);
                    i++;
                    break;
                case var word when !word.StartsWith('-') && target is null:
                    target = word;
                    break;
                default:
                    return new Refusal("verify-usage", $"Not understood: {args[i]}");
            }
        }

        return target is null ? new Refusal("verify-usage", "Say which site or folder to check.") : new Options(target, key, promises, receipts, json, TimeSpan.FromSeconds(seconds ?? DefaultSeconds), policy);
    }

    private static int? Seconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MostSeconds ? seconds : null;
}
