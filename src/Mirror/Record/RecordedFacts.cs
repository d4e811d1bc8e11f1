using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;

namespace Writ.Mirror.Record;

/// <summary>
/// What the published tree says in the open: which versions of which reports it holds, and the register of agencies. A report's
/// file that lies in the folder already, and whose fact does not stand under the published checkpoint, is a draft, and is
/// nobody's business yet. Reads each entry of the log once.
/// </summary>
internal sealed class RecordedFacts(RecordFolder record)
{
    private readonly Lock turn = new();
    private readonly Dictionary<(string Period, int Version), Fact.ReportPublished> facts = [];
    private readonly Dictionary<AgencyId, List<RecordedFact>> agencies = [];
    private readonly List<Fact.BreakGlassUsed> glass = [];
    private readonly List<Fact.BreakGlassTold> glassTold = [];
    private readonly HashSet<string> unsealed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> documents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateOnly, string> days = [];
    private DateTimeOffset newest;
    private readonly RecordedRequests requests = new();
    private readonly RecordedOversight oversight = new();
    private CheckpointLines? upTo;
    private long read;

    /// <summary>The fact of one version; null unless it is in the published tree.</summary>
    public Fact.ReportPublished? Find(string period, int version)
    {
        lock (turn)
        {
            CatchUp();
            return facts.GetValueOrDefault((period, version));
        }
    }

    /// <summary>The highest version in the published tree, of those up to the one given; null if there is none.</summary>
    public Fact.ReportPublished? Newest(string period, int most)
    {
        lock (turn)
        {
            CatchUp();
            return facts.Values.Where(fact => fact.Period == period && fact.Version <= most).MaxBy(fact => fact.Version);
        }
    }

    /// <summary>Whether the published tree has a fact for this file of unsealed leaves.</summary>
    public bool IsUnsealed(string path)
    {
        lock (turn)
        {
            CatchUp();
            return unsealed.Contains(path);
        }
    }

    /// <summary>Each time that a vault gave keys without the record, the oldest first.</summary>
    public IReadOnlyList<Fact.BreakGlassUsed> BreakGlass()
    {
        lock (turn)
        {
            CatchUp();
            return [.. glass];
        }
    }

    /// <summary>How many of these times were entered later than they had to be.</summary>
    public int BreakGlassLate()
    {
        lock (turn)
        {
            CatchUp();
            return glassTold.Where(told => told.Late).Select(told => (told.Vault, told.Statement)).Distinct().Count();
        }
    }

    /// <summary>Every community request that the published tree names, newest first.</summary>
    public IReadOnlyList<ListedRequest> Requests()
    {
        lock (turn)
        {
            CatchUp();
            return requests.All();
        }
    }

    /// <summary>Every file of a quarter that the published tree names.</summary>
    public IReadOnlyList<ListedOversight> Oversight()
    {
        lock (turn)
        {
            CatchUp();
            return oversight.All();
        }
    }

    /// <summary>Every agency that was ever enrolled, in the order in which they were.</summary>
    public IReadOnlyList<ListedAgency> Agencies()
    {
        lock (turn)
        {
            CatchUp();
            return [.. agencies.Values.Select(history => ListedAgency.Of(history, newest)).OfType<ListedAgency>()];
        }
    }

    /// <summary>SHA-256 of a document of partnerships that the published tree names; null if it names none of this path.</summary>
    public string? Document(string path)
    {
        lock (turn)
        {
            CatchUp();
            return documents.GetValueOrDefault(path);
        }
    }

    /// <summary>Days on which the register of partnerships changed, and the signed file of each, newest first.</summary>
    public IReadOnlyList<(DateOnly Day, string Path)> Days()
    {
        lock (turn)
        {
            CatchUp();
            return [.. days.Reverse().Select(day => (day.Key, day.Value))];
        }
    }

    private void CatchUp()
    {
        var checkpoint = record.Checkpoint();
        if (checkpoint == upTo && read == (upTo?.Size ?? 0)) return;

        // A log only grows. If this one did not, it is another: nothing that was read counts.
        if (checkpoint is null || checkpoint.Size < read || (checkpoint.Size == upTo?.Size && checkpoint != upTo))
        {
            facts.Clear();
            agencies.Clear();
            unsealed.Clear();
            glass.Clear();
            glassTold.Clear();
            documents.Clear();
            days.Clear();
            newest = default;
            requests.Clear();
            oversight.Clear();
            read = 0;
        }

        upTo = checkpoint;
        while (checkpoint is not null && read < checkpoint.Size)
        {
            // What cannot be read now is tried again at the next request; until then nothing after it is shown.
            if (record.Bundle(read / TilePath.Width, checkpoint.Size) is not { } bundle) return;
            var first = read / TilePath.Width * TilePath.Width;
            for (; read < checkpoint.Size && read - first < bundle.Length; read++) Take(bundle[(int)(read - first)].Span, read);
        }
    }

    private void Take(ReadOnlySpan<byte> entry, long index)
    {
        // Most entries are leaves, and a fact begins as no leaf does.
        if (entry.Length == 0 || entry[0] != (byte)'{' || !Facts.Parse(entry).TryGet(out var fact, out _)) return;
        if (fact.At > newest) newest = fact.At;
        foreach (var (path, sha) in Facts.Documents(fact)) documents[path] = sha;
        if (fact is Fact.RegisterPublished day) days[day.Day] = day.Path;
        if (fact is Fact.ReportPublished report)
        {
            facts.TryAdd((report.Period, report.Version), report);
            return;
        }

        if (fact is Fact.BreakGlassUsed used) glass.Add(used);
        if (fact is Fact.BreakGlassTold told) glassTold.Add(told);
        requests.Take(fact, index);
        oversight.Take(fact, index);
        if (fact is Fact.LeavesUnsealed opened) unsealed.Add(opened.Path);
        if (ListedAgency.IdOf(fact) is not { } agency) return;
        if (!agencies.TryGetValue(agency, out var history)) agencies[agency] = history = [];
        history.Add(new RecordedFact(index, fact));
    }
}
