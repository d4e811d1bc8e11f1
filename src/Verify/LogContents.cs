using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>
/// What is kept of a log after its entries streamed past: the facts about reports, and of each register leaf its index
/// and its 98 bytes. They are not read a second time, so a site cannot show the report check another leaf than the tree check.
/// </summary>
internal sealed class LogContents
{
    private readonly List<long> registerIndexes = [];
    private readonly List<byte[]> registerLeaves = [];
    private readonly List<KeptEntry> facts = [];
    private readonly List<(long Index, long Leaf, long By)> adjusted = [];
    private readonly RegisterPlaces places = new();

    public required Checkpoint Checkpoint { get; init; }

    public Fact.LogOpened? Opened { get; private set; }

    /// <summary>The schedules, and the batches that went out by them.</summary>
    public BatchWalk Schedules { get; } = new();

    public List<(long Index, Fact.ReportPublished Fact)> Reports { get; } = [];

    public List<(long Index, Fact.LeavesUnsealed Fact)> Unsealed { get; } = [];

    /// <summary>What was said of requests to homes: published, corrected or refused.</summary>
    public List<Fact> Requests { get; } = [];

    /// <summary>What was said of quarters: totals and equity.</summary>
    public List<(long Index, Fact Fact)> Quarters { get; } = [];

    /// <summary>The fact with the latest time of its act: the log is at least as young. Null without facts.</summary>
    public (long Index, DateTimeOffset At)? LastAct { get; private set; }

    public long Facts { get; private set; }

    public long Authorisations { get; private set; }

    public long Registers => registerIndexes.Count;

    /// <summary>Leaves before this entry of the log.</summary>
    public long RegistersBefore(long index)
    {
        var at = registerIndexes.BinarySearch(index);
        return at < 0 ? ~at : at;
    }

    /// <summary>The ordinal of the register leaf at this index of the log; null if no register leaf is there.</summary>
    public long? OrdinalOf(long index) => registerIndexes.BinarySearch(index) is var at and >= 0 ? at : null;

    public byte[] Leaf(long ordinal) => registerLeaves[(int)ordinal];

    /// <summary>Of the register leaf with this ordinal, its index in the log.</summary>
    public long IndexOf(long ordinal) => registerIndexes[(int)ordinal];

    /// <summary>The batch that holds the place of this ordinal; null where none does.</summary>
    public WalkedBatch? BatchOf(long ordinal)
    {
        var (batches, low) = (Schedules.Batches, 0);
        for (var high = batches.Count - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            if (batches[middle].After <= ordinal) low = middle + 1;
            else high = middle - 1;
        }

        return low < batches.Count && batches[low].First <= ordinal ? batches[low] : null;
    }

    /// <summary>How often keys were given without the record.</summary>
    public GlassTally Glass { get; } = new();

    /// <summary>Which leaf stood where in a log of this size.</summary>
    public RegisterPlaces PlacesAt(long size)
    {
        if (adjusted.Count == 0) return RegisterPlaces.Unadjusted;
        var then = new RegisterPlaces();
        foreach (var (_, leaf, by) in adjusted.Where(fact => fact.Index < size)) then.Adjust(leaf, by);
        return then;
    }

    /// <summary>Facts and register leaves, in order: what another run has to know of these entries.</summary>
    public IEnumerable<KeptEntry> Kept()
    {
        var leaf = 0;
        foreach (var fact in facts)
        {
            for (; leaf < registerIndexes.Count && registerIndexes[leaf] < fact.Index; leaf++) yield return Register(leaf);
            yield return fact;
        }

        for (; leaf < registerIndexes.Count; leaf++) yield return Register(leaf);
    }

    /// <summary>From one entry up to another all are authorisation leaves; an earlier run saw them.</summary>
    public void SkipAuthorisations(long from, long to, Findings findings)
    {
        for (var index = from; index < to; index++, Authorisations++) Walk(index, LogEntryKind.Authorisation, null, findings);
    }

