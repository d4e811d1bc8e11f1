using Writ.Base.Sealing;

namespace Writ.Store.Mail;

/// <summary>A mail to one person, whole. It lies sealed until it is sent, and is then forgotten.</summary>
/// <param name="To">One address, bare: <c>someone@example.org</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text with line feeds.</param>
/// <param name="Html">The same as a whole HTML document.</param>
/// <param name="About">What owes it, not sealed: an id such as <c>ntc_...</c>, or a word such as <c>sign-in</c>. Never personal data.</param>
/// <param name="Unsubscribe">Address at which a POST ends mails of this kind (RFC 8058), for the mail program's own button; null: they are no list.</param>
public sealed record OutgoingMail(string To, string Subject, string Text, string Html, string About, string? Unsubscribe = null)
{
    /// <summary>Only what it is about: address and words must not reach a log.</summary>
    public override string ToString() => $"Mail about {About}";
}

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    /// <summary>Lies sealed, and is tried until it is sent.</summary>
    Owed,

    /// <summary>Taken by the mailer; the sealed copy is gone.</summary>
    Sent,

    /// <summary>Will not be sent; the code says why. The sealed copy is gone.</summary>
    Failed,
}

/// <summary>What is known of a mail without opening it.</summary>
/// <param name="Code">Of a refusal: why it failed, or why it is still owed; null where nothing went wrong.</param>
/// <param name="Sentence">The code in words.</param>
public sealed record MailStatus(string Id, string About, MailState State, DateTimeOffset OwedAt, DateTimeOffset? SettledAt, int Attempts, string? Code, string? Sentence);

/// <summary>Seals mails at rest. One a data folder.</summary>
public sealed class MailKey(ReadOnlySpan<byte> key32)
{
    internal RowKey Rows { get; } = new(key32, "mail");
}

/// <summary>Hears, in the transaction that writes it, that a mail was sent or failed. It may be told of mails that are not its own.</summary>
public interface IMailWatcher
{
    /// <param name="mail">Sent or failed.</param>
    Task Settled(Base.IWork work, MailStatus mail);
}
