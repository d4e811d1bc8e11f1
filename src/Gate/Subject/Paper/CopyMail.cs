using Writ.Kit;

namespace Writ.Gate.Subject.Paper;

/// <summary>The mail that tells a person of a download. It holds nothing of the copy, and no link.</summary>
internal static class CopyMail
{
    public static Mail Of(string company, IReadOnlyList<string> letterhead, string site, string service, DateTimeOffset at) => new(
        company,
        "A copy of your data was downloaded",
        [
            new MailPart.Words("Somebody who was signed in as you downloaded a copy of the data that we keep about you."),
            new MailPart.Facts([("When", WordsOf.Moment(at)), ("Account", service)]),
            new MailPart.Heading("If it was you"),
            new MailPart.Words("You need not do anything. Keep the file where only you can open it: whoever has it can read it."),
            new MailPart.Heading("If it was not you"),
            new MailPart.Points(
            [
                $"Type {site}/my into your browser, sign in, and choose “Sign out everywhere” under Your account.",
                "Change the password of your mailbox: who can read your mail can sign in here.",
                "Write to us. The address stands below.",
            ]),
        ])
    {
        Preview = "If it was you, you need not do anything.",
        Foot = $"You get this because the account is in your name. {string.Join(", ", (string[])[company, .. letterhead])}.",
    };
}
