namespace Writ.Gate.Subject.Paper;

/// <summary>What page and copy say alike.</summary>
internal static class CopyWords
{
    public static IReadOnlyList<string> InIt { get; } =
    [
        "every record that we keep about your account, to read and for programs",
        "the name and the addresses by which we reach you",
        "how many identifiers find your account",
        "the letters that we sent you about requests, and your objections",
        "a list of all files, and the proof that your request stands in the public record",
    ];

    public static IReadOnlyList<string> NotInIt { get; } =
    [
        "Papers that you added to an objection: you have them.",
        "Your devices and sessions: they stand under Your account, when you are signed in.",
        "What our people wrote to each other while they worked on a request.",
        "What your cameras recorded, whoever holds a key to it. It opens in your own browser: the pages under Cameras show it, and “Everything” there exports it.",
        "What we hold outside this system, on paper for instance. Write to us for that.",
    ];
}
