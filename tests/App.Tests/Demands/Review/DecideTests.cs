using Writ.App.Tests.Serving;
using Writ.Demands.File;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.Review;

/// <summary>A decision names every item once, stays inside the law and inside what was asked, and says why where it does not give it.</summary>
public sealed class DecideTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly DateOnly First = new(2026, 1, 10);

    private static readonly DateOnly Last = new(2026, 2, 10);

    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Every_item_is_decided_exactly_once()
    {
        var filed = await server.File(server.Demand(items: [server.Item(0, "subscriber"), server.Item(0, "transaction")]));
        var other = await server.File();
        var (a, b) = (Produce(filed.Items[0]), Produce(filed.Items[1]));

        foreach (var wrong in (DecideItem[][])[[], [a], [b], [a, a], [a, b, b], [a, b, Produce(other.Items[0])], [a, Produce(other.Items[0])], [a, Produce("")], [a, Produce("x")]])
            (await Nothing(filed, wrong)).Refused(400, "demands-items-mismatch");
        (await Nothing(filed, a, null!)).Refused(400, "demands-items-mismatch");
        Assert.Equal(200, (await Decide(filed, b, a)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRODUCE")]
    [InlineData("Produce")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("produce,narrow")]
    [InlineData("produce, refuse")]
    [InlineData(" produce ")]
    [InlineData("approve")]
    public async Task A_decision_is_one_of_three_words(string word)
    {
        var filed = await server.File();

        var problem = (await Nothing(filed, new DecideItem(filed.Items[0], word, "overbroad", "Too much.", First, Last))).Refused(400, "demands-decision");

        Assert.Equal("/items/0/decision", problem.Field);
    }

    [Theory]
    [InlineData("produce")]
    [InlineData("narrow")]
    public async Task What_the_law_does_not_reach_is_not_produced(string word)
    {
        var filed = await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "content", First, Last)));

        var problem = (await Nothing(filed, new DecideItem(filed.Items[0], word, "overbroad", "Too much.", First, First))).Refused(422, "demands-outside-reach");

        Assert.Contains("us-content-needs-warrant", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_account_answers_to_is_not_produced()
    {
        var filed = await server.File(server.Demand(items: new FileItem(new("email", "nobody@example.org"), "subscriber", null, null)));

        (await Nothing(filed, Produce(filed.Items[0]))).Refused(422, "demands-no-such-account");
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(40, 0)]
    [InlineData(0, -40)]
    public async Task Narrowing_is_inside_what_was_asked_and_less(int fromMoved, int toMoved)
    {
        var filed = await server.File(server.Demand(items: server.Item(0, "content", First, Last)));

        (await Nothing(filed, Narrow(filed, First.AddDays(fromMoved), Last.AddDays(toMoved)))).Refused(400, "demands-not-narrower");
    }

    [Fact]
    public async Task Narrowing_needs_both_days()
    {
        var filed = await server.File(server.Demand(items: server.Item(0, "content", First, Last)));

        (await Nothing(filed, Narrow(filed, First, null))).Refused(400, "demands-not-narrower");
        (await Nothing(filed, Narrow(filed, null, Last))).Refused(400, "demands-not-narrower");
        (await Nothing(filed, Narrow(filed, null, null))).Refused(400, "demands-not-narrower");
        Assert.Equal(200, (await Decide(filed, Narrow(filed, First, First))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-such-ground")]
    [InlineData("OVERBROAD")]
    [InlineData("overbroad ")]
    public async Task A_ground_is_one_of_the_laws(string ground)
    {
        var filed = await server.File();

        Assert.Equal("/items/0/ground", (await Nothing(filed, new DecideItem(filed.Items[0], "refuse", ground, "Because.", null, null))).Refused(400, "demands-unknown-ground").Field);
    }

    [Theory]
    [InlineData("", "input-missing")]
    [InlineData("  ", "input-missing")]
    [InlineData("Because\nof this", "input-control-characters")]
    [InlineData("Because\u0000", "input-control-characters")]
    [InlineData("Because\u202E", "input-control-characters")]
    [InlineData("Because\u001b[1m", "input-control-characters")]
    public async Task A_reason_is_a_line_that_a_person_can_read(string reason, string code)
    {
        var filed = await server.File();

        Assert.Equal("/items/0/reason", (await Nothing(filed, new DecideItem(filed.Items[0], "refuse", "overbroad", reason, null, null))).Refused(400, code).Field);
    }

    [Fact]
    public async Task A_reason_of_501_characters_is_too_long()
    {
        var filed = await server.File();

        (await Nothing(filed, new DecideItem(filed.Items[0], "refuse", "overbroad", new string('x', 501), null, null))).Refused(400, "input-too-long");
        Assert.Equal(200, (await Decide(filed, new DecideItem(filed.Items[0], "refuse", "overbroad", new string('x', 500), null, null))).Status);
    }

    [Fact]
    public async Task One_bad_item_leaves_all_undecided()
    {
        var filed = await server.File(server.Demand(items: [server.Item(0, "subscriber"), server.Item(0, "transaction")]));

        (await Nothing(filed, Produce(filed.Items[0]), new DecideItem(filed.Items[1], "refuse", "no-such-ground", "Because.", null, null))).Refused(400, "demands-unknown-ground");

        Assert.Equal(0, await server.Count("demand_item", $"demand_id = '{filed.Id}' AND decision IS NOT NULL"));
        Assert.Equal(1, await server.Count("demand", $"id = '{filed.Id}' AND state = 'Received' AND reviewer IS NULL"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Look\nagain")]
    public async Task A_note_that_sends_back_is_a_line(string note)
    {
        var filed = await server.File();
        await Decide(filed, Produce(filed.Items[0]));

        var reply = await Holdings.Unchanged(server, () => server.Send(
            HttpMethod.Post, $"api/v1/review/{filed.Id}/return", server.TokenOf("approver"), RawRequests.Content(RawRequests.Node(new SendBackRequest(note)).ToJsonString())));

        Assert.Equal("/note", reply.AnyRefusal().Field);
    }

    private static DecideItem Produce(string item) => new(item, "produce", null, null, null, null);

    private static DecideItem Narrow(FiledDemand filed, DateOnly? from, DateOnly? to) => new(filed.Items[0], "narrow", "overbroad", "Too many days.", from, to);

    private Task<Reply> Nothing(FiledDemand filed, params DecideItem[] items) => Holdings.Unchanged(server, () => Decide(filed, items));

    private Task<Reply> Decide(FiledDemand filed, params DecideItem[] items) => server.Send(
        HttpMethod.Post, $"api/v1/review/{filed.Id}/decision", server.TokenOf("reviewer"), RawRequests.Content(RawRequests.Node(new DecideRequest(items)).ToJsonString()));
}
