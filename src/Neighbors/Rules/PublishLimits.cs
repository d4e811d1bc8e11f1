using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Ledger.Requests;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Requests.Files;

namespace Writ.Neighbors.Rules;

/// <summary>Writes the numbers in force where anybody reads them, at each start. Written only where they changed.</summary>
internal sealed class PublishLimits(NeighborsOptions options, RequestLimits limits, FeedLimits feed, OversightSettings oversight, GrantOptions grants, OfficerLimits officers)
{
    public Result<bool> Write()
    {
        var (bytes, path) = (Document().ToBytes(), Path.Combine(options.PublishedFolder, LimitsDocument.Path));
        return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes) ? true : PublishedFile.Write(options.PublishedFolder, LimitsDocument.Path, bytes);
    }

    internal LimitsDocument Document() => new(LimitsDocument.Known.ToDictionary(known => known.Name, known => Value(known.Name)));

    private long Value(string name) => name switch
    {
        "limits.leastSquareMetres" => (long)Math.Ceiling(limits.LeastSquareMetres),
        "limits.mostSquareMetres" => (long)limits.MostSquareMetres,
        "limits.leastRoundness" => (long)Math.Ceiling(limits.LeastRoundness * 1000),
        "limits.leastDwellings" => limits.LeastDwellings,
        "limits.shortestWindow" => Seconds(limits.ShortestWindow),
        "limits.longestWindow" => Seconds(limits.LongestWindow),
        "limits.oldestIncident" => Seconds(limits.OldestIncident),
        "limits.open" => Seconds(limits.Open),
        "limits.postsPerCase" => limits.PostsPerCase,
        "limits.dwellingHoursPerMonth" => limits.DwellingHoursPerMonth,
        "limits.rhythm" => Seconds(limits.Rhythm),
        "grants.mostDays" => grants.Limits.MostDays,
        "grants.deletionDays" => grants.Limits.DeletionDays,
        "grants.mostLiving" => grants.Limits.MostLiving,
        "officers.invitationDays" => officers.InvitationDays,
        "officers.idleDays" => officers.IdleDays,
        "oversight.epsilonOver" => oversight.EpsilonOver,
        "oversight.epsilonUnder" => oversight.EpsilonUnder,
        "oversight.threshold" => oversight.Threshold,
        "oversight.followDays" => oversight.FollowDays,
        "oversight.keepWordsDays" => oversight.KeepWordsDays,
        "oversight.mostPressureADay" => oversight.MostPressureADay,
        "feed.leastAge" => feed.LeastAge,
        "feed.leastBehaviour" => feed.LeastBehaviour,
        "feed.leastDetails" => feed.LeastDetails,
        "feed.flagsHide" => feed.FlagsHide,
        "feed.postLasts" => Seconds(feed.PostLasts),
        "feed.appealLasts" => Seconds(feed.AppealLasts),
        "feed.askLasts" => Seconds(feed.AskLasts),
        "feed.oldestAsk" => Seconds(feed.OldestAsk),
        "feed.longestAsk" => Seconds(feed.LongestAsk),
        "feed.pushPause" => Seconds(feed.PushPause),
        "feed.looksLast" => Seconds(feed.LooksLast),
        _ => throw new InvalidOperationException($"{name} is a known number without a value"),
    };

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;
}
