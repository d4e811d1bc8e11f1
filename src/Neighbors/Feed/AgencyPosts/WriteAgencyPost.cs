using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Neighbors.Feed.Text;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Feed.AgencyPosts;

/// <summary>An agency in force tells the residents of a cell of its jurisdiction something. A moderator reads it first; nobody can answer it here.</summary>
internal sealed class WriteAgencyPost(IStore store, FeedBook book, RequestBook names, FeedLimits limits, TimeProvider time)
{
    /// <param name="once">Brought by the form, so that the form sent twice writes one.</param>
    public Task<Result<string>> Send(string once, string place, string text, Caller caller)
    {
        var checks = new Checks();
        if (!Cells.Typed(place, "/place").TryGet(out var cell, out var wrong)) checks.Add(wrong);
        FeedLint.Check(checks, text, limits.MostText, "/text", limits);
        return !checks.Ok ? Task.FromResult<Result<string>>(checks.Refusal) : store.Act<string>(async work =>
        {
            var (now, agency) = (time.GetUtcNow(), caller.Agency!.Value);
            if (await FeedBook.Post(work, once) is { } there) return there.Officer == caller.Subject ? there.Id : FeedRefusals.Unknown;
            var stands = await book.Standing(work, agency, now);
            if (!stands.InForce) return FeedRefusals.Inert;
            if (!FeedBook.Meets(stands.Jurisdiction!, cell!.Text)) return FeedRefusals.OutsideJurisdiction;
            var since = now - TimeSpan.FromDays(1);
            if (await work.Db().Set<FeedPost>().CountAsync(p => p.AgencyId == agency && p.SentAt > since) >= limits.PostsPerDay) return FeedRefusals.TooManyToday;
            var row = new FeedPost
            {
                Id = IdText.Fits(FeedPost.Prefix, once) ? once : IdText.New(FeedPost.Prefix), AgencyId = agency, Officer = caller.Subject, State = FeedState.Moderation, Version = 1,
                Category = FeedCategory.AgencyUpdate, Cell = cell.Text, Name = await names.AgencyName(work, agency), Text = text, Happened = string.Empty,
                Appearance = string.Empty, ToAgencies = false, BegunAt = now, ChangedAt = now, SentAt = now,
            };
            work.Db().Add(row);
            await EndPost.Owe(work, row, limits);
            return row.Id;
        });
    }

    /// <summary>Its own agency's, newest first.</summary>
    public static Task<List<FeedPost>> Of(IWork work, AgencyId agency) =>
        work.Db().Set<FeedPost>().Where(p => p.AgencyId == agency).OrderByDescending(p => p.SentAt).Take(100).ToListAsync();
}
