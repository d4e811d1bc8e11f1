namespace Writ.Demands.Review;

/// <summary>The decision that follows from the law's reach alone. A reviewer starts from it; it decides nothing by itself.</summary>
public static class AsTheLawSays
{
    /// <summary>Produce what the law reaches and one account answers to; refuse the rest on the law's ground.</summary>
    public static IReadOnlyList<DecideItem> Of(CaseView found) => [.. found.Items.Select(i => i switch
    {
        { Reach.Within: false } => new DecideItem(i.Item.Id, "refuse", i.Reach.Ground, i.Reach.Sentence, null, null),
        { OneAccount: false } => new DecideItem(i.Item.Id, "refuse", "no-such-account", "We hold no account under this identifier.", null, null),
        _ => new DecideItem(i.Item.Id, "produce", null, null, null, null),
    })];
}
