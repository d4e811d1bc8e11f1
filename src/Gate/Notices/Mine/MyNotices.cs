using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Gate.Notices.Mine;

/// <param name="SentOn">In the company's time zone, as on the letter.</param>
/// <param name="Drafted">An objection is written and not sent.</param>
/// <param name="Newer">A later letter about the same request.</param>
/// <param name="Entry">Index in the record of the authorisation to give; null where nothing is told of one.</param>
internal sealed record MyNoticeModel(CustomerNotice Notice, DateOnly SentOn, Deadline? Time, bool Drafted, CustomerNotice? Newer, long? Entry);

internal sealed record MyListModel(IReadOnlyList<(CustomerNotice Notice, DateOnly SentOn)> Lines);

/// <summary>
/// What a person sees of requests for their data: the notices that were sent to their own account, and nothing else. Another account's
/// notice, one that is held and one that never was give one answer.
/// </summary>
internal sealed class MyNotices(IStore store, CustomerNotices notices, ObjectionDrafts drafts, NoticeOptions options, TimeProvider time)
{
    public const string Home = "/my";

    public static string AddressOf(NoticeId notice) => $"{Home}/notices/{notice}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home, async (HttpContext http, MyNotices use, Caller caller) => await DeskAnswers.Show<MyNoticesPage>(http, await use.All(caller)))
            .RequireAuthorization(Scopes.Page(Scopes.OwnRead)).WarnsOfEnd();
        pages.MapGet(Home + "/notices/{id}", async (HttpContext http, string id, MyNotices use, Caller caller) =>
                await use.One(id, caller) is { } model ? await DeskAnswers.Show<MyNoticePage>(http, model) : DeskAnswers.Refused(GateRefusals.NoNotice))
            .RequireAuthorization(Scopes.Page(Scopes.OwnRead)).WarnsOfEnd();
        pages.MapGet(Home + "/notices/{id}/letter", async (HttpContext http, string id, MyNotices use, Caller caller) =>
                (await use.Letter(id, caller, http.RequestAborted)).TryGet(out var html, out var refusal)
                    ? Results.Content(html, "text/html; charset=utf-8")
                    : DeskAnswers.Refused(refusal))
            .RequireAuthorization(Scopes.Page(Scopes.OwnRead));
    }

    /// <summary>Null where there is none that this caller may know of.</summary>
    public Task<CustomerNotice?> Find(string id, Caller caller) => NoticeId.TryParse(id, out var notice) && caller.Account is { } account
        ? store.Look(work => notices.Find(work, account, notice))
        : Task.FromResult<CustomerNotice?>(null);

    private Task<MyListModel> All(Caller caller) => store.Look(async work => new MyListModel(
        [.. (await notices.SentTo(work, caller.Account!.Value)).Select(n => (n, ObjectTimes.DayOf(n.SentAt, options.Zone)))]));

    private async Task<MyNoticeModel?> One(string id, Caller caller)
    {
        if (await Find(id, caller) is not { } notice || caller.Account is not { } account) return null;
        return await store.Look(async work =>
        {
            var demand = (await work.Db().Set<NoticeRow>().AsNoTracking().SingleAsync(n => n.Id == notice.Id)).DemandId;
            var same = await work.Db().Set<NoticeRow>().AsNoTracking()
                .Where(n => n.DemandId == demand && n.AccountId == account && n.State == NoticeState.Sent).Select(n => n.Id).ToListAsync();
            var newest = (await notices.SentTo(work, account)).First(n => same.Contains(n.Id));
            return new MyNoticeModel(
                notice,
                ObjectTimes.DayOf(notice.SentAt, options.Zone),
                notice.Time is { } until ? MyDeadline.Of(until, notice.SentAt, time.GetUtcNow(), options.Zone) : null,
                notice.MayObject && await drafts.Any(work, account, notice.Id),
                newest.Id == notice.Id ? null : newest,
                await EntryOf(work, demand, notice));
        });
    }

    private async Task<Result<string>> Letter(string id, Caller caller, CancellationToken cancel) =>
        NoticeId.TryParse(id, out var notice) && caller.Account is { } account ? await notices.LetterHtml(account, notice, cancel) : GateRefusals.NoNotice;

    /// <summary>Only where the notice itself tells that something was given: an entry must not tell more than a letter may.</summary>
    private static async Task<long?> EntryOf(IWork work, DemandId demand, CustomerNotice notice)
    {
        if (!notice.Items.Any(i => i.Given is not null)) return null;
        var row = await work.Db().Set<Authorise.GateAuthorisation>().AsNoTracking()
            .Where(a => a.DemandId == demand && a.State == Authorise.AuthorisationState.Released).FirstOrDefaultAsync();
        return row is null ? null : await LogPlaces.Of(work, row.EntrySeq);
    }
}
