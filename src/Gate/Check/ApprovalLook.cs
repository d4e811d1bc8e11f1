using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Store;
using Writ.Store.Check;

namespace Writ.Gate.Check;

/// <summary>What is kept as signed: it opens, is signed by the key that its row names, and covers the authorisation that it stands beside.</summary>
internal static class ApprovalLook
{
    public static IEnumerable<RoomFault> Faults(IWork work, OpeningKeys openings)
    {
        foreach (var (demand, role, person, key, kept) in work.Rows(
            "SELECT demand_id, role, person, key, signed FROM gate_approval ORDER BY demand_id, role", [],
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<byte[]>(4))))
        {
            if (Said(openings, kept, role, person, key) is not { } said || said.Demand.Text != demand) yield return new RoomFault("fsck-approval-false", $"decision of demand {demand}, {role}");
        }

        foreach (var (id, role, person, key, kept, opening) in work.Rows(
            "SELECT a.authorisation_id, a.role, a.person, a.key, a.signed, g.opening FROM gate_authorisation_approval a JOIN gate_authorisation g ON g.id = a.authorisation_id ORDER BY a.authorisation_id, a.role", [],
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5))))
        {
            var covers = Said(openings, kept, role, person, key) is { } said
                && openings.Open(opening).TryGet(out var json, out _) && AuthorisationOpening.FromJson(json).TryGet(out var authorised, out _) && said.Covers(authorised.Record);
            if (!covers) yield return new RoomFault("fsck-approval-false", $"authorisation {id}, {role}");
        }
    }

    private static ApprovalStatement? Said(OpeningKeys openings, byte[] kept, string role, string person, string key) =>
        openings.Open(kept).TryGet(out var json, out _) && SignedApproval.FromJson(json).TryGet(out var signed, out _) && signed.Thumbprint == key && signed.Check() is null
        && signed.Read().TryGet(out var said, out _) && said.Role == role && said.Person == person
            ? said
            : null;
}
