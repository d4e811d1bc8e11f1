namespace Writ.Kit;

/// <summary>A mail, from which its HTML and its text are both made, so that they say the same.</summary>
/// <param name="Sender">The company, as it calls itself.</param>
/// <param name="Subject">One line.</param>
/// <param name="Parts">What it says, in order.</param>
public sealed record Mail(string Sender, string Subject, IReadOnlyList<MailPart> Parts)
{
    /// <summary>The line that a mail program shows beside the subject.</summary>
    public string Preview { get; init; } = "";

    /// <summary>Where anyone can learn whether it is real, as it is typed; null: there is no such box.</summary>
    public string? CheckAt { get; init; }

    /// <summary>The number to enter there.</summary>
    public string? Reference { get; init; }

    /// <summary>Why this person gets it, and our postal address.</summary>
    public string Foot { get; init; } = "";

    /// <summary>Language (BCP 47).</summary>
    public string Lang { get; init; } = "en-GB";

    /// <summary><c>rtl</c> for languages written from right to left.</summary>
    public string? Dir { get; init; }

    /// <summary>The subject in one line, with whatever is hidden in it shown: safe as a header.</summary>
    public string SubjectLine => VisibleText.OneLine(Subject);
}

/// <summary>
/// One part of a mail; a closed set. There is no link among them but <see cref="Address"/>: whoever gets a mail from us types the address.
/// </summary>
public abstract record MailPart
{
    private MailPart()
    {
    }

    /// <summary>Some sentences.</summary>
    public sealed record Words(string Text) : MailPart;

    /// <summary>A heading within the mail.</summary>
    public sealed record Heading(string Text) : MailPart;

    /// <summary>Points, each one or two sentences.</summary>
    public sealed record Points(IReadOnlyList<string> Items) : MailPart;

    /// <summary>Names and values: asker, date, until when.</summary>
    public sealed record Facts(IReadOnlyList<(string Name, string Value)> Rows) : MailPart;

    /// <summary>A page of this site on a line of its own, never broken. Only for what the reader asked for a moment ago, to sign in.</summary>
    public sealed record Address(string Url) : MailPart;

    /// <summary>A stranger's words, marked as such.</summary>
    public sealed record Quoted(string From, string Text) : MailPart;
}
