using System.Text;

namespace Writ.Verify;

/// <summary>Reads RFC 4180: fields by commas, quoted where they hold commas, quotes or line ends; lines end in LF or CR LF.</summary>
internal static class CsvText
{
    /// <summary>Every line as its fields; null where the text is no CSV: a quote in the open, a field that does not end, a bare CR.</summary>
    public static IReadOnlyList<string[]>? Read(string text)
    {
        var (lines, fields, at) = (new List<string[]>(), new List<string>(), 0);
        while (at < text.Length)
        {
            if (Field(text, ref at) is not { } field) return null;
            fields.Add(field);
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at < text.Length) continue;
                fields.Add("");
            }
            else if (at < text.Length && text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n'))
            {
                return null;
            }

            at += at < text.Length && text[at] == '\r' ? 2 : 1;
            lines.Add([.. fields]);
            fields.Clear();
        }

        return lines;
    }

    private static string? Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n\"");
            var field = end < 0 ? text[at..] : text.Substring(at, end);
            at += field.Length;
            return at < text.Length && text[at] == '"' ? null : field;
        }

        var quoted = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                quoted.Append(text[at]);
                continue;
            }

            at++;
            if (at == text.Length || text[at] is ',' or '\r' or '\n') return quoted.ToString();
            if (text[at] != '"') return null;
            quoted.Append('"');
        }

        return null;
    }
}
