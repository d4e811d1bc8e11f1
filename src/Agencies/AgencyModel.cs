using Microsoft.EntityFrameworkCore;
using Writ.Store;

namespace Writ.Agencies;

internal sealed class AgencyModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Agency>(e =>
        {
            e.ToTable("agency");
            e.HasKey(x => x.Id);
        });
        model.Entity<Officer>(e =>
        {
            e.ToTable("officer");
            e.HasKey(x => x.Id);
            e.Ignore(x => x.Shown);
            e.Ignore(x => x.IdleFrom);
        });
        model.Entity<OfficerKey>(e =>
        {
            e.ToTable("officer_key");
            e.HasKey(x => x.Thumbprint);
        });
    }
}
