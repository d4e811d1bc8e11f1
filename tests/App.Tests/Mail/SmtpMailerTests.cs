using System.Net;
using Writ.App.Mail;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Store.Mail;

namespace Writ.App.Tests.Mail;

public sealed class SmtpMailerTests
{
    private static readonly MailToSend Mail = new(
        "mal_0123456789abcdef", new OutgoingMail("someone@example.org", "Someone asked\r\nBcc: all@example.org", "Grüße", "<p>Grüße</p>", "test"), default, DateTimeOffset.MaxValue);

    [Fact]
    public async Task It_arrives_as_text_and_html_under_its_own_message_id()
    {
        using var server = new FakeSmtp();
        Assert.True((await Mailer(server).Send(Mail, default)).Ok);
        Assert.True((await Mailer(server).Send(Mail, default)).Ok);

        Assert.Equal(2, server.Messages.Count);
        Assert.All(server.Messages, m => Assert.Contains("Message-ID: <mal_0123456789abcdef@example.org>", m, StringComparison.OrdinalIgnoreCase));
        Assert.All(server.Messages, m => Assert.Contains("multipart/alternative", m, StringComparison.Ordinal));
        Assert.All(server.Messages, m => Assert.DoesNotContain("\nBcc", m, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, server.Commands.Count(c => c.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("RCPT", "450 mailbox busy", "mail-deferred", RefusalKind.Unavailable)]
    [InlineData("RCPT", "451 greylisted", "mail-deferred", RefusalKind.Unavailable)]
    [InlineData("RCPT", "550 no such mailbox", "mail-refused", RefusalKind.Refused)]
    [InlineData("BODY", "554 not wanted", "mail-refused", RefusalKind.Refused)]
    [InlineData("BODY", "452 full", "mail-deferred", RefusalKind.Unavailable)]
    [InlineData("MAIL", "530 sign in first", "mail-server-unreachable", RefusalKind.Unavailable)]
    [InlineData("MAIL", "nonsense", "mail-server-unreachable", RefusalKind.Unavailable)]
    public async Task What_the_server_says_becomes_later_or_never(string at, string answer, string code, RefusalKind kind)
    {
        using var server = new FakeSmtp { Says = word => word == at ? answer : null };
        var refusal = (await Mailer(server).Send(Mail, default)).Refusal!;
        Assert.Equal((code, kind), (refusal.Code, refusal.Kind));
        Assert.DoesNotContain("someone", refusal.Sentence, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task No_server_is_later()
    {
        var server = new FakeSmtp();
        var mailer = Mailer(server);
        server.Dispose();
        Assert.Equal("mail-server-unreachable", (await mailer.Send(Mail, default)).Refusal!.Code);
    }

    [Fact]
    public async Task Without_tls_nothing_leaves_this_machine()
    {
        using var server = new FakeSmtp(address: IPAddress.Any);
        var mailer = new SmtpMailer(new SmtpServer(Dns.GetHostName(), server.Port, "user", "secret"), () => new MailFrom("notices@example.org", "Company"));
        Assert.Equal("mail-server-unreachable", (await mailer.Send(Mail, default)).Refusal!.Code);
        Assert.Empty(server.Messages);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crash_after_the_servers_yes_sends_it_again_under_the_same_id()
    {
        await using var house = await NoticeHouse.Open();
        var sent = new List<string>();
        house.Post.Says = mail =>
        {
            lock (sent) sent.Add(mail.Id);
            return sent.Count == 1 ? throw new InvalidOperationException("Killed between the yes and the row") : null;
        };
        var filed = await house.File();
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        while (sent.Count == 0) await Task.Delay(20);
        await house.Server.Restart();
        house.Server.Time.Now += TimeSpan.FromMinutes(10);

        Assert.Equal("Sent", Assert.Single((await house.Quiet(filed.Id)).Notices).State);
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Distinct());
    }

    [Fact]
    public async Task A_folder_takes_whole_files_that_only_their_owner_reads()
    {
        var server = await WritServer.Start(timeToObject: NoticeHouse.Week);
        await using var house = new NoticeHouse(server, new PostOffice());
        var filed = await house.File();
        await house.Decided(filed.Id);

        var file = Assert.Single(Directory.GetFiles(server.Folder.Mail));
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains($"To: <{server.Customers[0].Email}>\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("--\r\n", text, StringComparison.Ordinal);
    }

    private static SmtpMailer Mailer(FakeSmtp server) => new(new SmtpServer("127.0.0.1", server.Port, null, null), () => new MailFrom("notices@example.org", "Harbour & Pine"));
}
