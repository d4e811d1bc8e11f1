using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Writ.Base;
using Writ.Store.Mail;

namespace Writ.App.Mail;

/// <summary>Speaks SMTP (RFC 5321). Without STARTTLS no mail leaves, except to a server on this machine.</summary>
internal sealed class SmtpMailer(SmtpServer server, Func<MailFrom> from) : IMailer
{
    // Whoever hangs must not keep other jobs waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<Result<bool>> Send(MailToSend mail, CancellationToken cancel)
    {
        if (MailAddresses.Bare(mail.Mail.To) is not { } to) return MailRefusals.Address;
        var sender = from();
        using var message = new MailMessage
        {
            From = new MailAddress(sender.Address, sender.Name, Encoding.UTF8),
            Subject = OneLine(mail.Mail.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = mail.Mail.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.To.Add(new MailAddress(to));
        message.Headers.Add("Message-ID", sender.MessageId(mail.Id));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var html = AlternateView.CreateAlternateViewFromString(mail.Mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html);
        html.TransferEncoding = TransferEncoding.Base64;
        message.AlternateViews.Add(html);
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = !server.IsLoopback };
        if (server.User is not null) client.Credentials = new NetworkCredential(server.User, server.Password);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return true;
        }
        catch (SmtpException e)
        {
            return RefusalOf(e);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or FormatException or InvalidOperationException)
        {
            return MailRefusals.Unreachable;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return MailRefusals.Unreachable;
        }
    }

    /// <summary>
    /// What the server says for good of this mail or its recipient ends it; 5xx of other kinds (not signed in, not understood) are the operator's to
    /// mend, so the mail waits.
    /// </summary>
    internal static Refusal RefusalOf(SmtpException e) => (int)e.StatusCode switch
    {
        >= 400 and < 500 => MailRefusals.Deferred,
        550 or 551 or 552 or 553 or 554 => MailRefusals.NotTaken,
        _ => MailRefusals.Unreachable,
    };

    // The class refuses line breaks itself, by an exception.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
