using System.CommandLine;
using System.Text.Json;
using Writ.App.Client;
using Writ.App.Seed;
using Writ.Base;

namespace Writ.App.Verbs;

/// <summary>Options and habits that the client verbs share.</summary>
internal static class Common
{
    public static readonly Option<string> Url = new("--url")
    {
        Description = "Address of the server (or WRIT_URL)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_URL") ?? "http://localhost:8080",
    };

    public static readonly Option<string?> As = new("--as")
    {
        Description = "Act as a sample person of the data folder: officer, reviewer, approver, desk, verifier",
    };

    public static readonly Option<string> Data = new("--data")
    {
        Description = "Data folder (or WRIT_DATA)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_DATA") ?? "./data",
    };

    public static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // For people and shells, not for a page: nothing needs escaping for HTML.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A command that speaks to a server. A token comes from WRIT_TOKEN or a sample person, never from the command line, where others could read it.</summary>
    public static Command Client(string name, string description, Func<ParseResult, ApiClient, Task<int>> run, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }

        foreach (var option in (Option[])[Url, As, Data]) command.Add(option);
        command.SetAction(async parse =>
        {
            using var http = new HttpClient { BaseAddress = new Uri(parse.GetValue(Url)!), Timeout = TimeSpan.FromMinutes(2) };
            var token = Environment.GetEnvironmentVariable("WRIT_TOKEN");
            if (parse.GetValue(As) is { } person)
            {
                token = SamplePersons.TokenOf(parse.GetValue(Data)!, person);
                if (token is null) return Fail(new Refusal("client-no-such-person", "There is no such sample person in this data folder; look at its sample.json, or name it with --data."));
            }

            return await run(parse, new ApiClient(http, token));
        });
        return command;
    }

    public static Command Group(string name, string description, params Command[] commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands) group.Add(command);
        return group;
    }

    /// <summary>Prints the value as JSON, or the refusal with its page; the exit code.</summary>
    public static int Show<T>(Result<T> result)
    {
        if (!result.TryGet(out var value, out var refusal)) return Fail(refusal);
        Console.Out.WriteLine(JsonSerializer.Serialize(value, Readable));
        return 0;
    }

    public static int Fail(Refusal refusal)
    {
        foreach (var one in (Refusal[])[refusal, .. refusal.Others])
            Console.Error.WriteLine($"{one.Code}{(one.Field is null ? string.Empty : $" at {one.Field}")}: {one.Sentence}");
        Console.Error.WriteLine($"What it means: docs/refusals/{refusal.Code}.md");
        return 1;
    }
}
