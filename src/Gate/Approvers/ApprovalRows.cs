using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Approvers;

/// <summary>What somebody signed of a demand as it is decided now; a later one takes its place.</summary>
internal sealed class KeptApproval
{
    public required DemandId DemandId { get; init; }

    /// <summary>Reviewer or approver, as in <see cref="Ledger.Facts.ApproverRoles"/>.</summary>
    public required string Role { get; init; }

    public required string Person { get; set; }

    /// <summary>Thumbprint of the key that signed.</summary>
    public required string Key { get; set; }

    /// <summary>Sealed as openings are.</summary>
    public required byte[] Signed { get; set; }

    public required DateTimeOffset Until { get; set; }

    public required DateTimeOffset SignedAt { get; set; }
}

/// <summary>What the vault is shown for one authorisation, and afterwards the evidence of it: never deleted.</summary>
internal sealed class AuthorisationApproval
{
    public required AuthorisationId AuthorisationId { get; init; }

    public required string Role { get; init; }

    public required string Person { get; init; }

    public required string Key { get; set; }

    /// <summary>Sealed as openings are.</summary>
    public required byte[] Signed { get; set; }

    public required DateTimeOffset SignedAt { get; set; }
}

internal sealed class ApprovalModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<KeptApproval>(e =>
        {
            e.ToTable("gate_approval");
            e.HasKey(x => new { x.DemandId, x.Role });
        });
        model.Entity<AuthorisationApproval>(e =>
        {
            e.ToTable("gate_authorisation_approval");
            e.HasKey(x => new { x.AuthorisationId, x.Role });
        });
    }
}
