using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Mirror.Record;

namespace Writ.Mirror.Requests;

/// <summary>Published requests and region files, read only. A document is shown once its fact is in the published tree, and only if its bytes are the fact's.</summary>
internal sealed class RequestShelf(string root, RecordedFacts recorded)
{
    private const int MostBytes = 64 * 1024;

    public IReadOnlyList<ListedRequest> All() => recorded.Requests();

    public ListedRequest? Find(string id) => RequestId.TryParse(id, out var parsed) ? recorded.Requests().FirstOrDefault(r => r.Id == parsed) : null;

    /// <summary>The document's bytes; null where the file is not there yet or is another.</summary>
    public byte[]? Bytes(ListedRequest request)
    {
        if (root.Length == 0 || request.Path != RequestDocument.PathOf(request.Id)) return null;
        try
        {
            var file = new FileInfo(Path.Combine(root, request.Path));
            if (!file.Exists || file.LinkTarget is not null || file.Length > MostBytes) return null;
            var bytes = File.ReadAllBytes(file.FullName);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == request.Sha256 ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public RequestDocument? Document(ListedRequest request) =>
        Bytes(request) is { } bytes && RequestDocument.Parse(bytes).TryGet(out var document, out _) && document.Id == request.Id && document.Agency == request.Agency ? document : null;

    /// <summary>The file of asks of passers-by in a cell; where nobody ever asked, the file that says so.</summary>
    public byte[] Asks(CoarseCell cell)
    {
        var file = new FileInfo(Path.Combine(root, AskFile.PathOf(cell)));
        return root.Length > 0 && file is { Exists: true, LinkTarget: null, Length: <= RegionFile.MostBytes } ? File.ReadAllBytes(file.FullName) : AskFile.Write(cell, []);
    }

    /// <summary>Totals of what moderators of the feed decided, of quarters that are over; null before the first is.</summary>
    public byte[]? FeedTotals()
    {
        var file = new FileInfo(Path.Combine(root, FeedTotalsFile.Path));
        return root.Length > 0 && file is { Exists: true, LinkTarget: null, Length: <= FeedTotalsFile.MostBytes } ? File.ReadAllBytes(file.FullName) : null;
    }

    /// <summary>The numbers in force; null where they were not written.</summary>
    public byte[]? Limits()
    {
        var file = new FileInfo(Path.Combine(root, LimitsDocument.Path));
        return root.Length > 0 && file is { Exists: true, LinkTarget: null, Length: <= LimitsDocument.MostBytes } ? File.ReadAllBytes(file.FullName) : null;
    }

    /// <summary>A region's file as it stands; where nothing was ever asked there, the file that says so.</summary>
    public byte[] Region(CoarseCell cell)
    {
        var file = new FileInfo(Path.Combine(root, RegionFile.PathOf(cell)));
        return root.Length > 0 && file is { Exists: true, LinkTarget: null, Length: <= RegionFile.MostBytes } ? File.ReadAllBytes(file.FullName) : RegionFile.Write(cell, []);
    }
}
