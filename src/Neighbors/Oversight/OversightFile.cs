using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Requests.Files;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Oversight;

internal enum OversightKind
{
    Grants,
    Equity,
    Pressure,
}

/// <summary>What was published of a quarter, word for word. One of a kind for each quarter, for ever: the noise in it is drawn once.</summary>
internal sealed class OversightFile
{
    public required OversightKind Kind { get; init; }

    /// <summary><c>2026-q1</c>.</summary>
    public required string Quarter { get; init; }

    /// <summary>Relative to the site's root.</summary>
    public required string Path { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Document { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}

internal sealed class OversightModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<OversightFile>(e =>
        {
            e.ToTable("oversight_file");
            e.HasKey(x => new { x.Kind, x.Quarter });
        });
        model.Entity<Pressure.PressureReport>(e =>
        {
            e.ToTable("pressure_report");
            e.HasKey(x => x.Id);
        });
    }
}

/// <summary>Writes a file where the mirror finds it. The database holds its bytes, so it can be written again after any crash.</summary>
internal sealed class WriteOversightFile(IStore store, NeighborsOptions options) : IJobHandler
{
    private const string JobKind = "oversight-file";

    public string Kind => JobKind;

    public static Task Owe(IWork work, string path, DateTimeOffset now) => JobQueue.Owe(work, JobKind, path, now);

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var file = await store.Look(work => work.Db().Set<OversightFile>().SingleAsync(f => f.Path == subject, cancel), cancel);
        return PublishedFile.Write(options.PublishedFolder, file.Path, Encoding.UTF8.GetBytes(file.Document));
    }
}
