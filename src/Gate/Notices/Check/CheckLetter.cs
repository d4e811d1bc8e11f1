using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Words;
using Writ.Store;

namespace Writ.Gate.Notices.Check;

/// <summary>Whether a letter is ours: the day it was sent and what kind it is, and nothing of the person or the demand.</summary>
/// <param name="Kind">In words.</param>
internal sealed record CheckedLetter(string Reference, DateOnly SentOn, string Kind);

internal sealed class CheckLetter(IStore store, NoticeKey key, NoticeOptions options)
{
    /// <summary>Null for whatever was never sent, whether it is mistyped, made up, or waits to go out: nobody learns which.</summary>
    public async Task<CheckedLetter?> Find(string? typed)
    {
        // Looked for in any case, so that one answer takes as long as the other.
        var reference = NoticeReference.Normal(typed);
        var name = key.Rows.NameOf(reference ?? "none");
        var row = await store.Look(work => work.Db().Set<NoticeRow>().SingleOrDefaultAsync(n => n.ReferenceName == name && n.State == NoticeState.Sent));
        return reference is null || row is null
            ? null
            : new CheckedLetter(reference, ObjectTimes.DayOf(row.SentAt!.Value, options.Zone), NoticeWords.KindOfLetter(row.Kind));
    }
}
