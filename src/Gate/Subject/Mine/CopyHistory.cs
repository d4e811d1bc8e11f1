using Writ.Kit;

namespace Writ.Gate.Subject.Mine;

/// <summary>What was asked for and downloaded, in words.</summary>
internal static class CopyHistory
{
    public static string State(OwnCopyView copy) => copy.Standing switch
    {
        CopyStanding.Writing => "Being written down",
        CopyStanding.Ready => "Ready",
        CopyStanding.TakenOften => "Downloaded",
        CopyStanding.Ended => "Over",
    };

    public static Tone Tone(OwnCopyView copy) => copy.Standing switch
    {
        CopyStanding.Writing => Kit.Tone.Open,
        CopyStanding.Ready => Kit.Tone.Good,
        CopyStanding.TakenOften or CopyStanding.Ended => Kit.Tone.Plain,
    };

    public static string Downloads(OwnCopyView copy) => copy.Downloads.Count == 0 ? "Not downloaded" : string.Join("; ", copy.Downloads.Select(One));

    public static string One(SubjectDownload download) =>
        WordsOf.Moment(download.BegunAt) + (download.WholeAt is null ? " (not to its end)" : string.Empty);
}
