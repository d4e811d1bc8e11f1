using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Ask;
using Writ.Store.Mail;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>A passer-by asks the homes of a square; nobody else gets it.</summary>
public sealed class AskTests
{
    [Fact]
    public async Task An_ask_goes_through_a_moderator_into_the_feed_of_the_square_and_its_file()
    {
        await using var square = await Square.Open();
        var (cell, file) = (CoarseCell.Of(44.25, -88.45), Path.Combine(square.Office.Published, "requests", "asks", "n44.2w88.5.json"));
        var id = await square.Asked();
        await Square.Ok(square.Get<WriteAsk>().Handle(id, square.Ask()));
        Assert.Single(await square.All<FeedAsk>());
        await square.Live(square.Ben);
        Assert.Empty(await Shown(square));
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<DecideAsk>().Publish(id, square.Moderator));
        await Square.No("feed-wrong-state", square.Get<DecideAsk>().Refuse(id, "advert", square.Moderator));
        Assert.Equal(id, Assert.Single(await Shown(square)).Id);

        // At the next beat, and not before it.
        await square.Office.Work();
        Assert.False(File.Exists(file));
        square.Office.Now += TimeSpan.FromMinutes(15);
        await square.Office.Work();
        var read = Assert.Single(AskFile.Read(File.ReadAllBytes(file), cell).Value);
        Assert.Equal((id, "A red raincoat", "blur", "child", false), (read.Id, read.Wore, read.Wish, read.Who, read.Relay));
        Assert.Equal(AskFile.Write(cell, []).Length, new FileInfo(file).Length);

