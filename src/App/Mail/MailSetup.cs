using Writ.App.Data;
using Writ.App.SignIn;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.App.Mail;

/// <summary>How mail leaves.</summary>
/// <param name="From">Null: <c>notices@</c> and the site's host.</param>
/// <param name="Server">Null: mails are written to the folder DATA/mail.</param>
/// <param name="Mailer">In a test, instead of either.</param>
internal sealed record MailOptions(string? From = null, SmtpServer? Server = null, IMailer? Mailer = null);

internal static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services, DataFolder folder, MailOptions options) => services
        .AddSingleton(new MailKey(folder.MadeSecret("people")))
        .AddSingleton(provider => options.Mailer ?? Usual(provider, folder, options))
        .AddSingleton<IJobHandler, SendMail>();

    private static IMailer Usual(IServiceProvider provider, DataFolder folder, MailOptions options)
    {
        var site = provider.GetRequiredService<PublicAddress>();
        MailFrom From() => new(options.From ?? $"notices@{site.Host}", folder.Company.Name);
        return options.Server is { } server ? new SmtpMailer(server, From) : new SpoolMailer(folder.Mail, From);
    }
}
