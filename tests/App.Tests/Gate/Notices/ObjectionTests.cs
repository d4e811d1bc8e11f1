using System.Text;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.File;
using Writ.Demands.Review;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Objecting;

namespace Writ.App.Tests.Gate.Notices;

public sealed class ObjectionTests
{
    private static readonly ObjectionFile Paper = new("letter of my lawyer.pdf", "%PDF-1.4 objection"u8.ToArray());

    [Fact]
    public async Task Open_it_stops_the_gate_and_overruled_the_person_reads_why()
    {
        await using var house = await NoticeHouse.Open();
        var (filed, notice) = await Told(house);
        var made = (await house.Objections.Make(house.Account(0), notice, "It was not me.\nAsk my lawyer.", Paper)).Value;
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Refused(filed.Id, "gate-objection-open");

        var seen = Assert.Single((await house.Case(filed.Id)).Objections);
        Assert.Equal(("It was not me.\nAsk my lawyer.", Paper.Name, "open"), (seen.Text, seen.FileName, seen.State));
        var file = await house.Server.Send(HttpMethod.Get, $"api/v1/review/{filed.Id}/objections/{made.Id}/file", house.Server.TokenOf("approver"));
        Assert.Equal(("application/octet-stream", "%PDF-1.4 objection"), (file.Type, file.Text));

        (await Decide(house, filed, made, "sometimes")).Refused(400, "demands-objection-decision");
        (await Decide(house, filed, made, "overrule", "")).Refused(400, "input-missing");
        Assert.Equal(200, (await Decide(house, filed, made, "overrule", "The warrant is in order.")).Status);
        (await Decide(house, filed, made, "uphold")).Refused(409, "gate-objection-decided");
        var told = await house.Quiet(filed.Id);
        Assert.Equal(["objection-made", "objection-file-taken", "objection-overruled"], told.Timeline.Select(e => e.Kind).Where(k => k.StartsWith("objection", StringComparison.Ordinal)));
        Assert.Contains("Our reason: The warrant is in order.", house.Post.Taken[^1].Mail.Text, StringComparison.Ordinal);
        var person = (await house.SentTo(0)).Single(n => n.Id == notice);
        Assert.Equal(("overruled", "The warrant is in order."), (person.Objection!.State, person.Objection.Reason));
        await house.Released(filed.Id);
    }

    [Fact]
    public async Task Upheld_it_is_decided_again_and_nothing_leaves_without_a_new_notice()
    {
        await using var house = await NoticeHouse.Open();
        var (filed, notice) = await Told(house);
        var made = (await house.Objections.Make(house.Account(0), notice, "It was not me.", null)).Value;
        Assert.Equal(200, (await Decide(house, filed, made, "uphold")).Status);
        var again = await house.Quiet(filed.Id);
        Assert.Equal(("received", (string?)null), (again.State, again.Items[0].Item.Decision));

        house.Server.Time.Now = NoticeHouse.Over;
        var decided = await house.Decided(filed.Id);
        Assert.Equal(["Before", "Before", "ObjectionAnswered"], decided.Notices.Select(n => n.Kind).Order());
        await house.Refused(filed.Id, "gate-time-to-object");
        house.Server.Time.Now = NoticeHouse.Over.AddDays(8);
        await house.Released(filed.Id);
    }

    [Fact]
    public async Task Too_late_twice_and_of_another_account()
    {
        await using var house = await NoticeHouse.Open();
        var (_, notice) = await Told(house);
        Assert.Equal("gate-no-notice", (await house.Objections.Make(house.Account(1), notice, "No.", null)).Refusal!.Code);
        Assert.Equal("gate-no-notice", (await house.Objections.Make(house.Account(0), NoticeId.New(), "No.", null)).Refusal!.Code);
        house.Server.Time.Now = NoticeHouse.Over;
        Assert.Equal("gate-objection-late", (await house.Objections.Make(house.Account(0), notice, "No.", Paper)).Refusal!.Code);
        house.Server.Time.Now -= TimeSpan.FromTicks(1);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Objections.Make(house.Account(0), notice, "No.", Paper)));
        Assert.Single(both, b => b.Ok);
        Assert.All(both.Where(b => !b.Ok), b => Assert.Equal("gate-objection-made", b.Refusal!.Code));
        Assert.Equal(2, await house.Server.Blobs());
    }

    [Fact]
    public async Task One_of_two_objects_and_everything_waits()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File(items: [house.Server.Item(0, "subscriber"), house.Server.Item(1, "subscriber")]);
        await house.Decided(filed.Id);
        Assert.True((await house.Objections.Make(house.Account(1), (await house.SentTo(1))[0].Id, "No.", null)).Ok);
        house.Server.Time.Now = NoticeHouse.Over;

        await house.Refused(filed.Id, "gate-objection-open");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData(null)]
    public async Task Something_must_be_said(string? text)
    {
        await using var house = await NoticeHouse.Open();
        var (_, notice) = await Told(house);
        Assert.Equal("input-missing", (await house.Objections.Make(house.Account(0), notice, text!, null)).Refusal!.Code);
    }

    [Fact]
    public async Task Ten_thousand_characters_of_any_kind_are_kept_and_no_more()
    {
        await using var house = await NoticeHouse.Open();
        var (filed, notice) = await Told(house);
        var long1 = string.Concat(Enumerable.Repeat("<script>alert(1)</script>\u202Egnp.exe\u0000 🐈", 300))[..10_000];
        Assert.Equal("input-too-long", (await house.Objections.Make(house.Account(0), notice, long1 + "x", null)).Refusal!.Code);
        Assert.True((await house.Objections.Make(house.Account(0), notice, long1, null)).Ok);
        Assert.Equal(long1, (await house.Case(filed.Id)).Objections[0].Text);
    }

    [Theory]
    [InlineData("x.pdf", "")]
    [InlineData("x.pdf", "MZ executable")]
    [InlineData("x.html", "<html>")]
    [InlineData("a\nb.pdf", "%PDF-1.4")]
    [InlineData("gpj.\u202Efdp.pdf", "%PDF-1.4")]
    [InlineData("", "%PDF-1.4")]
    public async Task A_file_is_what_it_may_be(string name, string content)
    {
        await using var house = await NoticeHouse.Open();
        var (_, notice) = await Told(house);
        Assert.Equal("gate-objection-file", (await house.Objections.Make(house.Account(0), notice, "No.", new ObjectionFile(name, Encoding.UTF8.GetBytes(content)))).Refusal!.Code);
        Assert.Equal("gate-objection-file", (await house.Objections.Make(house.Account(0), notice, "No.", new ObjectionFile("a.pdf", [.. "%PDF-"u8, .. new byte[Objections.MostBytes]]))).Refusal!.Code);
    }

    private static async Task<(FiledDemand Filed, NoticeId Notice)> Told(NoticeHouse house)
    {
        var filed = await house.File();
        await house.Decided(filed.Id);
        return (filed, Assert.Single(await house.SentTo(0)).Id);
    }

    private static Task<Reply> Decide(NoticeHouse house, FiledDemand filed, CustomerObjection made, string decision, string reason = "You are right.") =>
        house.Staff(filed.Id, $"objections/{made.Id}/decision", new DecideObjectionRequest(decision, reason));
}
