using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Requests.Files;

/// <summary>Writes a request's document where the mirror finds it. The database holds its bytes, so it can be written again after any crash.</summary>
internal sealed class WriteDocument(IStore store, NeighborsOptions options) : IJobHandler
{
    private const string JobKind = "request-document";

    public string Kind => JobKind;

    public static Task Owe(IWork work, RequestId id, DateTimeOffset now) => JobQueue.Owe(work, JobKind, id.Text, now);

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var id = RequestId.FromTrusted(subject);
        var row = await store.Look(work => work.Db().Set<CommunityRequest>().SingleAsync(r => r.Id == id, cancel), cancel);
        return PublishedFile.Write(options.PublishedFolder, row.AsPublished().Path, Encoding.UTF8.GetBytes(row.Document!));
    }
}

internal static class PublishedFile
{
    /// <summary>Durable when it returns. A full disk is for later.</summary>
    public static Result<bool> Write(string folder, string relative, byte[] bytes)
    {
        try
        {
            var path = Path.Combine(folder, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Durable.Replace(path, bytes, others: true);
            return true;
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull with { Kind = RefusalKind.Unavailable };
        }
    }
}
