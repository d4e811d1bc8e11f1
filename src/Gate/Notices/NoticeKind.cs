namespace Writ.Gate.Notices;

/// <summary>What a notice tells. A closed set; each has its letter and its mail.</summary>
public enum NoticeKind
{
    /// <summary>Somebody asked, nothing was given, and there is time to object.</summary>
    Before,

    /// <summary>What was given.</summary>
    Given,

    /// <summary>Somebody asked, and everything was refused.</summary>
    Refused,

    /// <summary>Somebody asked, and took it back.</summary>
    Withdrawn,

    /// <summary>What happened while a court or a law forbade to tell.</summary>
    Delayed,

    /// <summary>What became of the person's objection.</summary>
    ObjectionAnswered,
}

/// <summary>Where a notice stands.</summary>
public enum NoticeState
{
    /// <summary>A bar is in force, or nobody has said yet whether there is one.</summary>
    Held,

    /// <summary>It will go out by itself.</summary>
    Owed,

    /// <summary>There is no address that takes mail: a letter has to be printed and posted.</summary>
    ToPrint,

    /// <summary>The mail was taken by the mailer, or the letter was printed.</summary>
    Sent,

    /// <summary>A later one took its place before it was sent.</summary>
    Dropped,
}
