using Microsoft.EntityFrameworkCore;
using Writ.Demands.Assign;
using Writ.Demands.Notes;
using Writ.Demands.Questions;
using Writ.Demands.Review.Case;
using Writ.Store;

namespace Writ.Demands.Review;

internal sealed class ReviewModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Assignment>(e =>
        {
            e.ToTable("demand_assignment");
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
        model.Entity<DecisionDraft>(e =>
        {
            e.ToTable("decision_draft");
            e.HasKey(x => new { x.DemandId, x.Reviewer });
        });
        model.Entity<CaseNote>(e =>
        {
            e.ToTable("demand_note");
            e.HasKey(x => x.Id);
        });
        model.Entity<OfficerQuestion>(e =>
        {
            e.ToTable("demand_question");
            e.HasKey(x => x.Id);
        });
        model.Entity<Look>(e =>
        {
            e.ToTable("demand_look");
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
    }
}
