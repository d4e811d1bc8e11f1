using System.CommandLine;
using Writ.Base;

namespace Writ.App.Mail;

/// <summary>The options of <c>writ serve</c> about mail. A password is never one of them: others could read it there.</summary>
internal static class MailArguments
{
    public static Option<string?> From { get; } = Of("--mail-from", "WRIT_MAIL_FROM", "Address that mail comes from (default notices@ and the site's host)");

    public static Option<string?> Smtp { get; } = Of(
        "--smtp", "WRIT_SMTP", "HOST:PORT of your mail server, with STARTTLS unless it is this machine; without it mails are written to DATA/mail");

    public static Option<string?> User { get; } = Of(
        "--smtp-user", "WRIT_SMTP_USER", "Sign in to the mail server as; the password comes from WRIT_SMTP_PASSWORD, or the file that WRIT_SMTP_PASSWORD_FILE names");

    /// <summary>Refusal <c>client-mail-options</c>.</summary>
    public static Result<MailOptions> Read(ParseResult parse)
    {
        var (from, smtp, user) = (parse.GetValue(From), parse.GetValue(Smtp), parse.GetValue(User));
        if (from is not null && MailAddresses.Bare(from) is null) return Wrong("--mail-from is not a mail address.");
        if (smtp is null) return user is null ? new MailOptions(from) : Wrong("--smtp-user needs --smtp.");
        var colon = smtp.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(smtp[(colon + 1)..], out var port) || port == 0) return Wrong("Write --smtp HOST:PORT, for instance mail.example.org:587.");
        if (from is null) return Wrong("A mail server needs --mail-from.");
        string? password = null;
        if (user is not null && (password = Password()) is null) return Wrong("--smtp-user needs WRIT_SMTP_PASSWORD, or WRIT_SMTP_PASSWORD_FILE with a file that can be read.");
        return new MailOptions(from, new SmtpServer(smtp[..colon].Trim('[', ']'), port, user, password));
    }

    private static Option<string?> Of(string name, string variable, string description) => new(name)
    {
        Description = $"{description} (or {variable})",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable),
    };

    private static string? Password()
    {
        if (Environment.GetEnvironmentVariable("WRIT_SMTP_PASSWORD") is { Length: > 0 } given) return given;
        var file = Environment.GetEnvironmentVariable("WRIT_SMTP_PASSWORD_FILE");
        return File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : null;
    }

    private static Refusal Wrong(string sentence) => new("client-mail-options", sentence);
}
