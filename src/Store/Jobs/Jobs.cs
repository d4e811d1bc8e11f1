using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Jobs;

/// <summary>Work owed after an act: written in its transaction, done later, tried again until it is done.</summary>
public sealed class Job
{
    public required string Kind { get; init; }

    /// <summary>What it is about: an id. Kind and subject together are unique, so that nothing is owed twice.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Code of the last refusal; never a message, which might hold personal data.</summary>
    public string? LastCode { get; set; }
}

/// <summary>Does one kind of job. Must be safe to run again after a crash at any point.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>Done; a refusal of kind <see cref="RefusalKind.Unavailable"/> means later; any other ends the job.</summary>
    Task<Result<bool>> Run(string subject, CancellationToken cancel);
}

public static class JobQueue
{
    public static async Task Owe(IWork work, string kind, string subject, DateTimeOffset due)
    {
        if (await work.Db().Set<Job>().AsTracking().SingleOrDefaultAsync(j => j.Kind == kind && j.Subject == subject) is not { } owed)
        {
            work.Db().Add(new Job { Kind = kind, Subject = subject, DueAt = due });
            return;
        }

        // Owed anew while the earlier one may be ending at this moment: the count tells the two apart.
        owed.Attempts++;
        if (due < owed.DueAt) owed.DueAt = due;
    }

    public static Task<List<Job>> Due(IStore store, DateTimeOffset now, int most) => store.Look(work =>
        work.Db().Set<Job>().Where(j => j.DueAt <= now).OrderBy(j => j.DueAt).Take(most).ToListAsync());

    /// <summary>Ends the job as it was when it was taken up; one owed anew since then stays. A full disk refuses, and it stays owed.</summary>
    public static Task<Result<bool>> Done(IStore store, Job job) => store.Act<bool>(async work =>
        await work.Db().Set<Job>().Where(j => j.Kind == job.Kind && j.Subject == job.Subject && j.Attempts == job.Attempts).ExecuteDeleteAsync() == 1);

    public static Task<Result<bool>> Later(IStore store, Job job, DateTimeOffset due, string code) => store.Act<bool>(async work =>
        await work.Db().Set<Job>().Where(j => j.Kind == job.Kind && j.Subject == job.Subject && j.Attempts == job.Attempts).ExecuteUpdateAsync(
            s => s.SetProperty(j => j.DueAt, due).SetProperty(j => j.Attempts, j => j.Attempts + 1).SetProperty(j => j.LastCode, code)) == 1);
}

internal sealed class JobModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<Job>(e =>
    {
        e.ToTable("job");
        e.HasKey(x => new { x.Kind, x.Subject });
    });
}
