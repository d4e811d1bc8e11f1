using System.CommandLine;
using Writ.App.Client;
using Writ.Base;
using Writ.Demands.Review;
using Writ.Gate.Notices.Tell;

namespace Writ.App.Verbs;

/// <summary>The part of <c>writ review ...</c> that is about telling people.</summary>
internal static class NoticeVerbs
{
    private static readonly Argument<string> Id = new("id") { Description = "dmd_..." };

    private static readonly Argument<string> Notice = new("notice") { Description = "ntc_..." };

    public static IReadOnlyList<Command> Build() =>
    [
        Common.Client("notices", "Notices, bars and objections of a case", async (parse, api) => Common.Show(await api.Get<CaseNoticesView>(Case(parse) + "/notices")), Id),
        Paper("mail", "A notice's mail as text, as it went or would go now", (preview, _) =>
        {
            Console.Out.Write($"{preview.Subject}\n\n{preview.Text}");
            return 0;
        }),
        Letter(),
        Printed(),
        Bar(),
        NoBar(),
        LiftBar(),
        Objection(),
    ];

    private static string Case(ParseResult parse) => $"api/v1/review/{parse.GetValue(Id)}";

    private static Command Paper(string name, string description, Func<NoticePreview, ParseResult, int> show, params Symbol[] more) => Common.Client(
        name,
        description,
        async (parse, api) =>
        {
            var preview = await api.Get<NoticePreview>($"{Case(parse)}/notices/{parse.GetValue(Notice)}");
            return preview.TryGet(out var paper, out var refusal) ? show(paper, parse) : Common.Fail(refusal);
        },
        [Id, Notice, .. more]);

    private static Command Letter()
    {
        var file = new Option<string>("--out") { Required = true, Description = "File to write the letter to, as HTML" };
        return Paper("letter", "Write a notice's letter to a file, to be printed from a browser", (preview, parse) =>
        {
            var path = parse.GetValue(file)!;
            if (File.Exists(path)) return Common.Fail(new Refusal("client-file-exists", "There is a file of that name already; choose another.", RefusalKind.Conflict));
            DeskVerbs.WriteOwnerOnly(path, preview.LetterHtml);
            Console.Out.WriteLine($"Letter of {preview.Date:yyyy-MM-dd}: {path}");
            return 0;
        }, file);
    }

    private static Command Printed()
    {
        var date = new Option<DateOnly>("--date") { Required = true, Description = "The day on the letter: today" };
        return Common.Client(
            "printed",
            "Say that a letter was printed and goes to the post",
            async (parse, api) => Common.Show(await api.Post<CaseNoticesView>($"{Case(parse)}/notices/{parse.GetValue(Notice)}/letter", new LetterPrintedRequest(parse.GetValue(date)))),
            Id, Notice, date);
    }

    private static Command Bar()
    {
        var kind = Text("--kind", "court-order or statute");
        var authority = Text("--authority", "The court, or the law by name");
        var reference = Text("--reference", "Of the order, or the section");
        var ends = new Option<DateOnly>("--ends") { Required = true, Description = "The day on which it has ended; on it notices go out" };
        var reason = Text("--reason", "Why it applies here");
        return Common.Client(
            "bar",
            "Record a legal bar to telling the person, with its end",
            async (parse, api) => Common.Show(await api.Post<CaseNoticesView>($"{Case(parse)}/bars", new RecordBarRequest(
                parse.GetValue(kind)!, parse.GetValue(authority)!, parse.GetValue(reference)!, parse.GetValue(ends), parse.GetValue(reason)!))),
            Id, kind, authority, reference, ends, reason);
    }

    private static Command NoBar()
    {
        var reason = Text("--reason", "Why the gag that the demand asserts does not bind");
        return Common.Client(
            "no-bar",
            "Say that no bar forbids telling the person",
            async (parse, api) => Common.Show(await api.Post<CaseNoticesView>($"{Case(parse)}/bars/none", new NoBarRequest(parse.GetValue(reason)!))),
            Id, reason);
    }

    private static Command LiftBar()
    {
        var bar = new Argument<string>("bar") { Description = "bar_..." };
        var why = Text("--why", "Why it no longer binds");
        return Common.Client(
            "lift-bar",
            "Lift a bar before its end; what it held goes out",
            async (parse, api) => Common.Show(await api.Post<CaseNoticesView>($"{Case(parse)}/bars/{parse.GetValue(bar)}/lifting", new LiftBarRequest(parse.GetValue(why)!))),
            Id, bar, why);
    }

    private static Command Objection()
    {
        var objection = new Argument<string>("objection") { Description = "obj_..." };
        var decision = new Argument<string>("decision") { Description = "uphold or overrule" };
        var reason = Text("--reason", "What the person reads");
        return Common.Client(
            "objection",
            "Decide an objection",
            async (parse, api) => Common.Show(await api.Post<CaseNoticesView>(
                $"{Case(parse)}/objections/{parse.GetValue(objection)}/decision", new DecideObjectionRequest(parse.GetValue(decision)!, parse.GetValue(reason)!))),
            Id, objection, decision, reason);
    }

    private static Option<string> Text(string name, string description) => new(name) { Required = true, Description = description };
}
