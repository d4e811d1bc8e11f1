namespace Writ.Gate.Grants;

/// <summary>What a recipient agrees to before opening a grant, once for each. The owner is shown the same.</summary>
internal static class GrantTerms
{
    public const string Version = "2026-11";

    public static IReadOnlyList<string> Text { get; } =
    [
        "It is used for the case that the request names, and for nothing else.",
        "It is not run through face recognition, or through anything else that tells people by their faces, bodies, gait or voices.",
        "It is not passed on. Whoever else needs it is named to the owner, who may give it to them or not.",
        "Every opening and every export is written down with its purpose, and the owner sees it.",
        "After the last day the company deletes its key and its copy. Copies that were exported are deleted by then too, unless a court orders otherwise.",
        "If the owner asks for deletion before that, it is deleted, and the officer says so.",
    ];
}
