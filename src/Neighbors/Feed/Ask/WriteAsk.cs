using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Neighbors.Feed.Text;
using Writ.Neighbors.Rules;
using Writ.Store;

namespace Writ.Neighbors.Feed.Ask;

/// <summary>
/// Somebody who passed by, or a parent for a child, asks the homes of a square to blur or delete them. It needs no account, a moderator reads it first, and homes
/// answer it at home: the server learns of no recording and of no answer. It never goes to an agency.
/// </summary>
internal sealed class WriteAsk(IStore store, NeighborsOptions options, FeedKey key, FeedLimits limits, TimeProvider time)
{
    private const int MostWore = 200;

    /// <param name="once">Brought by the form, so that the form sent twice asks once.</param>
    public Task<Result<bool>> Handle(string once, TypedAsk typed)
    {
        var (checks, now) = (new Checks(), time.GetUtcNow());
        if (!Cells.Typed(typed.Place, "/place").TryGet(out var cell, out var refusal)) checks.Add(refusal);

        // In the night when the clocks go back, the wider of what may be meant.
        var begins = LocalTime.Read(typed.From, options.Zone, LocalTime.First, "/from");
        var ends = LocalTime.Read(typed.To, options.Zone, LocalTime.Second, "/to");
        if (!begins.TryGet(out var from, out refusal)) checks.Add(refusal);
        if (!ends.TryGet(out var to, out refusal)) checks.Add(refusal);
        if (begins.Ok && ends.Ok)
        {
            if (to <= from || to > now) checks.Add(FeedRefusals.AskTime);
            else if (to - from > limits.LongestAsk) checks.Add(FeedRefusals.AskLong(limits.LongestAsk));
            else if (now - from > limits.OldestAsk) checks.Add(FeedRefusals.AskOld(limits.OldestAsk));
        }

        FeedLint.CheckLine(checks, typed.Wore, MostWore, "/wore", limits);
        if (!Named(typed.Wish, out AskWish wish)) checks.Add(FeedRefusals.AskWhat("/wish"));
        if (!Named(typed.Who, out AskWho who)) checks.Add(FeedRefusals.AskWhat("/who"));
        if (typed.Mail.Length > 0 && !IsMail(typed.Mail)) checks.Add(FeedRefusals.AskMail);
        return !checks.Ok ? Task.FromResult<Result<bool>>(checks.Refusal) : store.Act<bool>(async work =>
        {
            if (await FeedBook.Ask(work, once) is not null) return true;
            if (await work.Db().Set<FeedAsk>().CountAsync(a => a.State == AskState.Moderation) >= limits.AsksWaiting) return FeedRefusals.AsksFull;
            var id = IdText.Fits(FeedAsk.Prefix, once) ? once : IdText.New(FeedAsk.Prefix);
            var row = new FeedAsk
            {
                Id = id, State = AskState.Moderation, Cell = cell!.Text, FromAt = from, ToAt = to, Wore = typed.Wore, Wish = wish, Who = who,
                Mail = typed.Mail.Length > 0 ? key.Rows.Seal(id, Encoding.UTF8.GetBytes(typed.Mail)) : null, SentAt = now, UntilAt = now + limits.AskLasts,
            };
            work.Db().Add(row);
            await EndAsk.Owe(work, row);
            return true;
        });
    }

    private static bool IsMail(string text) =>
        text.Length <= 254 && text.All(c => c is > ' ' and < '\u007f' && !"<>()[]\\,;:\"".Contains(c, StringComparison.Ordinal))
        && MailAddress.TryCreate(text, out var address) && address.Address == text && text[(text.LastIndexOf('@') + 1)..].Contains('.', StringComparison.Ordinal);

    // By name only: a number would be taken too.
    private static bool Named<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, out value) && Enum.GetName(value) == text;
}
