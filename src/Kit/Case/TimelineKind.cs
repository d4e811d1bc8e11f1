namespace Writ.Kit;

/// <summary>What an entry of a timeline is.</summary>
public enum TimelineKind
{
    /// <summary>Someone changed something.</summary>
    Act,

    /// <summary>Someone only looked. That is recorded too.</summary>
    Look,

    /// <summary>It happened by itself: an expiry, a deadline, a mail that went out.</summary>
    Machine,

    /// <summary>It came from outside: a letter, a court, the agency.</summary>
    Outside,
}

internal static class TimelineKindWords
{
    extension(TimelineKind kind)
    {
        public string Word => kind switch
        {
            TimelineKind.Act => "Act",
            TimelineKind.Look => "Look",
            TimelineKind.Machine => "By itself",
            TimelineKind.Outside => "From outside",
        };

        public string Class => kind switch
        {
            TimelineKind.Act => "timeline__entry--act",
            TimelineKind.Look => "timeline__entry--look",
            TimelineKind.Machine => "timeline__entry--machine",
            TimelineKind.Outside => "timeline__entry--outside",
        };
    }
}
