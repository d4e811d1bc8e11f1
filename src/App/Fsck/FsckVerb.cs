using System.CommandLine;
using Writ.App.Data;
using Writ.App.Serve;
using Writ.App.Verbs;

namespace Writ.App.Fsck;

/// <summary><c>writ fsck</c>: whether everything in a data folder is there and belongs together. Reads only, with a server running or without one.</summary>
internal static class FsckVerb
{
    /// <summary>The folder cannot be looked at at all.</summary>
    private const int NotLooked = 3;

    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Findings as JSON" };
        var repair = new Option<bool>("--repair")
        {
            Description = "Also mend what is provably safe: move orphans in blobs/ older than a day to found/, make missing public files again from the database",
        };
        var command = new Command("fsck", "Check that everything in the data folder is there and belongs together; exit 0 fine, 1 look at it, 2 something is wrong, 3 not looked")
        {
            Common.Data, VaultArguments.Socket, VaultArguments.User, json, repair,
        };
        command.SetAction(async (parse, cancel) =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root))
            {
                Common.Fail(ServeVerb.NoFolder);
                return NotLooked;
            }

            var report = await new FsckRun(DataFolder.Open(root), VaultArguments.Read(parse), TimeProvider.System, parse.GetValue(repair)).Run(cancel);
            if (parse.GetValue(json)) Console.Out.WriteLine(report.ToJson().ToJsonString(Common.Readable));
            else report.Print(Console.Out);
            return report.ExitCode;
        });
        return command;
    }
}
