using System.Security.Cryptography;
using System.Text;

namespace Writ.Kit;

/// <summary>
/// A chart drawn by the server. A chart is never alone: its sentence says what it shows, its description is the text
/// alternative, and the same figures stand in a table on the page.
/// </summary>
public abstract class Chart
{
    private const string Colours =
        "svg{background:#fbf9f4}text{font-family:'Source Sans 3',system-ui,'Segoe UI',sans-serif;fill:#1d211d}.c-title{font-family:'Source Serif 4',georgia,serif;font-weight:600}"
        + ".c-quiet{fill:#565c52}.c-strong{font-weight:600}.c-seal{fill:#9a2f1c}.c-axis{stroke:#1d211d}.c-rule{stroke:#d9d3c3}.c-break{stroke:#9a2f1c;stroke-dasharray:2 4}"
        + ".c-1{fill:#1f5c4f}.c-2{fill:#b17a16}.c-3{fill:#8b8574}.c-4{fill:#2c4a73}.c-soft{fill:#f3eee2}.c-open{fill:none;stroke:#1f5c4f;stroke-width:1.5;stroke-dasharray:4 3}"
        + "@media (prefers-color-scheme:dark){svg{background:#151714}text{fill:#ece8dc}.c-quiet{fill:#b0ae9f}.c-seal{fill:#f2a189}.c-axis{stroke:#b9b5a5}.c-rule{stroke:#383b33}"
        + ".c-break{stroke:#f2a189}.c-1{fill:#5bb39c}.c-2{fill:#dcae55}.c-3{fill:#918c7d}.c-4{fill:#8fb0e2}.c-soft{fill:#1f221d}.c-open{stroke:#5bb39c}}";

    /// <summary>Policy of a stand-alone drawing: its one style element, by hash, and nothing else.</summary>
    public static string StandAlonePolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Colours)))}'; frame-ancestors 'none'";

    /// <summary>Distinguishes the charts of one page: letters and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>One sentence that says what is to be seen.</summary>
    public required string Sentence { get; init; }

    /// <summary>The figures in words, for whoever does not see the drawing.</summary>
    public required string Description { get; init; }

    /// <summary>Draws for a width in CSS pixels; returns the shapes and the height used.</summary>
    internal abstract (string Shapes, double Height) Draw(double width);

    /// <summary>For a page, whose style sheet holds the colours.</summary>
    internal string Inline(double width, string css)
    {
        var (shapes, height) = Draw(width);
        var id = $"{Id}-{css}";
        return $"<svg class=\"{css}\" viewBox=\"0 0 {width:0} {Math.Ceiling(height):0}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">"
            + $"<title id=\"{id}-t\">{Svg.Escape(Sentence)}</title><desc id=\"{id}-d\">{Svg.Escape(Description)}</desc>{shapes}</svg>";
    }

    /// <summary>A drawing that stands alone: title, figures, and a foot that says where it is from and as of when.</summary>
    public string StandAlone(string foot)
    {
        const double Width = 880;
        const double Margin = 28;
        var (shapes, height) = Draw(Width);
        var head = new Svg();
        var top = Margin + 20;
        foreach (var line in Svg.Wrap(Sentence, Width, 21))
        {
            head.Text(Margin, top, line, 21, "c-title");
            top += 28;
        }

        var footer = new Svg();
        var bottom = footer.Paragraph(Margin, top + height + 26, foot, Width);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width + (2 * Margin):0} {Math.Ceiling(bottom + 12):0}\" width=\"{Width + (2 * Margin):0}\" height=\"{Math.Ceiling(bottom + 12):0}\" role=\"img\" aria-labelledby=\"t d\">"
            + $"<title id=\"t\">{Svg.Escape(Sentence)}</title><desc id=\"d\">{Svg.Escape(Description)}</desc><style>{Colours}</style>"
            + $"{head}<g transform=\"translate({Margin:0} {top:0})\">{shapes}</g>{footer}</svg>\n";
    }
}
