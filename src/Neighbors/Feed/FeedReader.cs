using Microsoft.EntityFrameworkCore;
using Writ.Base.Footage;
using Writ.Base;
using Writ.Neighbors.Standing;
using Writ.Store;

namespace Writ.Neighbors.Feed;

/// <summary>What a resident sees: published, near enough, not muted, and of no agency that may not ask now; and asks of passers-by in their own square.</summary>
internal sealed record SeenFeed(IReadOnlyList<FeedPost> Posts, IReadOnlyList<FeedAsk> Asks);

internal sealed class FeedReader(IAgencyStanding standing)
{
    private const int Most = 200;

    /// <summary>Newest first. Nothing where no square was chosen.</summary>
    public async Task<SeenFeed> Seen(IWork work, FeedMember member, IReadOnlyList<FeedMute> mutes, DateTimeOffset now)
    {
        if (!CoarseCell.TryParse(member.Cell, out var own)) return new SeenFeed([], []);
        var cells = Cells.Within(own, member.Reach).Select(c => c.Text).ToList();
        var posts = work.Db().Set<FeedPost>().AsNoTracking().Where(p => p.State == FeedState.Published && p.UntilAt > now && cells.Contains(p.Cell));

        // Muted in the query, so that what is muted takes no place in the list.
        var (muted, kinds, agencies) = (Of(mutes, MuteKind.Post), Of(mutes, MuteKind.Category).Select(FeedWords.Category).OfType<FeedCategory>().ToList(), Of(mutes, MuteKind.Agency));
        if (muted.Count > 0) posts = posts.Where(p => !muted.Contains(p.Id));
        if (kinds.Count > 0) posts = posts.Where(p => !kinds.Contains(p.Category));
        if (agencies.Count > 0)
        {
            var ids = agencies.Select(AgencyId.FromTrusted).Select(a => (AgencyId?)a).ToList();
            posts = posts.Where(p => p.AgencyId == null || !ids.Contains(p.AgencyId));
        }

        // What an agency wrote is shown while it may ask, as its requests are: its days run on.
        var silent = new List<AgencyId?>();
        foreach (var agency in await posts.Where(p => p.AgencyId != null).Select(p => p.AgencyId!.Value).Distinct().ToListAsync())
        {
            if (!(await standing.At(work, agency, now)).InForce) silent.Add(agency);
        }

        if (silent.Count > 0) posts = posts.Where(p => p.AgencyId == null || !silent.Contains(p.AgencyId));
        var seen = await posts.OrderByDescending(p => p.AnsweredAt).ThenBy(p => p.Id).Take(Most).ToListAsync();
        var asks = await work.Db().Set<FeedAsk>().AsNoTracking().Where(a => a.State == AskState.Published && a.UntilAt > now && a.Cell == own.Text)
            .OrderByDescending(a => a.AnsweredAt).ThenBy(a => a.Id).Take(Most).ToListAsync();
        return new SeenFeed(seen, asks);
    }

    private static List<string> Of(IReadOnlyList<FeedMute> mutes, MuteKind kind) => [.. mutes.Where(m => m.Kind == kind).Select(m => m.Subject)];
}
