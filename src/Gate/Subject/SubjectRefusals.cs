using Writ.Base;

namespace Writ.Gate.Subject;

/// <summary>Why a person's own copy is not given, or not now.</summary>
internal static class SubjectRefusals
{
    public static Refusal NoCopy { get; } = new("gate-no-copy", "There is no such copy that you may see; look at your data and ask for one.", RefusalKind.NotFound);

    public static Refusal NotReady { get; } = new(
        "gate-copy-not-ready", "Your copy is still being written into the record; look again in a moment.", RefusalKind.Unavailable);

    public static Refusal Over { get; } = new("gate-copy-over", "The time to download this copy is over; ask for a new one.", RefusalKind.Conflict);

    public static Refusal Often { get; } = new(
        "gate-copy-taken-often", "This copy was downloaded as often as it may be; ask for a new one when its time is over.", RefusalKind.Conflict);

    public static Refusal TooLarge { get; } = new(
        "gate-copy-too-large", "There are more records about you than one download can carry; write to us, and we send them to you.", RefusalKind.Refused);

    public static Refusal Changed { get; } = new(
        "gate-copy-changed", "A record that this copy was to hold is gone since you asked; ask for a new copy when the time of this one is over.", RefusalKind.Conflict);

    /// <summary>In place of the vault's own words, which are for operators.</summary>
    public static Refusal Unopened { get; } = new(
        "gate-copy-unopened", "Your records could not be opened, so nothing was downloaded; try again, and if it goes on, write to us.", RefusalKind.Unavailable);
}
