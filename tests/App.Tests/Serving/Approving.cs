using Writ.App.Client;
using Writ.Base;
using Writ.Demands.Review;

namespace Writ.App.Tests.Serving;

/// <summary>Approves as a person does: looks at the case, then names the decisions that were seen.</summary>
internal static class Approving
{
    public static async Task<Result<ReviewedView>> Approve(this ApiClient approver, string id)
    {
        var seen = await approver.Get<CaseView>($"api/v1/review/{id}");
        return seen.TryGet(out var found, out var refusal)
            ? await approver.Post<ReviewedView>($"api/v1/review/{id}/approval", new ApproveRequest(found.Decision))
            : refusal;
    }
}
