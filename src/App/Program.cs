using System.CommandLine;
using Writ.App.Serve;
using Writ.App.Verbs;
using Writ.Gate.Open;
using Writ.Law;

// Each verb lives in the room it belongs to, and is hung up here.
var root = new RootCommand("Writ receives, verifies, contests, answers and publicly accounts for government demands.")
{
    ServeVerb.Build(),
    DemandVerbs.Build(),
    ReviewVerbs.Build(),
    Open(),
    CheckGrant(),
    Law(),
    Writ.App.Replay.ReplayVerb.Build(),
    Writ.App.Doctor.DoctorVerb.Build(),
    Writ.App.Fsck.FsckVerb.Build(),
    Writ.App.Witness.WitnessVerb.Build(),
    VaultVerb.Build(),
    ScheduleVerb.Build(),
    Writ.App.Audit.SealKeyVerbs.Build(),
};
foreach (var command in (Command[])[.. DeskVerbs.Build(), .. Writ.App.Audit.AuditVerbs.Build()]) root.Add(command);
return await root.Parse(args).InvokeAsync();

static Command Open()
{
    var file = new Argument<string>("file") { Description = "A sealed production" };
    var key = new Option<string>("--key") { Required = true, Description = "Your private key (PEM)" };
    var folder = new Option<string>("--out") { Required = true, Description = "Folder to write to; must not exist yet or be empty" };
    var command = new Command("open", "Open a production that was sealed to your key, and check its hashes") { file, key, folder };
    command.SetAction(parse => OpenVerb.Run(Console.Out, Console.Error, parse.GetValue(file)!, parse.GetValue(key)!, parse.GetValue(folder)!));
    return command;
}

static Command CheckGrant()
{
    var film = new Argument<string>("film") { Description = "The film as it was exported, with its .card.json, .edits.json and .home.json beside it" };
    var command = new Command("check-grant", "Check what a home gave, after its export: hashes, the hub's signature, and the home's founding statement") { film };
    command.SetAction(parse => Writ.Gate.Grants.Room.CheckGrantVerb.Run(Console.Out, Console.Error, parse.GetValue(film)!));
    return command;
}

static Command Law()
{
    var overlay = new Option<string?>("--overlay") { Description = "Folder with your own stricter rules" };
    var historic = new Option<bool>("--historic") { Description = "Show the historic pack for replays too" };
    var check = new Command("check", "Check the law's data files, and your overlay") { overlay };
    check.SetAction(parse => LawVerb.Check(Console.Out, parse.GetValue(overlay)));
    var list = new Command("list", "What each instrument reaches") { historic, overlay };
    list.SetAction(parse => LawVerb.List(Console.Out, parse.GetValue(historic), parse.GetValue(overlay)));
    return Common.Group("law", "The law as data files", check, list);
}
