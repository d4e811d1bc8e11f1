using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Neighbors.Standing;
using Writ.Store;

namespace Writ.Neighbors.Feed;

/// <summary>What every use case of the feed looks up first: who is who here, and what may be seen by whom.</summary>
internal sealed class FeedBook(IAgencyStanding standing, AgencyRegister agencies)
{
    private const int MostTowns = 40;

    private const int MostChoices = 100;

    public static Task<FeedPost?> Post(IWork work, string id) => IdText.Fits(FeedPost.Prefix, id)
        ? work.Db().Set<FeedPost>().SingleOrDefaultAsync(p => p.Id == id)
        : Task.FromResult<FeedPost?>(null);

    public static Task<FeedComment?> Comment(IWork work, string id) => IdText.Fits(FeedComment.Prefix, id)
        ? work.Db().Set<FeedComment>().SingleOrDefaultAsync(c => c.Id == id)
        : Task.FromResult<FeedComment?>(null);

    /// <summary>Their own, whatever became of it, while its post can be read.</summary>
    public static async Task<FeedComment?> OwnComment(IWork work, string id, Caller caller, DateTimeOffset now) =>
        await Comment(work, id) is { Author: { } author } row && author == caller.Account && await ForResident(work, row.PostId, caller, now) is not null ? row : null;

    public static async Task<FeedCommentAppeal?> Appeal(IWork work, FeedComment comment) => await work.Db().Set<FeedCommentAppeal>().FindAsync(comment.Id);

    public static Task<FeedAsk?> Ask(IWork work, string id) => IdText.Fits(FeedAsk.Prefix, id)
        ? work.Db().Set<FeedAsk>().SingleOrDefaultAsync(a => a.Id == id)
        : Task.FromResult<FeedAsk?>(null);

    /// <summary>For residents: what is published, and their own whatever its state.</summary>
    public static async Task<FeedPost?> ForResident(IWork work, string id, Caller caller, DateTimeOffset now) =>
        await Post(work, id) is { } post && (post.IsOf(caller) || IsOpen(post, now)) ? post : null;

    /// <summary>Their own, whatever its state.</summary>
    public static async Task<FeedPost?> Own(IWork work, string id, Caller caller) => await Post(work, id) is { } post && post.IsOf(caller) ? post : null;

    public static bool IsOpen(FeedPost post, DateTimeOffset now) => post.State == FeedState.Published && now < post.UntilAt;

    /// <summary>What the account set, made where there is nothing yet; the caller's act writes it.</summary>
    public static async Task<FeedMember> Member(IWork work, AccountId account)
    {
        if (await Found(work, account) is { } there) return there;
        var made = new FeedMember { Account = account, Reach = FeedReach.Near, Mail = DigestRhythm.Off, OffToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) };
        work.Db().Add(made);
        return made;
    }

    public static async Task<FeedMember?> Found(IWork work, AccountId account) => await work.Db().Set<FeedMember>().FindAsync(account);

    /// <summary>
    /// What an agency may read of residents: ticked, published, and in a cell that its jurisdiction meets while its partnership is in force. Null: the partnership is not.
    /// </summary>
    public async Task<List<FeedPost>?> ForAgency(IWork work, AgencyId agency, DateTimeOffset now)
    {
        var stands = await standing.At(work, agency, now);
        if (!stands.InForce) return null;
        var ticked = work.Db().Set<FeedPost>().Where(p => p.ToAgencies && p.State == FeedState.Published && p.UntilAt > now);
        var cells = await ticked.Select(p => p.Cell).Distinct().ToListAsync();
        var met = cells.Where(cell => Meets(stands.Jurisdiction!, cell)).ToList();
        return await ticked.Where(p => met.Contains(p.Cell)).OrderByDescending(p => p.AnsweredAt).ThenBy(p => p.Id).Take(200).ToListAsync();
    }

    /// <summary>One of these; anything else is like one that never was.</summary>
    public async Task<Result<FeedPost>> ForAgency(IWork work, AgencyId agency, string id, DateTimeOffset now)
    {
        var stands = await standing.At(work, agency, now);
        if (!stands.InForce) return FeedRefusals.Inert;
        return await Post(work, id) is { ToAgencies: true } post && IsOpen(post, now) && Meets(stands.Jurisdiction!, post.Cell) ? post : FeedRefusals.Unknown;
    }

    /// <summary>
    /// For whoever chose no square yet: the cell in the middle of each jurisdiction that is in force, with the agencies' names. None where there are more agencies than
    /// anybody would look through.
    /// </summary>
    public async Task<IReadOnlyList<(CoarseCell Cell, IReadOnlyList<string> Agencies)>> Towns(IWork work, DateTimeOffset now)
    {
        var all = await agencies.Names(work);
        if (all.Count > MostTowns) return [];
        var found = new List<(CoarseCell Cell, string Name)>();
        foreach (var agency in all)
        {
            var stands = await standing.At(work, agency.Id, now);
            if (stands is { InForce: true, Jurisdiction.InteriorPoint: { IsEmpty: false } middle }) found.Add((CoarseCell.Of(middle.Y, middle.X), agency.Name));
        }

        return [.. found.GroupBy(f => f.Cell).OrderBy(g => g.First().Name, StringComparer.Ordinal).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(f => f.Name)]))];
    }

    /// <summary>Whether something of this agency, if it is one's, may be put to residents now.</summary>
    public async Task<bool> Speaks(IWork work, AgencyId? agency, DateTimeOffset now) => agency is not { } author || (await standing.At(work, author, now)).InForce;

    public Task<AgencyStanding> Standing(IWork work, AgencyId agency, DateTimeOffset now) => standing.At(work, agency, now);

    /// <summary>The cells of a jurisdiction, north-west first; none where they are too many to choose from.</summary>
    public static IReadOnlyList<CoarseCell> CellsOf(Geometry jurisdiction)
    {
        var box = jurisdiction.EnvelopeInternal;
        return [.. (Cells.Of(box.MinY, box.MinX, box.MaxY, box.MaxX, MostChoices) ?? []).Where(cell => Meets(jurisdiction, cell.Text))];
    }

    public static bool Meets(Geometry jurisdiction, string cell)
    {
        if (!CoarseCell.TryParse(cell, out var there)) return false;
        var (south, west) = Cells.Degrees(there);
        return jurisdiction.Intersects(jurisdiction.Factory.ToGeometry(new Envelope((double)west, (double)west + 0.1, (double)south, (double)south + 0.1)));
    }
}
