using System.Security.Cryptography;
using Writ.Base;
using Writ.Ledger.Oversight;
using Writ.Mirror.Record;

namespace Writ.Mirror.Oversight;

/// <summary>Published files of quarters, read only: shown once their fact is in the published tree, and only if their bytes are the fact's.</summary>
internal sealed class OversightShelf(string root, RecordedFacts recorded)
{
    private const int MostBytes = 16 << 20;

    public IReadOnlyList<ListedOversight> All() => recorded.Oversight();

    public ListedOversight? Find(OversightPart part, Period quarter) => recorded.Oversight().FirstOrDefault(f => f.Part == part && f.Quarter == quarter);

    /// <summary>Null where the file is not there yet or is another.</summary>
    public byte[]? Bytes(ListedOversight? listed)
    {
        if (root.Length == 0 || listed is null || listed.Path != PathOf(listed.Part, listed.Quarter)) return null;
        try
        {
            var file = new FileInfo(Path.Combine(root, listed.Path));
            if (!file.Exists || file.LinkTarget is not null || file.Length > MostBytes) return null;
            var bytes = File.ReadAllBytes(file.FullName);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == listed.Sha256 ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public EquityDocument? Equity(Period quarter) =>
        Bytes(Find(OversightPart.Equity, quarter)) is { } bytes && EquityDocument.Parse(bytes).TryGet(out var document, out _) && document.Quarter == quarter ? document : null;

    public TotalsDocument? Totals(OversightPart part, Period quarter) =>
        Bytes(Find(part, quarter)) is { } bytes && TotalsDocument.Parse(bytes).TryGet(out var document, out _) && document.Quarter == quarter && document.Kind == KindOf(part) ? document : null;

    private static TotalsKind KindOf(OversightPart part) => part == OversightPart.Grants ? TotalsKind.Grants : TotalsKind.Pressure;

    private static string PathOf(OversightPart part, Period quarter) => part switch
    {
        OversightPart.Grants => OversightPaths.GrantTotals(quarter),
        OversightPart.Equity => OversightPaths.Equity(quarter),
        OversightPart.Pressure => OversightPaths.PressureTotals(quarter),
    };
}
