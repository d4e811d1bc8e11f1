using Microsoft.EntityFrameworkCore;
using Writ.Gate.Authorise;
using Writ.Gate.Productions;
using Writ.Store;

namespace Writ.Gate;

internal sealed class GateModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<GateAuthorisation>(e =>
        {
            e.ToTable("gate_authorisation");
            e.HasKey(x => x.Id);
        });
        model.Entity<GateProduction>(e =>
        {
            e.ToTable("gate_production");
            e.HasKey(x => x.Id);
        });
    }
}
