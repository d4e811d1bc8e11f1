using System.Globalization;
using System.Text;
using Writ.Store.Mail;

namespace Writ.App.Mail;

/// <summary>A mail as RFC 5322 text in ASCII: text and HTML as alternatives (RFC 2046), both base64, names and subject as encoded words (RFC 2047).</summary>
internal static class MessageText
{
    // 45 bytes are 60 characters of base64, with the frame fewer than the 75 that a word may have.
    private const int WordBytes = 45;

    public static string Of(MailFrom from, string to, MailToSend mail)
    {
        var boundary = $"=_{mail.Id}";
        var text = new StringBuilder();
        Line($"From: {Words(from.Name)} <{from.Address}>");
        Line($"To: <{to}>");
        Line($"Subject: {Words(mail.Mail.Subject)}");
        Line($"Date: {mail.OwedAt.UtcDateTime.ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000");
        Line($"Message-ID: {from.MessageId(mail.Id)}");
        Line("Auto-Submitted: auto-generated");
        if (Own(mail.Mail.Unsubscribe) is { } address)
        {
            Line($"List-Unsubscribe: <{address}>");
            Line("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        }

        Line("MIME-Version: 1.0");
        Line($"Content-Type: multipart/alternative; boundary=\"{boundary}\"");
        Line(string.Empty);
        Part("text/plain", mail.Mail.Text.ReplaceLineEndings("\r\n"));
        Part("text/html", mail.Mail.Html);
        Line($"--{boundary}--");
        return text.ToString();

        void Line(string line) => text.Append(line).Append("\r\n");

        void Part(string type, string content)
        {
            Line($"--{boundary}");
            Line($"Content-Type: {type}; charset=utf-8");
            Line("Content-Transfer-Encoding: base64");
            Line(string.Empty);
            foreach (var chunk in Convert.ToBase64String(Encoding.UTF8.GetBytes(content)).Chunk(76)) Line(new string(chunk));
        }
    }

    // Of this house's making; whatever could end a header is left out all the same.
    private static string? Own(string? address) => address is { Length: > 0 and <= 400 } && address.All(c => c is > ' ' and < '\u007f' and not ('<' or '>')) ? address : null;

    /// <summary>Whatever is in it, no line ends and no header begins.</summary>
    internal static string Words(string text)
    {
        var line = string.Concat(text.EnumerateRunes().Select(r => Rune.IsControl(r) || r.Value is 0x2028 or 0x2029 ? " " : r.ToString()));
        if (line.Length <= 60 && line.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-')) return line;
        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var rune in line.EnumerateRunes())
        {
            var next = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + next.Length > WordBytes) Flush();
            bytes.AddRange(next);
        }

        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            if (bytes.Count > 0) words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
    }
}
