using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Writ.App.Mail;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.Shared;

namespace Writ.App.Tests.Mail;

/// <summary>A real mail server: Debian's OpenSMTPD, on a port of its own, that delivers into a folder.</summary>
public sealed class OpenSmtpdTests
{
    [NeedsOpenSmtpd]
    public async Task Down_then_up_it_delivers_the_notice_to_its_one_reader()
    {
        var port = FreePorts.Take();
        var server = await WritServer.Start(
            timeToObject: NoticeHouse.Week, mail: new MailOptions("notices@example.org", new SmtpServer("127.0.0.1", port, null, null)));
        await using var house = new NoticeHouse(server, new PostOffice());
        var filed = await house.File();
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        while ((await house.Case(filed.Id)).Notices[0].MailCode != "mail-server-unreachable") await Task.Delay(50);

        var folder = Directory.CreateTempSubdirectory("writ-smtpd-").FullName;
        using var smtpd = await Start(folder, port);
        try
        {
            await Waiting.Until(async () => await Listens(smtpd, port));
            for (var tries = 0; (await house.Case(filed.Id)).Notices[0].State != "Sent"; tries++)
            {
                // Refusing what it is given, it never will.
                Assert.True(tries < 1_000, "the notice was never taken");
                server.Time.Now += TimeSpan.FromMinutes(1);
                await Task.Delay(200);
            }

            await Waiting.Until(() => Delivered(folder).Length > 0);
            var mail = await File.ReadAllTextAsync(Assert.Single(Delivered(folder)));
            Assert.Contains("multipart/alternative", mail, StringComparison.Ordinal);
            Assert.Contains("@example.org>", mail, StringComparison.Ordinal);
            Assert.Matches("(?i)message-id: <mal_[0-9a-z]{16}@example.org>", mail);
            Assert.Equal("Sent", (await house.Quiet(filed.Id)).Notices[0].State);
        }
        finally
        {
            smtpd.Kill(entireProcessTree: true);
            await smtpd.WaitForExitAsync();
            Leftovers.Delete(folder);
        }
    }

    private static async Task<bool> Listens(Process smtpd, int port)
    {
        Assert.False(smtpd.HasExited, "smtpd ended");
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string[] Delivered(string folder) => Directory.Exists(Path.Combine(folder, "box", "new")) ? Directory.GetFiles(Path.Combine(folder, "box", "new")) : [];

    private static async Task<Process> Start(string folder, int port)
    {
        var config = Path.Combine(folder, "smtpd.conf");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        var box = Directory.CreateDirectory(Path.Combine(folder, "box"));

        // It delivers as a user of no rights, and never as root.
        if (!OperatingSystem.IsWindows()) box.UnixFileMode = (UnixFileMode)0b111_111_111;
        await File.WriteAllTextAsync(config, $$"""
            listen on 127.0.0.1 port {{port}}
            action "keep" maildir "{{folder}}/box" virtual { "@" = nobody }
            match from any for any action "keep"

            """);
        var smtpd = Process.Start(new ProcessStartInfo("/usr/sbin/smtpd", ["-d", "-f", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        smtpd.ErrorDataReceived += (_, _) => { };
        smtpd.OutputDataReceived += (_, _) => { };
        smtpd.BeginErrorReadLine();
        smtpd.BeginOutputReadLine();
        return smtpd;
    }
}

/// <summary>Runs where OpenSMTPD is installed, the user is root (it cannot start as anyone else), and no other one runs: it has one control socket.</summary>
internal sealed class NeedsOpenSmtpdAttribute : FactAttribute
{
    public NeedsOpenSmtpdAttribute()
    {
        if (!File.Exists("/usr/sbin/smtpd")) Skip = "OpenSMTPD is not installed; ./test installs it.";
        else if (!Environment.IsPrivilegedProcess) Skip = "OpenSMTPD starts only as root.";
        else if (Process.GetProcessesByName("smtpd").Length > 0) Skip = "An OpenSMTPD runs here already.";
    }
}
