using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Demands.Unseal;

/// <summary>A demand whose withheld leaf was opened in public.</summary>
internal sealed class UnsealedLeaf
{
    public required DemandId DemandId { get; init; }

    /// <summary>Number of the file, <c>reports/unsealed/N.jsonl</c>.</summary>
    public required long File { get; init; }

    /// <summary>The fact.</summary>
    public required long EntrySeq { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class UnsealModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<UnsealedLeaf>(e =>
    {
        e.ToTable("unsealed_leaf");
        e.HasKey(x => x.DemandId);
    });
}
