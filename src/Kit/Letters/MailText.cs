using System.Globalization;
using System.Text;

namespace Writ.Kit;

/// <summary>The text of a mail: lines of at most 72 characters, nothing hidden, the same words as the HTML.</summary>
public static class MailText
{
    private const int Width = 72;

    /// <summary>Text with line feeds; ends with one.</summary>
    public static string Of(Mail mail)
    {
        var text = new StringBuilder();
        Block(text, mail.Sender);
        Block(text, mail.SubjectLine);
        foreach (var part in mail.Parts) Add(text, part);
        if (mail.CheckAt is { } at)
        {
            Heading(text, "Is this mail real?");
            Block(text, Words.Check(at, mail.Reference));
        }

        if (mail.Foot.Length > 0)
        {
            text.Append("-- \n");
            Block(text, mail.Foot);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Add(StringBuilder text, MailPart part)
    {
        switch (part)
        {
            case MailPart.Words words:
                Block(text, words.Text);
                break;
            case MailPart.Heading heading:
                Heading(text, heading.Text);
                break;
            case MailPart.Points points:
                foreach (var item in points.Items) Lines(text, item, "* ", "  ");
                text.Append('\n');
                break;
            case MailPart.Facts facts:
                foreach (var (name, value) in facts.Rows) Lines(text, $"{name}: {value}", "", "  ");
                text.Append('\n');
                break;
            case MailPart.Address address:
                text.Append(address.Url).Append("\n\n");
                break;
            case MailPart.Quoted quoted:
                Block(text, $"Word for word from {quoted.From}, not checked by us:");
                Lines(text, quoted.Text, "> ", "> ");
                text.Append('\n');
                break;
        }
    }

    private static void Heading(StringBuilder text, string words)
    {
        Lines(text, words, "", "");
        text.Append('-', Math.Min(Width, new StringInfo(VisibleText.Lines(words)).LengthInTextElements)).Append("\n\n");
    }

    private static void Block(StringBuilder text, string words)
    {
        Lines(text, words, "", "");
        text.Append('\n');
    }

    /// <summary>Wraps at spaces; a word longer than a line is broken, so that no line is longer than mail allows (RFC 5322, 2.1.1).</summary>
    private static void Lines(StringBuilder text, string words, string first, string next)
    {
        var lead = first;
        foreach (var paragraph in VisibleText.Lines(words).ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder();
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Pieces))
            {
                if (line.Length > 0 && lead.Length + line.Length + 1 + word.Length > Width)
                {
                    End(line);
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            End(line);
        }

        void End(StringBuilder line)
        {
            // Alone at the start of a line these would end the text, or sign it.
            var whole = lead + line;
            text.Append(whole is "." or "--" or "-- " ? " " + whole : whole.TrimEnd()).Append('\n');
            line.Clear();
            lead = next;
        }
    }

    private static IEnumerable<string> Pieces(string word)
    {
        while (word.Length > Width - 4)
        {
            var at = 0;
            for (var next = 0; at == 0 || at + next <= Width - 4; at += next) next = VisibleText.Split(word[at..], 1).First.Length;
            yield return word[..at];
            word = word[at..];
        }

        if (word.Length > 0) yield return word;
    }

    /// <summary>Sentences that HTML and text share.</summary>
    internal static class Words
    {
        public static string Check(string at, string? reference) =>
            $"Do not follow a link or call a number from it. Type {at} into your browser{(reference is null ? "" : $" and enter {reference}")}. We never ask for a password, a code or money.";
    }
}
