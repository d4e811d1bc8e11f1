using Writ.Base;

namespace Writ.Store.Mail;

/// <summary>Why a mail is not sent, or not yet. None of them repeats what the server said: it may quote the address.</summary>
public static class MailRefusals
{
    public static Refusal Unreachable { get; } = new(
        "mail-server-unreachable", "The mail server does not answer, or does not speak as it must; it will be tried again by itself.", RefusalKind.Unavailable);

    public static Refusal Deferred { get; } = new(
        "mail-deferred", "The mail server asked to try later; it will be tried again by itself.", RefusalKind.Unavailable);

    public static Refusal NotTaken { get; } = new(
        "mail-refused", "The mail server refuses this mail for good; reach the person in another way.", RefusalKind.Refused);

    public static Refusal Lapsed { get; } = new(
        "mail-lapsed", "The mail could not be sent before what it says was out of date; what owes it may make a new one.", RefusalKind.Refused);

    public static Refusal Address { get; } = new(
        "mail-address", "The address on file is no mail address; reach the person in another way.", RefusalKind.Refused);

    public static Refusal Unsealed { get; } = new(
        "mail-unreadable", "The mail cannot be opened with the key of this data folder; restore the key that belongs to the database.", RefusalKind.Refused);

    public static Refusal Replaced { get; } = new(
        "mail-replaced", "Something changed before the mail was sent; it was taken back.", RefusalKind.Refused);

    public static Refusal Spool { get; } = new(
        "mail-spool-unwritable", "The mail could not be written to the spool folder; make room or mend its rights, and it will be tried again by itself.", RefusalKind.Unavailable);

    private static readonly Refusal[] All = [Unreachable, Deferred, NotTaken, Lapsed, Address, Unsealed, Replaced, Spool];

    internal static string SentenceOf(string code) => Array.Find(All, r => r.Code == code)?.Sentence ?? string.Empty;
}
