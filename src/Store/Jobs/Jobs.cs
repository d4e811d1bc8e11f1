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
    /// <summary>Owed anew while the earlier one may be ending at this moment: the count of attempts tells the two apart.</summary>
    public static Task Owe(IWork work, string kind, string subject, DateTimeOffset due)
    {
        work.Db().Statements.Execute(
            "INSERT INTO job (kind, subject, due_at, attempts) VALUES ($1, $2, $3, 0) ON CONFLICT (kind, subject) DO UPDATE SET "
            + "attempts = job.attempts + 1, due_at = CASE WHEN excluded.due_at < job.due_at THEN excluded.due_at ELSE job.due_at END",
            kind, subject, due.UtcTicks);
        return Task.CompletedTask;
    }

    /// <summary>By the handler of this very job, in its act: it runs again at that time and not before, whatever was owed until now.</summary>
    public static void Again(IWork work, string kind, string subject, DateTimeOffset due) => work.Db().Statements.Execute(
        "INSERT INTO job (kind, subject, due_at, attempts) VALUES ($1, $2, $3, 0) ON CONFLICT (kind, subject) DO UPDATE SET attempts = job.attempts + 1, due_at = excluded.due_at",
        kind, subject, due.UtcTicks);

    public static Task<List<Job>> Due(IStore store, DateTimeOffset now, int most) => store.Look(work => Task.FromResult(work.Db().Statements.Rows(
        "SELECT kind, subject, due_at, attempts, last_code FROM job WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
        [now.UtcTicks, (long)most],
        row => new Job
        {
            Kind = row.GetString(0), Subject = row.GetString(1), DueAt = new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
            Attempts = row.GetInt32(3), LastCode = row.IsDBNull(4) ? null : row.GetString(4),
        })));

    /// <summary>Ends the job as it was when it was taken up; one owed anew since then stays. A full disk refuses, and it stays owed.</summary>
    public static Task<Result<bool>> Done(IStore store, Job job) => store.Act<bool>(work => Task.FromResult<Result<bool>>(work.Db().Statements.Execute(
        "DELETE FROM job WHERE kind = $1 AND subject = $2 AND attempts = $3", job.Kind, job.Subject, job.Attempts) == 1));

    public static Task<Result<bool>> Later(IStore store, Job job, DateTimeOffset due, string code) => store.Act<bool>(work => Task.FromResult<Result<bool>>(
        work.Db().Statements.Execute(
            "UPDATE job SET due_at = $1, attempts = attempts + 1, last_code = $2 WHERE kind = $3 AND subject = $4 AND attempts = $5",
            due.UtcTicks, code, job.Kind, job.Subject, job.Attempts) == 1));
}

internal sealed class JobModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<Job>(e =>
    {
        e.ToTable("job");
        e.HasKey(x => new { x.Kind, x.Subject });
    });
}