    /// <summary>Every entry, in order: strictly what the record's specification allows, and nothing else.</summary>
    public void Take(long index, ReadOnlySpan<byte> entry, Findings findings)
    {
        Fact? fact = null;
        switch (EntryKind.Of(entry))
        {
            case LogEntryKind.Fact:
                fact = TakeFact(index, entry, findings);
                break;
            case LogEntryKind.Register:
                if (!RegisterLeaf.Parse(entry).TryGet(out _, out var refusal))
                {
                    findings.False(refusal, $"entry {index}");
                    break;
                }

                registerIndexes.Add(index);
                registerLeaves.Add(entry.ToArray());
                break;
            case LogEntryKind.Authorisation:
                if (AuthorisationOpening.IsLeaf(entry)) Authorisations++;
                else findings.False("ledger-leaf-malformed", $"entry {index}", "An authorisation leaf is 34 bytes: A, version 1, a hash.");
                break;
            case null:
                findings.False("verify-entry-unknown", $"entry {index}", "This entry is no fact, no register leaf and no authorisation leaf.");
                break;
        }

        Walk(index, EntryKind.Of(entry), fact, findings);
        if (index == 0 && Opened is null)
            findings.False("verify-log-not-opened", "entry 0", "The first entry has to be the fact log-opened.");
    }

    private void Walk(long index, LogEntryKind? kind, Fact? fact, Findings findings)
    {
        foreach (var against in Schedules.Take(index, kind, fact)) findings.False(against, $"entry {index}");
    }

    private KeptEntry Register(int ordinal) => new(registerIndexes[ordinal], registerLeaves[ordinal]);

    private Fact? TakeFact(long index, ReadOnlySpan<byte> entry, Findings findings)
    {
        if (!Ledger.Facts.Facts.Parse(entry).TryGet(out var fact, out var refusal))
        {
            findings.False(refusal, $"entry {index}");
            return null;
        }

        Facts++;
        if (LastAct is not { } last || fact.At > last.At) LastAct = (index, fact.At);
        facts.Add(new KeptEntry(index, entry.ToArray()));
        switch (fact)
        {
            case Fact.LogOpened opened when index > 0:
                findings.False("verify-log-opened-again", $"entry {index}", $"A log is opened once; this claims to open {opened.Origin}.");
                break;
            case Fact.LogOpened opened:
                Opened = opened;
                if (opened.Origin != Checkpoint.Origin)
                    findings.False("verify-origin-differs", "entry 0", $"Entry 0 opens {opened.Origin}, the checkpoint is of {Checkpoint.Origin}.");
                break;
            case Fact.ReportPublished report:
                Reports.Add((index, report));
                break;
            case Fact.ClassAdjusted adjustment:
                if (OrdinalOf(adjustment.Leaf) is { } leaf && OrdinalOf(adjustment.By) is { } by && places.Adjust(leaf, by))
                {
                    adjusted.Add((index, leaf, by));
                    findings.Remarks.Add($"Entry {index} puts leaf {adjustment.By} in the place of leaf {adjustment.Leaf}, whose class it says was wrong. Ask why, if a receipt of yours is of that leaf.");
                }
                else
                {
                    findings.False("verify-adjustment-false", $"entry {index}", "Each leaf is adjusted once, by a later one that stands in for no other.");
                }

                break;
            case Fact.BreakGlassUsed used:
                Glass.Used(used);
                break;
            case Fact.BreakGlassTold told:
                Glass.Told(told);
                break;
            case Fact.RequestPublished or Fact.RequestCorrected or Fact.RequestRefused:
                Requests.Add(fact);
                break;
            case Fact.GrantTotalsPublished or Fact.EquityReportPublished or Fact.PressureTotalsPublished:
                Quarters.Add((index, fact));
                break;
            case Fact.LeavesUnsealed unsealed:
                Unsealed.Add((index, unsealed));
                break;
            case Fact.Correction correction when correction.Entry >= index:
                findings.False("verify-correction-ahead", $"entry {index}", "A correction has to be of an earlier entry.");
                break;
        }

        return fact;
    }
}
