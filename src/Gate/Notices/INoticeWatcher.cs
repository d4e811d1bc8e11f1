using Writ.Base;

namespace Writ.Gate.Notices;

/// <summary>A door hears what notices, bars and objections do to a demand of its own, in the transaction that writes it.</summary>
public interface INoticeWatcher
{
    /// <summary>A line for the demand's timeline.</summary>
    /// <param name="actor">Who; <c>person</c> for the one concerned, <c>writ</c> where the house did by itself.</param>
    /// <param name="kind">bar-recorded, bar-lifted, bar-ended, bar-none, letter-printed, objection-made, objection-upheld or objection-overruled.</param>
    /// <param name="note">What a colleague may read; never the person's own words.</param>
    Task Told(IWork work, DemandId demand, DateTimeOffset at, string actor, string kind, string? note);

    /// <summary>An objection was upheld: what was decided of these items must be decided again. False where it is too late for that.</summary>
    Task<bool> DecideAgain(IWork work, DemandId demand, IReadOnlyList<ItemId> items);
}
