using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Open;
using Writ.Ledger.Register;

namespace Writ.Gate.Release;

/// <summary>Turns opened records into files: one JSON Lines file an item, one record a line, oldest first.</summary>
internal static class ProductionFiles
{
    public static Result<IReadOnlyList<ProductionFile>> From(
        ReleasePermit permit, IReadOnlyList<(AuthorisedItem Item, IReadOnlyList<SealedRecord> Sealed)> records)
    {
        var files = new List<ProductionFile>();
        foreach (var (item, sealedRecords) in records.Where(r => r.Sealed.Count > 0))
        {
            using var lines = new MemoryStream();
            foreach (var record in sealedRecords)
            {
                if (!permit.Open(record).TryGet(out var plain, out _)) return GateRefusals.RecordUnreadable;
                lines.Write(plain);
                lines.WriteByte((byte)'\n');
                CryptographicOperations.ZeroMemory(plain);
            }

            files.Add(new ProductionFile(item.Item, $"{item.Category.Text}.jsonl", lines.ToArray()));
            CryptographicOperations.ZeroMemory(lines.GetBuffer());
        }

        return files;
    }

    public static void Wipe(ProductionFile file)
    {
        if (MemoryMarshal.TryGetArray(file.Content, out var array)) CryptographicOperations.ZeroMemory(array);
    }
}
