using Writ.Base;
using Writ.Store.Mail;

namespace Writ.App.Mail;

/// <summary>Hands a mail on. Two of them: a real server, and a folder.</summary>
internal interface IMailer
{
    /// <summary>
    /// True: taken, for good. Refusals of kind <see cref="RefusalKind.Unavailable"/> mean later; any other means never. May be called again for a mail
    /// that was taken: the message id is the same, and whoever gets it twice can tell.
    /// </summary>
    Task<Result<bool>> Send(MailToSend mail, CancellationToken cancel);
}

/// <summary>Who sends.</summary>
/// <param name="Address">Bare.</param>
/// <param name="Name">The company.</param>
internal sealed record MailFrom(string Address, string Name)
{
    /// <summary>Made of the mail's id only, so that each attempt has the same.</summary>
    public string MessageId(string mail) => $"<{mail}@{Address[(Address.LastIndexOf('@') + 1)..]}>";
}

/// <summary>How to reach the mail server.</summary>
/// <param name="User">Null: it takes mail without signing in.</param>
internal sealed record SmtpServer(string Host, int Port, string? User, string? Password)
{
    /// <summary>On this machine mail need not be encrypted on its way; everywhere else it must.</summary>
    public bool IsLoopback => Host == "localhost" || (System.Net.IPAddress.TryParse(Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    public override string ToString() => $"{Host}:{Port}";
}
