using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Neighbors.Text;

namespace Writ.Neighbors.Feed.Text;

/// <summary>What a moderator should look at, and the words that made it look so.</summary>
internal sealed record FeedMark(FeedReason Reason, string Words);

/// <summary>
/// Reads what residents and agencies write. Description by race alone, links, markup and what cannot be seen are refused at once; whatever else looks wrong is marked
/// for a moderator, and decides nothing.
/// </summary>
internal static partial class FeedLint
{
    private static readonly IReadOnlyList<(FeedReason Reason, Regex Look)> Marks =
    [
        (FeedReason.Threat, Threat()), (FeedReason.PrivatePerson, Plate()), (FeedReason.PrivatePerson, Phone()), (FeedReason.PrivatePerson, Address()),
        (FeedReason.PrivatePerson, Person()), (FeedReason.Accusation, Guilty()), (FeedReason.Child, Child()),
    ];

    private static readonly IReadOnlyList<Regex> Details = [Clothes(), Head(), Measure(), Vehicle(), Carried()];

    /// <summary>What no text may hold.</summary>
    public static void Check(Checks checks, string text, int most, string field, FeedLimits limits)
    {
        TextForm.Check(checks, text, most, field);
        if (RaceAlone(text, limits)) checks.Add(FeedRefusals.RaceAlone(field));
    }

    /// <summary>One line.</summary>
    public static void CheckLine(Checks checks, string text, int most, string field, FeedLimits limits)
    {
        TextForm.Line(checks, text, most, field);
        if (RaceAlone(text, limits)) checks.Add(FeedRefusals.RaceAlone(field));
    }

    /// <summary>Race or origin is named, and fewer kinds of other details than the limits say.</summary>
    public static bool RaceAlone(string text, FeedLimits limits) =>
        TextLint.Read(text).Any(f => f.Rule == "race-alone") && Details.Count(d => d.IsMatch(text)) < limits.LeastDetails;

    /// <summary>One mark for each look and all texts.</summary>
    public static IReadOnlyList<FeedMark> Read(bool agency, params IEnumerable<string> texts)
    {
        var found = new List<FeedMark>();
        foreach (var text in texts)
        {
            foreach (var flag in TextLint.Read(text))
            {
                if (flag.Rule == "race-alone") Add(FeedReason.RaceAlone, flag.Words);
                if (flag.Rule == "lawful-activity") Add(FeedReason.LawfulActivity, flag.Words);
            }

            var undated = Date().Replace(text, " ");
            foreach (var (reason, look) in Marks)
            {
                if (TextLint.Forms(undated).Select(form => look.Match(form)).FirstOrDefault(m => m.Success) is { } match) Add(reason, match.Value.Trim());
            }

            if (agency && Footage().Match(text) is { Success: true } asks) Add(FeedReason.AsksForFootage, asks.Value.Trim());
        }

        return found;

        void Add(FeedReason reason, string words)
        {
            if (!found.Any(m => m.Reason == reason && m.Words == words)) found.Add(new FeedMark(reason, words));
        }
    }

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:kill\w*|shoot\w*|stab\w*|lynch\w*|beat (?:him|her|them|you)\b|beat up|hunt (?:him|her|them|you) down|burn (?:him|her|them|it) (?:down|out)|break (?:his|her|their|your) \w+|teach (?:him|her|them|you) a lesson|gets? what (?:he|she|they|you) deserves?|i have a gun|next time i|you will regret|we will find you|vigilante\w*)", Any)]
    private static partial Regex Threat();

    // In capitals as it is written, with a digit and a letter; or announced as one.
    [GeneratedRegex(@"(?i:\b(?:licen[cs]e )?plate(?: number)?(?: is| was|:)?)\s+[A-Za-z0-9][A-Za-z0-9 -]{2,9}|\b(?=[A-Z0-9-]{5,9}\b)(?=[A-Z0-9-]*[0-9])(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{1,4}-?[A-Z0-9]{1,5}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Plate();

    [GeneratedRegex(@"(?<![0-9])(?:\+?[0-9](?:[ ().-]{0,2})){6,14}[0-9](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b[0-9]{1,5}[a-z]?\s+(?:[A-Z][\w'.]+\s+){1,3}(?i:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|terrace|close|crescent)\b|\b\p{Lu}\p{L}+(?i:stra(?:ß|ss)e|weg|platz|gasse)\s+[0-9]+|(?i:\b(?:house|flat|apartment|apt|unit)(?: number| no)?\.?\s+[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?i:\b(?:mr|mrs|ms|miss|dr)\b\.?)\s+\p{Lu}\p{L}+|(?i:\b(?:named|called|name is|name was))\s+\p{Lu}\p{L}+|(?<=[\p{Ll},]\s)\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    [GeneratedRegex(@"\b(?:the|this|that) (?:thief|burglar|robber|criminal|dealer|pervert|scammer|rapist)\b|\b(?:he|she|they) (?:is|are) (?:a |obviously |clearly )?(?:thie(?:f|ves)|burglars?|criminals?|guilty|dealing)\b", Any)]
    private static partial Regex Guilty();

    [GeneratedRegex(@"\b(?:child(?:ren)?|kids?|toddler|schoolboy|schoolgirl|(?:[1-9]|1[0-7])[- ]year[- ]olds?)\b", Any)]
    private static partial Regex Child();

    [GeneratedRegex(@"\b(?:send|share|submit|provide|upload|check|save|give)\b[^.]{0,60}\b(?:footage|recordings?|videos?|cameras?|doorbells?|clips?)\b", Any)]
    private static partial Regex Footage();

    [GeneratedRegex(@"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2}:[0-9]{2}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"\b(?:jacket|hoodie|cap|hat|trousers|jeans|shirt|coat|shoes|boots|dress|skirt|uniform|vest|sweater|gloves|mask|scarf)\b", Any)]
    private static partial Regex Clothes();

    [GeneratedRegex(@"\b(?:hair|beard|moustache|bald|glasses|tattoos?|ponytail)\b", Any)]
    private static partial Regex Head();

    [GeneratedRegex(@"\b(?:tall|short|slim|heavy|cm|feet|foot|years old|in (?:his|her|their) (?:teens|twenties|thirties|forties|fifties|sixties))\b", Any)]
    private static partial Regex Measure();

    [GeneratedRegex(@"\b(?:car|van|truck|pickup|bicycle|bike|scooter|motorcycle|sedan|suv)\b", Any)]
    private static partial Regex Vehicle();

    [GeneratedRegex(@"\b(?:backpack|bag|ladder|crowbar|box|suitcase|clipboard|phone|torch|flashlight|parcel|package)\b", Any)]
    private static partial Regex Carried();
}
