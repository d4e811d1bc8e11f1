using System.Globalization;
using Writ.Kit;
using Writ.Ledger.Requests;

namespace Writ.Mirror.Words;

/// <summary>The numbers in force, as people read them.</summary>
internal static class LimitSentence
{
    private const double SquareMile = 2_589_988.110336;

    /// <summary>Null for the second half of what is told in one.</summary>
    public static string? Of(string name) => name switch
    {
        "limits.leastSquareMetres" => "Smallest area that may be asked",
        "limits.mostSquareMetres" => "Largest area that may be asked",
        "limits.leastRoundness" => "How round an area must be at least (a circle is 1, a thin strip near 0)",
        "limits.leastDwellings" => "Fewest dwellings in an area",
        "limits.shortestWindow" => "Shortest time for which recordings may be asked",
        "limits.longestWindow" => "Longest time for which recordings may be asked",
        "limits.oldestIncident" => "How long ago an incident may be",
        "limits.open" => "How long homes are asked",
        "limits.postsPerCase" => "Posts for one case, the correction among them",
        "limits.dwellingHoursPerMonth" => "What one agency may ask in a month: dwellings times hours",
        "limits.rhythm" => "How often the files of open requests change",
        "grants.mostDays" => "Longest time for which what a home gave can be opened",
        "grants.deletionDays" => "Time for an officer to delete what an owner asked back",
        "grants.mostLiving" => "Grants of one account that live at one time",
        "officers.invitationDays" => "How long an officer’s invitation works",
        "officers.idleDays" => "An officer who was not here for so long is switched off",
        "oversight.epsilonOver" => "Epsilon of the noise on published totals",
        "oversight.epsilonUnder" => null,
        "oversight.threshold" => "Totals below this are not shown",
        "oversight.followDays" => "Days in which a demand counts as having followed a request",
        "oversight.keepWordsDays" => "How long the words of a report of pressure are kept",
        "oversight.mostPressureADay" => "Reports of pressure that are taken in a day",
        "feed.leastAge" => "Age from which residents may write",
        "feed.leastBehaviour" => "Characters that say what somebody did, before what they look like",
        "feed.leastDetails" => "Other details that must stand beside race or origin",
        "feed.flagsHide" => "Flags that hide a post until a moderator looked",
        "feed.postLasts" => "How long a post stands",
        "feed.appealLasts" => "Time to appeal a refused post",
        "feed.askLasts" => "How long a passer-by’s ask stands",
        "feed.oldestAsk" => "How long ago what a passer-by asks about may be",
        "feed.longestAsk" => "Longest time that a passer-by’s ask is about",
        "feed.pushPause" => "Time between two messages to one browser, at least",
        "feed.looksLast" => "How long it is kept which officer opened which post",
        _ => name,
    };

    public static string Value(LimitsDocument document, string name, LimitUnit unit) => (name, document.Numbers[name], unit) switch
    {
        ("oversight.epsilonOver", var over, _) => document.Numbers.TryGetValue("oversight.epsilonUnder", out var under) ? $"{CellWords.Number(over)}/{CellWords.Number(under)}" : CellWords.Number(over),
        (_, var days, LimitUnit.Days) => WordsOf.Count(days, "day"),
        (_, var years, LimitUnit.Years) => WordsOf.Count(years, "year"),
        (_, var metres, LimitUnit.SquareMetres) => $"{(metres / SquareMile).ToString("0.####", CultureInfo.InvariantCulture)} square miles ({CellWords.Number(metres)} square metres)",
        (_, var dwellings, LimitUnit.Dwellings) => WordsOf.Count(dwellings, "dwelling"),
        (_, var hours, LimitUnit.DwellingHours) => CellWords.Number(hours),
        (_, var parts, LimitUnit.Thousandths) => (parts / 1000.0).ToString("0.###", CultureInfo.InvariantCulture),
        (_, var seconds, LimitUnit.Seconds) => Time(seconds),
        (_, var count, LimitUnit.Count) => CellWords.Number(count),
    };

    private static string Time(long seconds) => (seconds % 86_400, seconds % 3_600, seconds % 60) switch
    {
        (0, _, _) => WordsOf.Count(seconds / 86_400, "day"),
        (_, 0, _) => WordsOf.Count(seconds / 3_600, "hour"),
        (_, _, 0) => WordsOf.Count(seconds / 60, "minute"),
        _ => WordsOf.Count(seconds, "second"),
    };
}
