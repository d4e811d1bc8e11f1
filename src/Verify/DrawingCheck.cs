using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>
/// A report's drawing: plain shapes and nothing else, and its title, its description, every label and every number are those
/// of the report. How long the bars are drawn is not measured.
/// </summary>
internal sealed partial class DrawingCheck(ReportDocument report, Period period, Later later, Findings findings)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly HashSet<XName> Shapes = [Svg + "svg", Svg + "title", Svg + "desc", Svg + "style", Svg + "g", Svg + "rect", Svg + "line", Svg + "text"];

    public void Compare(string place, string text)
    {
        if (Read(text) is not { } root)
        {
            findings.False("verify-svg-malformed", place, "This is not a drawing of plain shapes with one title, one description and one group.");
            return;
        }

        var group = root.Element(Svg + "g")!;
        var foot = Joined(group.ElementsAfterSelf(Svg + "text"));
        if (Version().Match(foot) is { Success: true } version && int.TryParse(version.Groups[1].Value, out var shown) && shown > report.Version)
        {
            later.Found(findings, "verify-svg-differs", place, $"It is of version {shown}; the log holds versions up to {report.Version}.");
            return;
        }

        var expected = ExpectedDrawing.Of(report, period);
        Same(place, "title", root.Element(Svg + "title")!.Value, Clean(expected.Title));
        Same(place, "heading", Joined(group.ElementsBeforeSelf(Svg + "text")), Spaced(Clean(expected.Title)));
        Same(place, "desc", root.Element(Svg + "desc")!.Value, Clean(expected.Description));
        var words = group.Descendants(Svg + "text").Select(element => element.Value).ToArray();
        if (words.Length != expected.Words.Count)
            findings.False("verify-svg-differs", place, $"It has {words.Length} labels and numbers; from the report follow {expected.Words.Count}.");
        foreach (var (drawn, word) in words.Zip(expected.Words)) Same(place, "text", drawn, Clean(word));
        var says = Spaced(Clean($"{report.Publisher}. Version {report.Version}. As of"));
        if (!foot.StartsWith($"{says} ", StringComparison.Ordinal) || !foot.EndsWith($"/reports/{period.Text}", StringComparison.Ordinal))
            findings.False("verify-svg-differs", $"{place} foot", $"The drawing says '{foot}'; it has to begin with '{says}' and end with the report's address.");
    }

    private void Same(string place, string part, string drawn, string follows)
    {
        if (drawn != follows) findings.False("verify-svg-differs", $"{place} {part}", $"The drawing says '{drawn}'; from the report follows '{follows}'.");
    }

    private static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            var root = document.Root!;
            var plain = root.Name == Svg + "svg" && document.Nodes().All(node => node is XElement || node is XText)
                && root.Descendants().All(element => Shapes.Contains(element.Name)) && root.DescendantNodes().All(node => node is XElement || node is XText)
                && root.DescendantsAndSelf().Attributes().All(attribute => !attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) && attribute.Name.LocalName != "href");
            return plain && new[] { "title", "desc", "g" }.All(name => root.Descendants(Svg + name).Count() == 1 && root.Elements(Svg + name).Count() == 1) ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Joined(IEnumerable<XElement> texts) => Spaced(string.Join(' ', texts.Select(text => text.Value)));

    private static string Spaced(string words) => string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>XML has no control characters; a drawing has spaces instead.</summary>
    private static string Clean(string words) => string.Concat(words.Select(letter => letter is < ' ' or '\u007f' or '\ufffe' or '\uffff' ? ' ' : letter));

    [GeneratedRegex(@" Version ([1-9][0-9]{0,8})\. As of ", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
