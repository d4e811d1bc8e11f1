using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Serve;
using Writ.Base;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Verbs;

/// <summary><c>writ schedule</c>: batches and epochs, for the operator. Works on the data folder beside a running server, which keeps to it from then on.</summary>
internal static class ScheduleVerb
{
    public static Command Build() => Common.Group("schedule", "Let leaves go into the record in batches of constant size, so that it hides when demands come in and how many", Set(), Show(), CatchUp());

    /// <summary><c>7d</c>, <c>12h</c>, <c>5m</c>, <c>30s</c>.</summary>
    internal static TimeSpan? Duration(string text)
    {
        if (text.Length is < 2 or > 7 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return text[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            'm' => TimeSpan.FromMinutes(number),
            's' => TimeSpan.FromSeconds(number),
            _ => null,
        };
    }

    private static Command Set()
    {
        var every = Lasting("--every", "Between two batches: 7d, 12h", "7d");
        var leaves = new Option<int>("--leaves") { Required = true, Description = "Register leaves of a batch, real ones and dummies" };
        var reserve = new Option<int>("--reserve") { Required = true, Description = "So many of them no report opens: half of these for what is withheld, the rest always dummies" };
        var epoch = Lasting("--epoch", "Between two epochs of authorisations: 5m", "5m");
        var authorisations = new Option<int>("--authorisations") { Required = true, Description = "Authorisation leaves of an epoch, real ones and dummies, a third for each lane; at least 3" };
        var expected = new Option<long>("--expected") { Required = true, Description = "Demands of all kinds in a half-year, as many as can come" };
        var top = new Option<long>("--band-top") { Description = "Upper end of the band in which the number withheld in a half-year will lie", DefaultValueFactory = _ => 249 };
        var from = new Option<DateTimeOffset?>("--from") { Description = "When it begins, for instance 2027-01-04T00:00:00Z; without it as soon as may be" };
        var command = new Command("set", "Set the schedule, or the next one; see docs/operate/batches.md, and ask counsel first") { every, leaves, reserve, epoch, authorisations, expected, top, from, Common.Data };
        command.SetAction(parse => With(parse, async (store, folder) =>
        {
            var set = await new SetSchedule(store, folder.Company.Kind, TimeProvider.System).Set(new ScheduleAsked(
                parse.GetValue(from)?.ToUniversalTime(), parse.GetValue(every), parse.GetValue(leaves), parse.GetValue(reserve), parse.GetValue(epoch), parse.GetValue(authorisations),
                parse.GetValue(expected), parse.GetValue(top)));
            if (!set.TryGet(out var schedule, out var refusal)) return Common.Fail(refusal);
            Console.WriteLine($"Set. {Words(schedule)}");
            return 0;
        }));
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "The schedules of this record, and what is due next") { Common.Data };
        command.SetAction(parse => With(parse, async (store, _) =>
        {
            var (book, batch, epoch) = await store.Look(work =>
            {
                var found = ScheduleBook.Of(RecordBatches.Schedules(work));
                return Task.FromResult((
                    found, found.Next(LeafKind.Register, RecordBatches.Last(work, LeafKind.Register)), found.Next(LeafKind.Authorisation, RecordBatches.Last(work, LeafKind.Authorisation))));
            });
            if (book.Schedules.Count == 0) Console.WriteLine("There is no schedule: leaves go into the record as demands come in.");
            foreach (var schedule in book.Schedules) Console.WriteLine(Words(schedule));
            if (batch is { } b) Console.WriteLine($"Next batch: {Moment(b.Due)}, for what came in before {Moment(b.Closes)}.");
            if (epoch is { } e) Console.WriteLine($"Next epoch: {Moment(e.Due)}.");
            return 0;
        }));
        return command;
    }

    private static Command CatchUp()
    {
        var until = new Option<DateTimeOffset>("--until") { Required = true, Description = "The time now, from another clock than this machine's: 2027-01-04T09:00:00Z" };
        var command = new Command("catch-up", "Say that the time is right and late batches and epochs may be written, however many they are") { until, Common.Data };
        command.SetAction(parse => With(parse, async (store, _) =>
        {
            var (named, now) = (parse.GetValue(until).ToUniversalTime(), TimeProvider.System.GetUtcNow());
            return Common.Show(await store.Act<object>(work =>
            {
                var next = ScheduleBook.Of(RecordBatches.Schedules(work)).Next(LeafKind.Authorisation, RecordBatches.Last(work, LeafKind.Authorisation));
                if (next is null || named > now || named < next.Value.Due) return Task.FromResult<Result<object>>(ScheduleRefusals.CatchUp);
                RecordBatches.AllowCatchUp(work, named, now);
                return Task.FromResult(Result<object>.Of(new { until = named }));
            }));
        }));
        return command;
    }

    private static Option<TimeSpan> Lasting(string name, string description, string usual)
    {
        TimeSpan Read(ArgumentResult given)
        {
            if (Duration(given.Tokens.Count == 0 ? usual : given.Tokens[0].Value) is { } read) return read;
            given.AddError($"Give {name} as 7d, 12h, 5m or 30s.");
            return default;
        }

        return new Option<TimeSpan>(name) { Description = $"{description} (default {usual})", CustomParser = Read, DefaultValueFactory = _ => Duration(usual)!.Value };
    }

    private static string Words(Schedule s) => string.Create(
        CultureInfo.InvariantCulture,
        $"From {Moment(s.From)}: a batch of {s.BatchLeaves} leaves every {s.BatchEvery}, {s.Reserve} of them never opened, of which {new BatchTime(LeafKind.Register, s.From, s.From, s.BatchLeaves, s.Reserve).RoomOf(LeafLane.Withheld)} can be withheld; an epoch of {s.EpochLeaves} authorisations every {s.EpochEvery}, a third of them for each lane.");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static async Task<int> With(ParseResult parse, Func<IStore, DataFolder, Task<int>> run)
    {
        var root = parse.GetValue(Common.Data)!;
        if (!DataFolder.IsMade(root)) return Common.Fail(ServeVerb.NoFolder);
        var folder = DataFolder.Open(root);
        await using var services = new ServiceCollection().AddStore(folder.Database, folder.Blobs).BuildServiceProvider();
        return await run(services.GetRequiredService<IStore>(), folder);
    }
}
