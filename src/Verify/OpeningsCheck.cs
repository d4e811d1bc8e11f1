using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>Streams a report's openings past: each against its leaf, all of them against the range that the report covers.</summary>
internal sealed class OpeningsCheck(
    OpeningLines lines, ReportDocument report, Fact.ReportPublished fact, Period period, LogContents contents, HashSet<string> demands, Findings findings) : IDisposable
{
    private static readonly JsonSerializerOptions Strict = new(PublishedJson.Options) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    private readonly string place = report.Openings.Path;
    private readonly RegisterPlaces places = contents.PlacesAt(report.TreeSize);
    private readonly System.Collections.BitArray open = new(checked((int)(fact.To - fact.From)));
    private readonly Dictionary<DateTimeOffset, long> real = [];
    private long read;
    private long last = -1;

    public long Opened { get; private set; }

    /// <summary>Of these, how many came in before the period and waited for room in a batch.</summary>
    public long Carried { get; private set; }

    /// <summary>Places of the range that are counted by a leaf that stands in for another.</summary>
    public long StandIns => places.IsEmpty ? 0 : Enumerable.Range(0, open.Length).LongCount(at => places.LeafAt(fact.From + at) is { } leaf && leaf != fact.From + at);

    /// <summary>Every opening that can be read, false ones included: the recount is of what was published.</summary>
    public IEnumerable<DemandOpening> Read()
    {
        while (lines.Next() is { } line)
        {
            read++;

            // Some too many are named one by one; a file without end is not read to its end.
            if (read > (2 * (fact.To - fact.From)) + 1000)
            {
                findings.False("verify-openings-count", place, "There are far more openings than register leaves in the range of the report.");
                yield break;
            }

            if (Parse(line.Span) is not { } opening)
            {
                findings.False("ledger-opening-malformed", $"{place} line {read}", "This line is not an opening.");
                continue;
            }

            Check(opening);
            yield return opening;
        }

        if (lines.IsTooLong) findings.False("ledger-opening-malformed", $"{place} line {read + 1}", "This line is longer than an opening can be.");
    }

    /// <summary>After the last opening.</summary>
    public void Finish()
    {
        if (lines.Sha256() != report.Openings.Sha256) findings.False("verify-openings-hash", place, "This is not the file of openings that the report names.");
        if (read != report.Openings.Count) findings.False("verify-openings-count", place, $"The report says {report.Openings.Count} openings; there are {read}.");
    }

    /// <summary>Every leaf that counts in the range and was not opened, in order. After the last opening.</summary>
    public IEnumerable<UnopenedLeaf> Unopened()
    {
        for (var at = fact.From; at < fact.To; at++)
        {
            if (!open[(int)(at - fact.From)] && places.LeafAt(at) is { } leaf) yield return new UnopenedLeaf(contents.IndexOf(leaf), contents.Leaf(leaf));
        }
    }

    public void Dispose() => lines.Dispose();

    private void Check(DemandOpening opening)
    {
        var where = $"{place} line {read} (entry {opening.Leaf})";
        if (contents.OrdinalOf(opening.Leaf) is not { } leaf || places.PlaceOf(leaf) is not { } ordinal || ordinal < fact.From || ordinal >= fact.To)
        {
            findings.False("verify-opening-stray", where, "This opens no register leaf in the range of the report.");
            return;
        }

        if (ordinal == last) findings.False("verify-opening-twice", where, "This leaf is opened twice, and so counted twice.");
        else if (ordinal < last) findings.False("verify-opening-order", where, "Openings have to stand in the order of their leaves, each once.");
        else Opened++;
        Reserve(leaf, where);
        last = Math.Max(last, ordinal);
        open[(int)(ordinal - fact.From)] = true;

        if (!OpeningCheck.Check(contents.Leaf(leaf), opening).TryGet(out var record, out var refusal))
        {
            findings.False(refusal, where);
            return;
        }

        if (record.Received is not { } received) findings.False("verify-received-closed", where, "Without its day of receipt nobody can tell that it belongs to this period.");
        else if (contents.BatchOf(ordinal) is { } batch)
        {
            // It may have waited for room since any earlier day; to which period it belongs its batch says.
            if (received > batch.Time.LastDay) findings.False("verify-received-outside", where, $"Received on {received:yyyy-MM-dd}, after its batch closed.");
            else if (received < period.First) Carried++;
        }
        else if (!period.Contains(received)) findings.False("verify-received-outside", where, $"Received on {received:yyyy-MM-dd}, outside the period {period.Text}.");
        if (record.Fields.TryGetValue("demand", out var demand) && !demands.Add(demand))
            findings.False("verify-demand-twice", where, "The same demand is counted under two leaves.");
    }

    /// <summary>What was opened of a batch is real: no more than its schedule has room for beside the reserve.</summary>
    private void Reserve(long leaf, string where)
    {
        if (contents.BatchOf(leaf) is not { } batch) return;
        var count = real[batch.Time.Due] = real.GetValueOrDefault(batch.Time.Due) + 1;
        if (count == batch.Time.Room + 1) findings.False("verify-batch-reserve", where, $"More than {batch.Time.Room} leaves of its batch are opened, so fewer than its schedule reserves stay closed.");
    }

    internal static DemandOpening? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var opening = JsonSerializer.Deserialize<DemandOpening>(line, Strict);
            return opening is not null && Whole.Is(opening) ? opening : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
