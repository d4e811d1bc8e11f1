using System.Globalization;
using Writ.Base;

namespace Writ.Verify;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(
    string Target, string? VerifierKey, IReadOnlyList<string> Promises, IReadOnlyList<string> Receipts, bool Json, TimeSpan Timeout, string? Policy = null,
    string? State = null, string? Save = null, string? Against = null, int Connections = Options.DefaultConnections, bool Progress = false)
{
    public const string Usage =
        """
        writ-verify <url, folder or tar file> [--vkey KEY] [--policy FILE] [--promise FILE]... [--receipt FILE]... [--against SOURCE]
                    [--state FILE] [--save FOLDER] [--json] [--progress] [--connections N] [--timeout SECONDS]

          --vkey KEY      the log's verifier key, from somewhere other than the site it is to check
          --policy FILE   witnesses that have to have cosigned (tlog-policy), from somewhere other than the site; may name the log's key too
          --promise FILE  a promise you were given: is it genuine, and is its leaf in the log?
          --receipt FILE  a receipt you were given (tlog-proof): is its entry in this log?
          --against B     another source of the same log: are the two moments of one history?
          --state FILE    go on where the last run with this file stopped, and notice if the log shrank or forked since
          --save FOLDER   keep what is read as a copy that can be checked later, and read from it what is there already
          --json          findings as JSON
          --progress      how far it is, on the error stream, also where that is no terminal
          --connections N how many files it fetches at once: 1 to 16, otherwise 4
          --timeout N     how many seconds one file may keep it waiting, over HTTP: 1 to 86400, otherwise 100

        Exit: 0 everything holds; 1 something is malformed or contradicts something else; 2 something could not be checked.
        """;

    public const int DefaultSeconds = 100;

    public const int DefaultConnections = 4;

    private const int MostConnections = 16;

    private const int MostSeconds = 86_400;

    public static Result<Options> Parse(IReadOnlyList<string> args)
    {
        string? target = null, key = null, policy = null, state = null, save = null, against = null;
        var (promises, receipts) = (new List<string>(), new List<string>());
        var (json, progress) = (false, false);
        int? seconds = null, connections = null;
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
                case "--progress":
                    progress = true;
                    break;
                case "--state" when value is not null && state is null:
                    state = value;
                    i++;
                    break;
                case "--save" when value is not null && save is null:
                    save = value;
                    i++;
                    break;
                case "--against" when value is not null && against is null:
                    against = value;
                    i++;
                    break;
                case "--connections" when connections is null && Number(value, MostConnections) is { } given:
                    connections = given;
                    i++;
                    break;
                case "--timeout" when seconds is null && Number(value, MostSeconds) is { } given:
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

        return target is null
            ? new Refusal("verify-usage", "Say which site or folder to check.")
            : new Options(
                target, key, promises, receipts, json, TimeSpan.FromSeconds(seconds ?? DefaultSeconds), policy, state, save, against, connections ?? DefaultConnections, progress);
    }

    private static int? Number(string? text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
