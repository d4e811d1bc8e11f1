using Microsoft.EntityFrameworkCore;
using Writ.Store;

namespace Writ.Demands;

internal sealed class DemandModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Demand>(e =>
        {
            e.ToTable("demand");
            e.HasKey(x => x.Id);
        });
        model.Entity<DemandItem>(e =>
        {
            e.ToTable("demand_item");
            e.HasKey(x => x.Id);
        });
        model.Entity<DemandEvent>(e =>
        {
            e.ToTable("demand_event");
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
    }
}
