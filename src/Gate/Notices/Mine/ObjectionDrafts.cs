using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Objecting;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Notices.Mine;

/// <summary>An objection that is being written. What was typed and attached lies sealed.</summary>
internal sealed class DraftRow
{
    public required NoticeId NoticeId { get; init; }

    public required AccountId AccountId { get; init; }

    public required byte[] Words { get; set; }

    /// <summary>An <see cref="ObjectionFile"/>.</summary>
    public byte[]? File { get; set; }

    public required DateTimeOffset SavedAt { get; set; }
}

/// <param name="File">Null: none yet.</param>
internal sealed record Draft(string Text, ObjectionFile? File);

/// <summary>
/// Keeps each step of an objection, so that an upload that breaks off or a session that ends loses nothing that was sent before. A week
/// after the time to object it is gone.
/// </summary>
internal sealed class ObjectionDrafts(IStore store, NoticeKey key, TimeProvider time)
{
    private static readonly TimeSpan KeptAfter = TimeSpan.FromDays(7);

    public Task<Draft?> Find(AccountId account, NoticeId notice) => store.Look(async work =>
        await Row(work, account, notice) is { } row
            ? new Draft(key.Open<string>(WordsName(notice), row.Words), row.File is { } file ? key.Open<ObjectionFile>(FileName(notice), file) : null)
            : null);

    public Task<bool> Any(IWork work, AccountId account, NoticeId notice) =>
        work.Db().Set<DraftRow>().AnyAsync(d => d.NoticeId == notice && d.AccountId == account);

    /// <param name="until">End of the time to object.</param>
    public Task<Result<bool>> SaveText(AccountId account, NoticeId notice, string text, DateTimeOffset until)
    {
        var words = key.Seal(WordsName(notice), text);
        return store.Act<bool>(async work =>
        {
            var now = time.GetUtcNow();
            if (await Row(work, account, notice) is { } row) (row.Words, row.SavedAt) = (words, now);
            else work.Db().Add(new DraftRow { NoticeId = notice, AccountId = account, Words = words, SavedAt = now });
            await JobQueue.Owe(work, DraftOver.JobKind, notice.Text, until + KeptAfter);
            return true;
        });
    }

    /// <summary>Attaches the file, or takes away the one that was there. Nothing where no text was saved before.</summary>
    public Task<Result<bool>> SaveFile(AccountId account, NoticeId notice, ObjectionFile? file)
    {
        var octets = file is null ? null : key.Seal(FileName(notice), file);
        return store.Act<bool>(async work =>
        {
            if (await Row(work, account, notice) is { } row) (row.File, row.SavedAt) = (octets, time.GetUtcNow());
            return true;
        });
    }

    public Task<Result<int>> Forget(NoticeId notice) => store.Act<int>(async work => await work.Db().Set<DraftRow>().Where(d => d.NoticeId == notice).ExecuteDeleteAsync());

    private static Task<DraftRow?> Row(IWork work, AccountId account, NoticeId notice) =>
        work.Db().Set<DraftRow>().SingleOrDefaultAsync(d => d.NoticeId == notice && d.AccountId == account);

    private static string WordsName(NoticeId notice) => $"draft-words/{notice}";

    private static string FileName(NoticeId notice) => $"draft-file/{notice}";
}

/// <summary>A draft that nobody sent in time.</summary>
internal sealed class DraftOver(ObjectionDrafts drafts) : IJobHandler
{
    public const string JobKind = "objection-draft-over";

    string IJobHandler.Kind => JobKind;

    async Task<Result<bool>> IJobHandler.Run(string subject, CancellationToken cancel) => (await drafts.Forget(NoticeId.FromTrusted(subject))).Map(_ => true);
}

internal sealed class DraftModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<DraftRow>(e =>
    {
        e.ToTable("objection_draft");
        e.HasKey(x => x.NoticeId);
    });
}
