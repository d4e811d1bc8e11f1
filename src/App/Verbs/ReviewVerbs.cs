using System.CommandLine;
using Writ.App.Client;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review;

namespace Writ.App.Verbs;

/// <summary><c>writ review ...</c>: what the response team does.</summary>
internal static class ReviewVerbs
{
    private static readonly Argument<string> Id = new("id") { Description = "dmd_..." };

    public static Command Build() => Common.Group(
        "review",
        "Decide and approve demands, as the response team",
        [
        Common.Client("queue", "What waits for whom", async (_, api) => Common.Show(await api.Get<DemandLine[]>("api/v1/review/queue"))),
        Common.Client("show", "One case, with the law's reach beside each item", async (parse, api) => Common.Show(await Case(api, parse)), Id),
        Decide(),
        Common.Client("approve", "Approve what another person decided; shows it first", Approve, Id, SignVerbs.Signed),
        .. SignVerbs.Build(Id),
        SendBack(),
        Common.Client("release", "Try a release again", async (parse, api) => Common.Show(await api.Post<ReviewedView>($"api/v1/review/{parse.GetValue(Id)}/release")), Id),
        .. NoticeVerbs.Build(),
        ]);

    private static Task<Result<CaseView>> Case(ApiClient api, ParseResult parse) => api.Get<CaseView>($"api/v1/review/{parse.GetValue(Id)}");

    private static async Task<int> Approve(ParseResult parse, ApiClient api)
    {
        var found = await Case(api, parse);
        if (!found.TryGet(out var gotCase, out var refusal)) return Common.Fail(refusal);
        foreach (var (item, i) in gotCase.Items.Select((item, i) => (item.Item, i + 1)))
            Console.Error.WriteLine($"  {i}. {item.Category} of {item.Identifier}: {item.Decision?.ToLowerInvariant() ?? "undecided"}{(item.Ground is null ? string.Empty : $" ({item.Ground})")}");
        if (parse.GetValue(SignVerbs.Signed) is not { } file) return Common.Show(await api.Post<ReviewedView>($"api/v1/review/{gotCase.Id}/approval", new ApproveRequest(gotCase.Decision)));
        return SignVerbs.Read(file).TryGet(out var signed, out refusal)
            ? Common.Show(await api.Post<ReviewedView>($"api/v1/review/{gotCase.Id}/approval", new ApproveRequest(gotCase.Decision, signed)))
            : Common.Fail(refusal);
    }

    private static Command SendBack()
    {
        var note = new Option<string>("--note") { Required = true, Description = "What is to be looked at again" };
        return Common.Client(
            "return",
            "Send a decision back to the reviewer",
            async (parse, api) => Common.Show(await api.Post<ReviewedView>($"api/v1/review/{parse.GetValue(Id)}/return", new SendBackRequest(parse.GetValue(note)!))),
            Id, note);
    }

    private static Command Decide()
    {
        var law = new Option<bool>("--by-law")
        {
            Description = "Produce what the law reaches and one account answers to; refuse the rest on the law's ground",
        };
        var produce = Many("--produce", "Number of an item (1, 2, ...) to produce as asked");
        var narrow = Many("--narrow", "NUMBER;FROM..TO;GROUND;REASON");
        var refuse = Many("--refuse", "NUMBER;GROUND;REASON");
        return Common.Client(
            "decide",
            "Decide every item of a demand",
            async (parse, api) =>
            {
                var found = await Case(api, parse);
                if (!found.TryGet(out var gotCase, out var refusal)) return Common.Fail(refusal);
                var decisions = parse.GetValue(law) ? Result<IReadOnlyList<DecideItem>>.Of(ByLaw(gotCase)) : ByHand(gotCase, parse.GetValue(produce)!, parse.GetValue(narrow)!, parse.GetValue(refuse)!);
                return decisions.TryGet(out var items, out refusal)
                    ? Common.Show(await api.Post<ReviewedView>($"api/v1/review/{gotCase.Id}/decision", new DecideRequest(items)))
                    : Common.Fail(refusal);
            },
            Id, law, produce, narrow, refuse);
    }

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    /// <summary>Produce what the law reaches and one account answers to; refuse the rest on the law's ground.</summary>
    public static IReadOnlyList<DecideItem> ByLaw(CaseView found) => AsTheLawSays.Of(found);

    private static Result<IReadOnlyList<DecideItem>> ByHand(CaseView found, string[] produce, string[] narrow, string[] refuse)
    {
        var decided = new List<DecideItem>();
        foreach (var text in produce.Concat(narrow).Concat(refuse))
        {
            var parts = text.Split(';');
            if (!int.TryParse(parts[0], out var number) || number < 1 || number > found.Items.Count) return Wrong;
            var id = found.Items[number - 1].Item.Id;
            var days = parts.Length == 4 ? parts[1].Split("..") : [];
            DecideItem? item = parts.Length switch
            {
                1 => new DecideItem(id, "produce", null, null, null, null),
                3 => new DecideItem(id, "refuse", parts[1], parts[2], null, null),
                4 when days.Length == 2 && DateOnly.TryParse(days[0], out var from) && DateOnly.TryParse(days[1], out var to) =>
                    new DecideItem(id, "narrow", parts[2], parts[3], from, to),
                _ => null,
            };
            if (item is null) return Wrong;
            decided.Add(item);
        }

        return decided;
    }

    private static Refusal Wrong => new("client-decision", "Write --produce 1, --narrow \"2;FROM..TO;GROUND;REASON\" or --refuse \"3;GROUND;REASON\".");
}
