using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Rules;
using Writ.Store;

namespace Writ.Neighbors.Requests.Draft;

/// <summary>Begins a request or a correction, and saves what was typed. Nothing is checked before it is sent.</summary>
internal sealed class WriteDraft(IStore store, RequestBook book, RequestLimits limits, TimeProvider time)
{
    // Above what a form can hold once the area's own limit holds.
    private const int MostTyped = 120_000;

    /// <param name="id">Brought by the form, so that the form sent twice begins one.</param>
    /// <param name="corrects">The open request to be corrected; null for a first post.</param>
    public Task<Result<RequestId>> Begin(RequestId id, string? corrects, Caller caller) => store.Act<RequestId>(async work =>
    {
        if (await work.Db().Set<CommunityRequest>().SingleOrDefaultAsync(r => r.Id == id) is { } there) return there.Author == caller.Subject ? id : RequestRefusals.Unknown;
        if (await work.Db().Set<CommunityRequest>().CountAsync(r => r.Author == caller.Subject && r.State == RequestState.Draft) >= limits.MostDrafts) return RequestRefusals.TooManyDrafts;
        var now = time.GetUtcNow();
        var (typed, first) = (new TypedRequest(), default(RequestId?));
        if (corrects is not null)
        {
            if (await book.OfAgency(work, corrects, caller) is not { } earlier) return RequestRefusals.Unknown;
            if (!earlier.IsOpen(now)) return RuleRefusals.CorrectionClosed;
            if (earlier.Corrects is not null || limits.PostsPerCase < 2) return RuleRefusals.CorrectionUsed;
            (typed, first) = (TypedRequest.Of(earlier.Typed), earlier.Id);
        }

        work.Db().Add(new CommunityRequest
        {
            Id = id, AgencyId = caller.Agency!.Value, Author = caller.Subject, Corrects = first, State = RequestState.Draft, Version = 1, Typed = typed.ToJson(), BegunAt = now, ChangedAt = now,
        });
        return id;
    });

    /// <summary>The version of the draft as it is now. Refusal <c>requests-changed</c> where another page saved something else meanwhile.</summary>
    public Task<Result<long>> Save(string id, long seen, TypedRequest typed, Caller caller) => store.Act<long>(async work =>
    {
        if (await book.OfAgency(work, id, caller) is not { } row) return RequestRefusals.Unknown;
        return Write(row, seen, typed, caller, time.GetUtcNow()) is { } refusal ? refusal : row.Version;
    });

    /// <summary>Null where it is written into the row.</summary>
    public static Refusal? Write(CommunityRequest row, long seen, TypedRequest typed, Caller caller, DateTimeOffset now)
    {
        if (row.Author != caller.Subject) return RequestRefusals.NotAuthor;
        if (row.State != RequestState.Draft) return RequestRefusals.WrongState;
        var json = typed.ToJson();
        if (json.Length > MostTyped) return new Refusal("input-too-long", $"Shorten this: all of the draft may have at most {MostTyped} characters.");
        if (row.Typed == json) return null;
        if (row.Version != seen) return RequestRefusals.Changed;
        (row.Typed, row.Version, row.ChangedAt) = (json, checked(row.Version + 1), now);
        return null;
    }
}
