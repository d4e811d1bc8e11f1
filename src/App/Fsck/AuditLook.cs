using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Fsck;

/// <summary>Whether something is kept for every leaf that an auditor must be able to open, by what the log says of auditors. Whether it opens they alone can see.</summary>
internal sealed class AuditLook
{
    private const int AtOnce = 256;

    private readonly List<Term> terms = [];

    /// <summary>Every fact of the log, in order.</summary>
    public void Take(long index, Fact fact)
    {
        if (fact is Fact.AuditorDesignated designated && Convert.FromBase64String(designated.Key) is var spki && PublicKey.Parse(spki).TryGet(out var key, out _))
            terms.Add(new Term(designated.Auditor, key.Thumbprint, designated.From));
        else if (fact is Fact.AuditorRetired retired && terms.FindLast(term => term.Auditor == retired.Auditor) is { } over)
            over.Before = index;
        foreach (var term in terms.Where(term => fact.At >= term.From)) term.After ??= index;
    }

    public async Task Run(LogLedger ledger, IStore store, long size, FsckReport report)
    {
        var begun = terms.Where(term => term.After is not null).ToList();
        if (begun.Count == 0) return;
        for (var index = begun.Min(term => term.After!.Value) + 1; index < size;)
        {
            var some = await ledger.Sequenced(index, (int)Math.Min(AtOnce, size - index));
            if (some.Count == 0) return;
            await store.Look(work =>
            {
                foreach (var entry in some)
                {
                    if (EntryKind.Of(entry.Bytes) is LogEntryKind.Register or LogEntryKind.Authorisation && Wrong(work, index, entry, begun) is { } wrong) report.Add("fsck-audit-missing", $"entry {index}", wrong);
                    index++;
                }

                return Task.FromResult(true);
            });
        }
    }

    private static string? Wrong(IWork work, long index, RecordEntry entry, List<Term> terms)
    {
        var owed = terms.Where(term => index > term.After && index < term.Before).ToList();
        if (owed.Count == 0) return null;
        if (Auditing.Kept(work, entry.LeafHash) is not { } kept) return "Nothing is kept";
        if (!AuditSeal.Look(entry.Bytes, kept).TryGet(out var recipients, out var refusal)) return refusal.Code;
        return owed.Any(term => !recipients.Contains(term.Thumbprint)) ? "It is sealed to others" : null;
    }

    private sealed class Term(AuditorId auditor, string thumbprint, DateTimeOffset from)
    {
        public AuditorId Auditor => auditor;

        public string Thumbprint => thumbprint;

        public DateTimeOffset From => from;

        /// <summary>Index of the first fact of that time or later, from the designation on; null before there is one.</summary>
        public long? After { get; set; }

        public long Before { get; set; } = long.MaxValue;
    }
}
