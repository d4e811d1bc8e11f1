using System.Text;
using System.Text.RegularExpressions;

namespace Writ.Neighbors.Text;

/// <summary>A rule that a text may break, and the words that made it look so.</summary>
/// <param name="Rule">One of <see cref="Ledger.Requests.RequestWords.Rules"/>.</param>
internal sealed record TextFlag(string Rule, string Words);

/// <summary>
/// Looks for words that often stand in requests which should not be published. It decides nothing: it names the rule, and a moderator reads the
/// text. Letters of other alphabets that look like Latin ones are taken for them, and breaks inside words are closed.
/// </summary>
internal static partial class TextLint
{
    private const string Lookalikes = "ьbаaеeоoрpсcуyхxіiјjѕsԁdɡgһhӏlкkмmтtвbнhΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxαaοoρpνvàaáaâaäaãaåaèeéeêeëeìiíiîiïiòoóoôoöoõoùuúuûuüuçcñn0o1l3e4a5s7t@a$s";

    private static readonly Dictionary<char, char> Folds = Enumerable.Range(0, Lookalikes.Length / 2).ToDictionary(i => Lookalikes[2 * i], i => Lookalikes[(2 * i) + 1]);

    private static readonly IReadOnlyList<(string Rule, Regex Look)> Rules =
    [
        ("names-victim", Victim()), ("threat", Threat()), ("pressure", Pressure()), ("race-alone", Race()), ("announcement", Announcement()),
        ("lawful-activity", Assembly()), ("live", Live()),
    ];

    /// <summary>One flag for each rule and text, with the first words that matched.</summary>
    public static IReadOnlyList<TextFlag> Read(params IEnumerable<string> texts)
    {
        var flags = new List<TextFlag>();
        foreach (var text in texts)
        {
            foreach (var (rule, look) in Rules)
            {
                var match = look.Match(text);
                if (!match.Success) match = look.Match(Folded(text));
                if (!match.Success) match = look.Match(Closed().Replace(Folded(text), "$1"));
                if (match.Success && flags.All(f => f.Rule != rule)) flags.Add(new TextFlag(rule, match.Value.Trim()));
            }
        }

        return flags;
    }

    /// <summary>A text as it stands, with letters of other alphabets taken for what they look like, and with single letters closed up.</summary>
    internal static IEnumerable<string> Forms(string text)
    {
        yield return text;
        var folded = Folded(text);
        yield return folded;
        yield return Closed().Replace(folded, "$1");
    }

    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant()) folded.Append(Folds.GetValueOrDefault(letter, letter));
        return folded.ToString();
    }

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // "m u s t", "m.u.s.t": single letters with breaks between.
    [GeneratedRegex(@"(?<=\b\w|\G\w)()[ ._*-](?=\w\b)", Any)]
    private static partial Regex Closed();

    // The name's capital is looked for as it is written.
    [GeneratedRegex(@"(?i:\b(?:victim|deceased|injured (?:man|woman|girl|boy|child)|complainant)(?:'s name)?(?:\s+(?:is|was|named|called|identified as))?,?)\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?|(?i:\b(?:mr|mrs|ms|miss)\.?)\s+[A-Z][a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Victim();

    [GeneratedRegex(@"\b(?:you (?:must|have to|are required)|required by law|obligated|obstruct\w*|will be (?:fined|charged|arrested|reported|visited)|subpoena|warrant|failure to|refus(?:e|al|ing) to (?:share|answer|help)|consequences|penalt(?:y|ies)|criminal offen[cs]e to)\b", Any)]
    private static partial Regex Threat();

    [GeneratedRegex(@"\b(?:we know (?:who|that you)|we are counting on|duty to|do the right thing|nothing to hide|your neighbou?rs (?:have|already)|last chance|reminder|respond (?:by|immediately|now)|immediately|as soon as possible|good citizens?|reward|will keep asking|why (?:did|have)n.t you|thank you in advance)\b", Any)]
    private static partial Regex Pressure();

    // A word of race or origin with a word for a person; such a word by itself where a person must be meant; and the colour of a skin.
    private const string Colours = "black|white|brown|dark|caucasian|mixed[- ]race|biracial|ethnic|foreign|polish";

    private const string Origins =
        "hispanic|latin[oax]|chican[oa]|mexican|puerto rican|cuban|guatemalan|haitian|jamaican|african(?:[- ]american)?|somali(?:an)?|nigerian|ethiopian|moroccan|asian|oriental|chinese|japanese|korean|vietnamese|filipin[oa]"
        + "|pakistani|indian|native(?: american)?|arab(?:ic|ian)?|middle[- ]eastern|turkish|turk|afghan|syrian|iraqi|iranian|eastern[- ]european|albanian|romanian|russian|gypsy|gypsie|roma|romani|jewish|jew|muslim";

    private const string People =
        "(?:male|female|m[ae]n|wom[ae]n|person|people|youth|teen|teenager|suspect|individual|boy|girl|guy|dude|lad|lady|ladie|gentlem[ae]n|fellow|fella|bloke|kid|child|children|adult|couple|family|familie|folk)s?";

    [GeneratedRegex(
        @"\b(?:(?:" + Colours + "|" + Origins + @")(?:[- ](?:looking|young|old|older|elderly|teenaged?|adult|middle[- ]aged|tall|short|thin|heavy))?[- ]" + People + @"\b(?!['’])"
        + @"|(?:the|an?|one|two|three|four|five|six|some|several|few|these|those|\d+)\s+(?:young\s+)?(?:blacks|whites|(?:" + Origins + @")s?)\b(?=\s*(?:$|[.,;:!?)]|(?:was|is|are|were|who|with|in|on|at|from|came|ran|walked|went|trying|looking|and|have|has|had)\b))"
        + @"|foreign[- ]looking|of \w+ (?:descent|appearance|origin)|(?:dark|light|brown|black|white|olive|fair|pale|tan)(?:er)?[- ]?(?:skinned|skin\b|complexion)|skin colou?r)", Any)]
    private static partial Regex Race();

    [GeneratedRegex(@"\b(?:please attend|community meeting|open house|public service announcement|for your information|we (?:would like|want) to inform|safety tip|lock your (?:car|door)s?|join us|follow us|recruit\w*|coffee with)\b", Any)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"\b(?:protest\w*|demonstrat(?:or|ors|ion|ions)|rall(?:y|ies)|march(?:ers|ing|ed)|(?:a|the|this|that|peace|pride|spring|student) march\b(?! \d)|vigil|picket\w*|strikers?|sit-?in|assembl(?:y|ies)|activists?|union (?:meeting|organi[sz]\w*)|worship\w*|pray\w*|mosque|church service|polling|canvass\w*|journalist\w*|clinic)\b", Any)]
    private static partial Regex Assembly();

    [GeneratedRegex(@"\b(?:live (?:view|feed|stream|access)|real[- ]time|ongoing (?:access|basis)|from now on|keep recording|in the coming|every (?:day|night)|future footage|continuous(?:ly)?|turn your camera|point your camera)\b", Any)]
    private static partial Regex Live();
}
