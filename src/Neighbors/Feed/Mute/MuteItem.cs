using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Feed.Mute;

/// <summary>What somebody does not want to see: one post, a category, an agency. Nobody is told, and it can be taken back.</summary>
internal sealed class MuteItem(IStore store, TimeProvider time)
{
    public Task<Result<bool>> Mute(string kind, string subject, Caller caller) => store.Act<bool>(async work =>
    {
        if (await Read(work, kind, subject, caller) is not { } what) return FeedRefusals.MuteWhat;
        var account = caller.Account!.Value;
        if (await work.Db().Set<FeedMute>().FindAsync(account, what.Kind, what.Subject) is null)
            work.Db().Add(new FeedMute { Account = account, Kind = what.Kind, Subject = what.Subject });
        return true;
    });

    public Task<Result<bool>> Unmute(string kind, string subject, Caller caller) => store.Act<bool>(async work =>
    {
        if (Enum.TryParse<MuteKind>(kind, out var parsed) && await work.Db().Set<FeedMute>().FindAsync(caller.Account!.Value, parsed, subject) is { } there) work.Db().Remove(there);
        return true;
    });

    public static Task<List<FeedMute>> Of(IWork work, AccountId account) => work.Db().Set<FeedMute>().Where(m => m.Account == account).ToListAsync();

    // Only what they can see: a mute must not tell whether something is there.
    private async Task<(MuteKind Kind, string Subject)?> Read(IWork work, string kind, string subject, Caller caller) => kind switch
    {
        nameof(MuteKind.Post) when await FeedBook.ForResident(work, subject, caller, time.GetUtcNow()) is not null => (MuteKind.Post, subject),
        nameof(MuteKind.Category) when FeedWords.Category(subject) is { } category => (MuteKind.Category, FeedWords.Code(category)),
        nameof(MuteKind.Agency) when AgencyId.TryParse(subject, out var agency) && await work.Db().Set<FeedPost>().AnyAsync(p => p.AgencyId == agency && p.State == FeedState.Published)
            => (MuteKind.Agency, agency.Text),
        _ => null,
    };
}
