using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Store;
using Writ.Store.Check;

namespace Writ.Sources.Check;

/// <summary>Sealed records by their form, and clips by their files. Nothing here opens any of it.</summary>
internal sealed class SourcesCheck : IRoomCheck
{
    private static readonly string[] Parts = ["video", "poster", "card"];

    public IEnumerable<KeptBlob> Blobs(IWork work) => Parts.SelectMany(part => work.Rows(
        $"SELECT clip_id, {part}_blob, {part}_size, {part}_received, state FROM home_clip", [],
        row =>
        {
            var (size, received, deleting) = (row.GetInt64(2), row.GetInt64(3), row.GetString(4) == "Deleting");
            return new KeptBlob(BlobId.FromTrusted(row.GetString(1)), $"clip {row.GetString(0)}, {part}", deleting ? 0 : received, size, IsClip: true);
        }));

    public IEnumerable<RoomFault> Faults(IWork work, CheckAsOf asOf)
    {
        // In pieces: the bodies of all records need not fit into memory, and are not asked for.
        var last = "";
        while (work.Rows("SELECT id, header, LENGTH(body) FROM account_record WHERE id > $1 ORDER BY id LIMIT 1000", [last], row => (Id: row.GetString(0), Header: row.GetFieldValue<byte[]>(1), Body: row.GetInt64(2))) is { Count: > 0 } some)
        {
            foreach (var record in some)
            {
                if (!SealedRecord.HasForm(record.Header, record.Body)) yield return new RoomFault("fsck-record-form", $"account_record {record.Id}");
            }

            last = some[^1].Id;
        }
    }
}

/// <summary>Accounts for <c>writ fsck</c>, which compares them with the vault's keys.</summary>
public sealed class KeptAccounts
{
    private readonly IStore store;

    internal KeptAccounts(IStore store) => this.store = store;

    /// <summary>Accounts of which records are stored.</summary>
    public Task<List<string>> WithRecords() => store.Look(work => Task.FromResult(work.Rows("SELECT DISTINCT account_id FROM account_record ORDER BY account_id", [], row => row.GetString(0))));
}

public static class SourcesCheckServices
{
    public static IServiceCollection AddSourcesToCheck(this IServiceCollection services) => services
        .AddSingleton<IRoomCheck, SourcesCheck>()
        .AddSingleton(provider => new KeptAccounts(provider.GetRequiredService<IStore>()));
}
