namespace Writ.Gate.Notices.Words;

/// <summary>What a notice says, before it becomes a mail or a letter: both are made of this, so they say the same.</summary>
/// <param name="Title">One sentence: what happened.</param>
/// <param name="Preview">The line that a mail program shows.</param>
/// <param name="Lead">What happened, what we gave, until when.</param>
/// <param name="Facts">Who asked, with what, until when.</param>
/// <param name="DidTitle">Heading over <paramref name="Did"/>.</param>
/// <param name="Did">What we did or will do.</param>
/// <param name="CanDo">What the person can do.</param>
internal sealed record NoticeText(
    string Title, string Preview, IReadOnlyList<string> Lead, IReadOnlyList<(string Name, string Value)> Facts, string DidTitle, IReadOnlyList<string> Did,
    IReadOnlyList<string> CanDo);
