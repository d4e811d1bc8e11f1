namespace Writ.Gate.Notices.Tell;

/// <summary>A notice as it went, or as it would go now.</summary>
/// <param name="Frozen">It is made, and stays as it is; otherwise times are counted from now.</param>
/// <param name="Date">The day of the letter. Name it when you say that the letter was printed.</param>
/// <param name="Text">The mail's text.</param>
/// <param name="MailHtml">The mail's HTML.</param>
/// <param name="LetterHtml">The printable letter, a whole document.</param>
public sealed record NoticePreview(bool Frozen, DateOnly Date, string Subject, string Text, string MailHtml, string LetterHtml);
