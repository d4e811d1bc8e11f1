using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Open;
using Writ.Ledger.Register;
using Writ.Sources.Cameras;

namespace Writ.Gate.Release;

/// <summary>What is stored within one item of an authorisation.</summary>
internal sealed record ItemHoldings(AuthorisedItem Item, IReadOnlyList<SealedRecord> Records, StoredFootage Footage)
{
    /// <summary>What the vault is asked for.</summary>
    public IEnumerable<SealedRecord> Sealed => Records.Concat(Footage.Clips.Select(c => c.Record));
}

/// <summary>The files of a production, and what its manifest says of each item.</summary>
/// <param name="Found">Records and clips that are in it, by item.</param>
internal sealed record ProductionContent(IReadOnlyList<ProductionFile> Files, IReadOnlyList<ProductionItem> Items, IReadOnlyDictionary<ItemId, int> Found)
{
    /// <summary>Bytes of plaintext, without what holds them together.</summary>
    public long Length => Files.Sum(f => f.Described.Size);

    public void Wipe()
    {
        foreach (var file in Files) file.Wipe();
    }
}

/// <summary>Turns opened records into files: one JSON Lines file an item, one record a line, oldest first; and clips into theirs.</summary>
internal static class ProductionFiles
{
    /// <summary>Refusal <c>gate-record-unreadable</c>.</summary>
    public static async Task<Result<ProductionContent>> From(
        ReleasePermit permit, IReadOnlyList<ItemHoldings> holdings, FootageFiles footage, IReadOnlyDictionary<HomeId, byte[]> chains, CancellationToken cancel)
    {
        var (files, items, found) = (new List<ProductionFile>(), new List<ProductionItem>(), new Dictionary<ItemId, int>());
        foreach (var (item, records, stored) in holdings)
        {
            if (records.Count > 0)
            {
                if (Lines(permit, records) is not { } lines) return GateRefusals.RecordUnreadable;
                files.Add(new ProductionFile(item.Item, $"{item.Category.Text}.jsonl", lines));
            }

            var clips = await footage.Of(item.Item, stored, chains, cancel);
            files.AddRange(clips.Files);
            items.Add(new ProductionItem(item.Item, item.Category, null, clips.Edits));
            found.Add(item.Item, records.Count + clips.Clips);
        }

        return new ProductionContent(files, items, found);
    }

    private static byte[]? Lines(ReleasePermit permit, IReadOnlyList<SealedRecord> records)
    {
        using var lines = new MemoryStream();
        foreach (var record in records)
        {
            if (!permit.Open(record).TryGet(out var plain, out _)) return null;
            lines.Write(plain);
            lines.WriteByte((byte)'\n');
            CryptographicOperations.ZeroMemory(plain);
        }

        var all = lines.ToArray();
        CryptographicOperations.ZeroMemory(lines.GetBuffer());
        return all;
    }
}
