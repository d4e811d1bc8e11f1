using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Register;

namespace Writ.App.Audit;

/// <summary>What is kept of a register leaf that was opened.</summary>
internal sealed record OpenedRegister(AuditedEntry Entry, DemandClass Class, DemandId Demand);

/// <summary>What is kept of an authorisation leaf that was opened, and authorises something.</summary>
internal sealed record OpenedAuthorisation(AuditedEntry Entry, AuthorisationRecord Record);

/// <summary>
/// Opens every leaf of the log that the export holds something of, and holds it against the leaf. Leaves that had to be sealed to this auditor and were not
/// are findings; those before the auditor's time are counted.
/// </summary>
internal sealed class OpenedLeaves(AuditedLog log, AuditTerm term, PrivateKey key, AuditFindings findings)
{
    private const int AtOnce = 256;

    private readonly Dictionary<long, OpenedRegister> registers = [];
    private readonly Dictionary<long, OpenedAuthorisation> authorisations = [];
    private readonly HashSet<long> seen = [];

    /// <summary>By ordinal.</summary>
    public IReadOnlyDictionary<long, OpenedRegister> Registers => registers;

    public IReadOnlyCollection<OpenedAuthorisation> Authorisations => authorisations.Values;

    /// <summary>Authorisation leaves that were shown to be dummies.</summary>
    public long DummyAuthorisations { get; private set; }

    /// <summary>Leaves that are from before this auditor's time, or after it, and are not sealed to them.</summary>
    public long NotOurs { get; private set; }

    public void Read(ExportFolder folder, ExportAbout about)
    {
        foreach (var some in folder.Leaves().Chunk(AtOnce))
        {
            var opened = new Action?[some.Length];
            Parallel.For(0, some.Length, i => opened[i] = Open(some[i].LeafHash, some[i].ForAuditors));

            // In order, whichever was opened first.
            foreach (var note in opened) note!();
        }

        foreach (var leaf in log.Leaves.Where(leaf => leaf.Index >= about.From && leaf.Index < about.Size && !seen.Contains(leaf.Index)))
        {
            if (term.Covers(leaf.Index)) findings.False("audit-ciphertext-missing", leaf.Place, "This leaf had to be sealed to the auditor, and nothing of it was handed over.");
            else NotOurs++;
        }

        var places = log.PlacesAt(log.Checkpoint.Size);
        foreach (var twice in registers.Values.Where(r => r.Class != DemandClass.Dummy && places.PlaceOf(r.Entry.Ordinal) is not null).GroupBy(r => r.Demand).Where(g => g.Count() > 1))
            findings.False("audit-demand-twice", $"demand {twice.Key}", $"It has {twice.Count()} leaves that count: {string.Join(", ", twice.Select(r => r.Entry.Place))}.");
    }

    /// <summary>What is to be noted of it; the dear part is done when this returns.</summary>
    private Action Open(byte[] leafHash, byte[] forAuditors)
    {
        if (log.Find(leafHash) is not { } leaf)
            return () => findings.False("audit-export-stray", Convert.ToBase64String(leafHash), "The export holds something for a leaf that is not in the log.");
        if (leaf.IsRegister)
        {
            var opening = AuditSeal.OpenRegister(RegisterLeaf.Parse(leaf.Bytes).Value, forAuditors, key);
            return () => Note(leaf, opening, o => registers.Add(leaf.Ordinal, new OpenedRegister(leaf, o.Class, o.Record.Demand)));
        }

        var authorised = AuditSeal.OpenAuthorisation(leaf.Bytes, forAuditors, key).Then(json => AuditedAuthorisation.Read(leaf.Bytes, json));
        return () => Note(leaf, authorised, o =>
        {
            if (o.Opening is { } real) authorisations.Add(leaf.Index, new OpenedAuthorisation(leaf, real.Record));
            else DummyAuthorisations++;
        });
    }

    private void Note<T>(AuditedEntry leaf, Result<T> opened, Action<T> take)
    {
        if (!seen.Add(leaf.Index))
        {
            findings.False("audit-export-stray", leaf.Place, "The export holds something for this leaf twice.");
            return;
        }

        if (opened.TryGet(out var value, out var refusal)) take(value);
        else if (refusal.Code == "audit-not-recipient" && !term.Covers(leaf.Index)) NotOurs++;
        else findings.False(refusal.Code, leaf.Place, refusal.Sentence);
    }
}
