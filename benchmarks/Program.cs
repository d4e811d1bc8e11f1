using Writ.Bench;
using Writ.Bench.Harness;

const string Large = "--large";
string? Given(string option) => args.FirstOrDefault(a => a.StartsWith(option, StringComparison.Ordinal))?[option.Length..];
IBench[] all =
[
    new LedgerAppend(), new LedgerVerify(), new Growth(args.Contains(Large)), new Receipt(), new Proofs(), new HalfYear(), new ClipSealing(), new ClipUpload(), new Cameras(), new LiveView(), new Door(), new Replay(), new Match(), new Regions(), new Redaction(), new Faces(Given("--pictures="), Given("--boxes=")),
];
var names = args.Where(a => !a.StartsWith('-')).ToList();
var unknown = names.Except(all.Select(b => b.Name)).ToList();
if (unknown.Count > 0 || args.Any(a => a.StartsWith('-') && a != Large && !a.StartsWith("--pictures=", StringComparison.Ordinal) && !a.StartsWith("--boxes=", StringComparison.Ordinal)))
{
    Console.Error.WriteLine($"Not understood: {string.Join(' ', args)}\nbench [{string.Join('|', all.Select(b => b.Name))}] ... [--large: growth up to ten million entries] [--pictures=DIR --boxes=FILE: for faces]");
    return 2;
}

using var workspace = new Workspace();
Console.WriteLine(Machine.Describe(workspace));
Console.WriteLine();
Console.WriteLine(Row.Heading);
foreach (var bench in all.Where(b => names.Count == 0 || names.Contains(b.Name)))
{
    foreach (var row in await bench.Run(workspace)) Console.WriteLine(row);
}

Console.WriteLine();
Console.WriteLine(Machine.Load("after"));
return 0;
