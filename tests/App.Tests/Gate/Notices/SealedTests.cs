using System.Text;
using Writ.App.Tests.Serving;
using Writ.Gate.Notices.Objecting;
using Writ.Sources.Accounts;
using Writ.Store.Mail;

namespace Writ.App.Tests.Gate.Notices;

/// <summary>Who has the database has no address, no name, no letter and no word of an objection.</summary>
public sealed class SealedTests
{
    private const string Mailbox = "findme-mailbox@example.org";

    [Fact]
    public async Task Nothing_of_a_person_lies_readable_in_the_data_folder()
    {
        await using var house = await NoticeHouse.Open();
        await house.Reach(1, new Contact(Mailbox, "Findme Personsname", ["99 Findme Street"]));

        // Found by another identifier: what an agency types lies in the demand, as docs/operate says.
        var byNumber = house.Server.Item(1, "subscriber") with { Identifier = new Writ.Demands.File.FileIdentifier("customer-number", house.Server.Customers[1].CustomerNumber) };
        var (sent, waiting) = (await house.File(items: byNumber), await house.File(items: byNumber));
        await house.Decided(sent.Id);
        var notice = (await house.SentTo(1))[0];
        Assert.True((await house.Objections.Make(house.Account(1), notice.Id, "Findme objection", new ObjectionFile("findme-paper.pdf", "%PDF-findme-content"u8.ToArray()))).Ok);
        house.Post.Says = _ => MailRefusals.Deferred;
        await house.Decide(waiting.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(waiting.Id)));
        while (await house.Server.Count("mail", "state = 'Owed'") == 0) await Task.Delay(20);
        await house.Server.Sql("UPDATE demand SET agency_reference = 'findme-control'");
        await house.Server.App.StopAsync();
        await house.Server.App.DisposeAsync();

        var files = Directory.EnumerateFiles(house.Server.Folder.Root, "*", SearchOption.AllDirectories).Select(f => (f, Bytes: File.ReadAllBytes(f))).ToList();
        bool Found(string what) => files.Any(f => f.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(what)) >= 0);
        Assert.True(Found("findme-control"));
        foreach (var secret in (string[])[Mailbox, "Findme", "findme-paper", "findme-content", notice.Reference, "Someone asked us for your data"])
            Assert.False(Found(secret), secret);
        await house.Server.Restart();
    }

    [Fact]
    public async Task What_was_sent_is_forgotten()
    {
        await using var house = await NoticeHouse.Open();
        await house.Decided((await house.File()).Id);
        Assert.Equal(1, await house.Server.Count("mail", "state = 'Sent' AND sealed IS NULL"));
        await Assert.ThrowsAnyAsync<Exception>(() => house.Server.Sql("UPDATE mail SET sealed = 'x'"));
    }
}
