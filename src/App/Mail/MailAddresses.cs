using System.Globalization;
using System.Net.Mail;

namespace Writ.App.Mail;

/// <summary>One bare address in ASCII, or nothing: whatever could end a line, add a second recipient or a name is not an address here.</summary>
internal static class MailAddresses
{
    /// <summary>Null where it is none that every mail server takes.</summary>
    public static string? Bare(string? text)
    {
        if (text is not { Length: > 2 and <= 254 } || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || "<>()[]\\,;:\"".Contains(c, StringComparison.Ordinal))) return null;
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || !text[..at].All(char.IsAscii) || text[..at].Contains('@', StringComparison.Ordinal)) return null;
        try
        {
            var host = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text[(at + 1)..]);
            return MailAddress.TryCreate($"{text[..at]}@{host}", out var address) ? address.Address : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