        square.Office.Now += TimeSpan.FromDays(30);
        await square.Office.Work();
        Assert.Empty(AskFile.Read(File.ReadAllBytes(file), cell).Value);
        Assert.Empty(await square.All<FeedAsk>());
    }

    [Fact]
    public async Task It_is_shown_to_homes_of_its_own_square_and_never_to_an_agency()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben, FeedReach.Wide, "n44.3w88.5");
        var id = await square.Asked();
        await Square.Ok(square.Get<DecideAsk>().Publish(id, square.Moderator));
        Assert.Empty(await Shown(square));
        var now = square.Office.Now;
        Assert.Empty((await square.Office.Store.Look(work => square.Get<FeedBook>().ForAgency(work, square.Office.Agency, now)))!);
        await Square.No("feed-unknown", square.Get<Neighbors.Feed.Looks.OpenAsAgency>().Handle(id, square.Office.Author));
    }

    [Fact]
    public async Task Each_part_is_held_to_its_edge()
    {
        await using var square = await Square.Open();
        var (write, good) = (square.Get<WriteAsk>(), square.Ask());
        Task<Result<bool>> Try(TypedAsk typed) => write.Handle(IdText.New(FeedAsk.Prefix), typed);
        await Square.Ok(Try(good with { From = square.Office.Time(-4), To = square.Office.Time(0) }));
        await Square.No("feed-ask-long", Try(good with { From = square.Office.Time(-4.1), To = square.Office.Time(0) }));
        await Square.No("feed-ask-time", Try(good with { To = square.Office.Time(0.1) }));
        await Square.No("feed-ask-time", Try(good with { To = good.From }));
        await Square.Ok(Try(good with { From = square.Office.Time(-45 * 24), To = square.Office.Time((-45 * 24) + 1) }));
        await Square.No("feed-ask-old", Try(good with { From = square.Office.Time((-45 * 24) - 0.1), To = square.Office.Time(-45 * 24) }));
        await Square.No("requests-time-form", Try(good with { From = "yesterday" }));
        await Square.No("feed-ask-what", Try(good with { Wish = "0" }));
        await Square.No("feed-ask-what", Try(good with { Who = "" }));
        await Square.Ok(Try(good with { Wore = new string('a', 200) }));
        await Square.No("input-too-long", Try(good with { Wore = new string('a', 201) }));
        await Square.No("input-missing", Try(good with { Wore = " " }));
        await Square.No("feed-race-alone", Try(good with { Wore = "asian boy" }));
        await Square.No("requests-text-markup", Try(good with { Wore = "<img src=x>" }));
        await Square.No("requests-text-hidden", Try(good with { Wore = "red \u202Ecoat" }));
        foreach (var mail in new[] { "a", "a@b", "a b@mail.example", "a@mail.example\r\nBcc: b@mail.example", "<a@mail.example>", "a@mail.example,b@mail.example" })
            await Square.No("feed-ask-mail", Try(good with { Mail = mail }));
        await Square.Ok(Try(good with { Mail = "a@mail.example" }));
        Assert.All(await square.All<FeedAsk>(), a => Assert.True(a.Mail is null || a.Mail.AsSpan().IndexOf("mail.example"u8) < 0));
    }

    [Fact]
    public async Task No_more_wait_than_can_be_read()
    {
        await using var square = await Square.Open(new FeedLimits { AsksWaiting = 2 });
        _ = await square.Asked();
        var second = await square.Asked();
        await Square.No("feed-asks-full", square.Get<WriteAsk>().Handle("", square.Ask()));
        await Square.Ok(square.Get<DecideAsk>().Refuse(second, "advert", square.Moderator));
        await Square.Ok(square.Get<WriteAsk>().Handle("", square.Ask()));
    }

    [Fact]
    public async Task A_home_s_answer_is_passed_on_once_and_leaves_no_row()
    {
        await using var square = await Square.Open();
        var id = await square.Asked("a@mail.example");
        var relay = square.Get<RelayAnswer>();
        await Square.No("feed-unknown", relay.Handle(id, "Blurred", square.Ben));
        await Square.Ok(square.Get<DecideAsk>().Publish(id, square.Moderator));
        await Square.No("feed-ask-what", relay.Handle(id, "Hello", square.Ben));
        await Square.No("feed-ask-what", relay.Handle(id, "1", square.Ben));
        var before = (await square.All<FeedAsk>()).Single();
        for (var i = 0; i < 3; i++) await Square.Ok(relay.Handle(id, "Blurred", square.Ben));
        var mails = await Mails(square);
        var mail = Assert.Single(mails);
        Assert.Equal("a@mail.example", mail.To);
        Assert.Contains("blurred it", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(id, mail.About + mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(square.Ben.Subject, mail.About + mail.Text, StringComparison.Ordinal);
        var after = (await square.All<FeedAsk>()).Single();
        Assert.Equal((before.State, before.AnsweredAt, before.UntilAt), (after.State, after.AnsweredAt, after.UntilAt));
        Assert.Equal(before.Mail, after.Mail);

        var quiet = await square.Asked();
        await Square.Ok(square.Get<DecideAsk>().Publish(quiet, square.Moderator));
        await Square.No("feed-unknown", relay.Handle(quiet, "Blurred", square.Ben));
    }

    [Fact]
    public async Task Where_it_is_refused_the_address_is_forgotten()
    {
        await using var square = await Square.Open();
        var id = await square.Asked("a@mail.example");
        await Square.Ok(square.Get<DecideAsk>().Refuse(id, "advert", square.Moderator));
        Assert.Null((await square.All<FeedAsk>()).Single().Mail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"asks\":[],\"format\":\"writ.asks/v1\",\"region\":\"n44.3w88.5\"}")]
    [InlineData("{\"asks\":[{}],\"format\":\"writ.asks/v1\",\"region\":\"n44.2w88.5\"}")]
    [InlineData("{\"asks\":[1],\"format\":\"writ.asks/v1\",\"region\":\"n44.2w88.5\"}")]
    public void A_file_that_is_not_as_specified_is_not_read(string json)
    {
        var file = new byte[16 * 1024];
        file.AsSpan().Fill((byte)' ');
        System.Text.Encoding.UTF8.GetBytes(json).CopyTo(file, 0);
        file[^1] = (byte)'\n';
        Assert.Equal("ledger-asks-malformed", AskFile.Read(file, CoarseCell.Of(44.25, -88.45)).Refusal!.Code);
    }

    private static async Task<List<FeedAsk>> Shown(Square square)
    {
        var now = square.Office.Now;
        return [.. await square.Office.Store.Look(async work => (await square.Get<FeedReader>().Seen(work, (await FeedBook.Found(work, square.Ben.Account!.Value))!, [], now)).Asks)];
    }

    private static async Task<List<OutgoingMail>> Mails(Square square)
    {
        var sent = new List<OutgoingMail>();
        foreach (var job in await Writ.Store.Jobs.JobQueue.Due(square.Office.Store, square.Office.Now, 100))
            if (job.Kind == MailQueue.JobKind) sent.Add((await MailQueue.Take(square.Office.Store, square.Get<MailKey>(), job.Subject)).Value!.Mail);
        return sent;
    }
}
