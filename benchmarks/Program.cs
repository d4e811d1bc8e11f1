using Writ.Bench;
using Writ.Bench.Harness;

const string Large = "--large";
IBench[] all =
[
    new LedgerAppend(), new LedgerVerify(), new Growth(args.Contains(Large)), new Receipt(), new Proofs(), new HalfYear(), new ClipSealing(), new ClipUpload(), new Cameras(), new LiveView(), new Door(), new Replay(), new Match(), new Regions(), new Redaction(),
];
var names = args.Where(a => !a.StartsWith('-')).ToList();
var unknown = names.Except(all.Select(b => b.Name)).ToList();
if (unknown.Count > 0 || args.Count(a => a != Large) > names.Count)
{
    Console.Error.WriteLine($"Not understood: {string.Join(' ', args)}\nbench [{string.Join('|', all.Select(b => b.Name))}] ... [--large: growth up to ten million entries]");
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
