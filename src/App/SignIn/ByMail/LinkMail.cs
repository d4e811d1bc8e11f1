using Writ.App.SignIn.Session;
using Writ.Kit;
using Writ.Store.People;

namespace Writ.App.SignIn.ByMail;

/// <summary>The mail with a link to sign in. It names no request and no person, and asks for nothing.</summary>
internal static class LinkMail
{
    public static Kit.Mail Of(string company, string origin, string service, string token, LinkAsk ask) => new(
        company,
        "Your link to sign in",
        [
            new MailPart.Words("Somebody typed this mail address on our page to sign in. If it was you, open this link in the same browser, and press the button there:"),
            new MailPart.Address($"{origin}{SignInAddress.MyLink}{token}"),
            new MailPart.Facts([("Your code", ask.Code), ("Account", service), ("It works until", WordsOf.Moment(ask.ExpiresAt))]),
            new MailPart.Heading("Before you open it"),
            new MailPart.Points(
            [
                "The page on which you asked shows the same code. If it shows another one, or if you have no such page open, do not open the link.",
                "The link works once, and only in the browser in which you asked. If it opens in another one, copy it over.",
                "If you did not ask, somebody typed your address, perhaps by mistake. You need not do anything: without the browser that asked, the link opens nothing.",
                "We never ask for a password. There is none.",
            ]),
        ])
    {
        Preview = "It works once, for 15 minutes, in the browser in which you asked.",
        Foot = $"You get this because somebody typed this mail address at {origin}{SignInAddress.MinePage}. {company}.",
    };
}
