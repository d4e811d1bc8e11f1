using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Store;

namespace Writ.Gate.Approvers;

/// <summary>That a member of staff stands in the record in a role; removed, the row stays.</summary>
internal sealed class Approver
{
    public required long EnrolledSeq { get; init; }

    public required string Person { get; init; }

    /// <summary>One of <see cref="Ledger.Facts.ApproverRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Thumbprint of the key they sign with, or a hyphen.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public long? RemovedSeq { get; set; }
}

internal sealed class ApproverModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<Approver>(e =>
    {
        e.ToTable("approver");
        e.HasKey(x => x.EnrolledSeq);
        e.Property(x => x.EnrolledSeq).ValueGeneratedNever();
    });
}

public static class ApproverServices
{
    /// <summary>For the gate, and for verbs that enrol or end staff beside a server.</summary>
    public static IServiceCollection AddApprovers(this IServiceCollection services) => services.AddSingleton<IModelPart, ApproverModel>();
}
