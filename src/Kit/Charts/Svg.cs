using System.Globalization;
using System.Text;

namespace Writ.Kit;

/// <summary>Writes SVG shapes as text, everything escaped. Colours are classes, so that one drawing serves light, dark and print.</summary>
internal sealed class Svg
{
    private readonly StringBuilder text = new();

    public static string Escape(string words)
    {
        var clean = new StringBuilder(words.Length);
        foreach (var letter in words)
        {
            // XML 1.0 has no control characters, escaped or not.
            clean.Append(letter switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < ' ' or '\u007f' or '\ufffe' or '\uffff' => " ",
                _ => letter.ToString(),
            });
        }

        return clean.ToString();
    }

    /// <summary>Width of words set in the sans, near enough to keep labels apart.</summary>
    public static double WidthOf(string words, double size) => words.Length * size * 0.53;

    public void Rect(double x, double y, double width, double height, string css) =>
        text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(width, 0))}\" height=\"{N(Math.Max(height, 0))}\" class=\"{css}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string css) =>
        text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{css}\"/>");

    public void Text(double x, double y, string words, double size = 14, string css = "", string anchor = "start") =>
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" text-anchor=\"{anchor}\" class=\"{css}\">{Escape(words)}</text>");

    /// <summary>Words broken into lines that fit the width; returns the y after the last line.</summary>
    public double Paragraph(double x, double y, string words, double width, double size = 13, string css = "c-quiet", string anchor = "start")
    {
        foreach (var line in Wrap(words, width, size))
        {
            Text(x, y, line, size, css, anchor);
            y += size * 1.35;
        }

        return y;
    }

    public static IReadOnlyList<string> Wrap(string words, double width, double size)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && WidthOf(longer, size) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        if (line.Length > 0) lines.Add(line);
        return lines;
    }

    public override string ToString() => text.ToString();

    private static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
