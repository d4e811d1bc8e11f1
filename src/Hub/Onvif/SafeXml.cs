using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Writ.Hub.Onvif;

/// <summary>XML from strangers on the network: bounded, no DTD, nothing fetched; and their words, made fit for a terminal.</summary>
internal static class SafeXml
{
    public const int MostBytes = 256 * 1024;

    private const int MostWord = 80;

    /// <summary>Null where it is not well-formed, has a DTD, or is larger than allowed.</summary>
    public static XDocument? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostBytes) return null;
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, IgnoreComments = true, IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>One line of at most 80 characters, without anything that hides or turns text.</summary>
    public static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(MostWord))
        {
            var plain = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
            word.Append(plain ? rune.ToString() : "?");
        }

        return word.ToString().Trim();
    }
}
