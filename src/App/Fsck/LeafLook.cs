using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Check;
using Writ.Store.Record;

namespace Writ.App.Fsck;

/// <summary>What opens leaves: whether the keys for it are there, and whether dummies still are what their leaves say.</summary>
internal static class LeafLook
{
    private const string KeyMissing = "sealing-period-key-missing";

    /// <summary>Tables that keep openings beside those that rooms name.</summary>
    private static readonly (string Table, string Column)[] Others = [("record_slot", "dummy"), ("class_adjustment", "opening")];

    public static void Run(IWork work, OpeningKeys keys, IEnumerable<OpeningsTable> tables, FsckReport report)
    {
        var known = keys.All().Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
        var missing = tables.Select(table => (table.Table, Column: table.Opening)).Concat(Others)
            .SelectMany(t => KeptLeaves.Keys(work, t.Table, t.Column)).Where(key => !known.Contains(key.KeyId))
            .GroupBy(key => key.KeyId, StringComparer.Ordinal).OrderBy(key => key.Key, StringComparer.Ordinal);
        foreach (var key in missing) report.Add("fsck-seal-key-missing", $"keys/openings, key {key.Key}", $"{key.Sum(k => k.Count)} openings are sealed under it");
        foreach (var slot in KeptLeaves.Slots(work).Where(slot => slot.Dummy is not null))
        {
            var opened = keys.Open(slot.Dummy!, Outbox.LeafHash(slot.Entry));
            if (opened.TryGet(out var json, out var refusal) ? !IsDummy(slot, json) : refusal.Code != KeyMissing) report.Add("fsck-dummy-differs", slot.At);
        }
    }

    private static bool IsDummy(KeptSlot slot, byte[] json) => slot.Kind switch
    {
        LeafKind.Register => RegisterOpening.FromJson(json).TryGet(out var opening, out _) && opening.Class == DemandClass.Dummy && opening.Leaf().AsSpan().SequenceEqual(slot.Entry),
        LeafKind.Authorisation => AuthorisationDummy.FromJson(json).TryGet(out var dummy, out _) && dummy.Leaf().AsSpan().SequenceEqual(slot.Entry),
    };
}
