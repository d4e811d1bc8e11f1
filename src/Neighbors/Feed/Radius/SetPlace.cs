using Writ.Base;
using Writ.Neighbors.Feed.Notify;
using Writ.Store;

namespace Writ.Neighbors.Feed.Radius;

/// <summary>Somebody's own square, how far they look from it, and whether mails come.</summary>
internal sealed class SetPlace(IStore store, TimeProvider time)
{
    /// <summary>Refusals <c>feed-place-finer</c>, <c>feed-place-form</c>, <c>feed-setting</c>.</summary>
    public Task<Result<bool>> Place(string place, string reach, Caller caller)
    {
        var checks = new Checks();
        if (!Cells.Typed(place, "/place").TryGet(out var cell, out var refusal)) checks.Add(refusal);
        if (!Named(reach, out FeedReach far)) checks.Add(FeedRefusals.Setting);
        return !checks.Ok ? Task.FromResult<Result<bool>>(checks.Refusal) : store.Act<bool>(async work =>
        {
            var member = await FeedBook.Member(work, caller.Account!.Value);
            (member.Cell, member.Reach) = (cell!.Text, far);
            return true;
        });
    }

    /// <summary>Refusals <c>feed-setting</c>, <c>feed-no-place</c>.</summary>
    public Task<Result<bool>> Mails(string rhythm, Caller caller) => store.Act<bool>(async work =>
    {
        if (!Named(rhythm, out DigestRhythm chosen)) return FeedRefusals.Setting with { Field = "/mail" };
        var (member, now) = (await FeedBook.Member(work, caller.Account!.Value), time.GetUtcNow());
        if (chosen != DigestRhythm.Off && member.Cell is null) return FeedRefusals.NoPlace;
        if (member.Mail == chosen) return true;
        (member.Mail, member.ToldAt) = (chosen, now);
        if (chosen != DigestRhythm.Off) await SendDigest.Owe(work, member, now);
        return true;
    });

    // By name only: a number would be taken too.
    private static bool Named<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, out value) && Enum.GetName(value) == text;
}
