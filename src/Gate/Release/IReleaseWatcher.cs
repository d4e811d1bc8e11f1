using Writ.Base;

namespace Writ.Gate.Release;

/// <summary>A door hears what became of what it asked for, in the transaction that records it.</summary>
public interface IReleaseWatcher
{
    /// <param name="found">How many records each item led to; zero is an answer too.</param>
    Task Released(IWork work, DemandId demand, IReadOnlyDictionary<ItemId, int> found);

    /// <summary>The release ended without a production; the code is a refusal's.</summary>
    Task Failed(IWork work, DemandId demand, string code);
}
