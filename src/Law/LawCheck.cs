using Writ.Law.Files;
using Writ.Law.Packs;

namespace Writ.Law;

/// <summary>One thing wrong in a data file.</summary>
/// <param name="File">Path as given: <c>us/grounds.yaml</c>.</param>
/// <param name="Line">From 1; 0 where the whole file or folder is meant.</param>
/// <param name="Code">The refusal it leads to: <c>law-malformed</c>, <c>law-overlay-widens</c> or <c>law-overlay-missing</c>.</param>
public sealed record LawFinding(string File, int Line, string Message, string Code = LawFinding.Malformed)
{
    internal const string Malformed = "law-malformed";

    internal const string OverlayWidens = "law-overlay-widens";

    internal const string OverlayMissing = "law-overlay-missing";

    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}: {Message}";
}

/// <summary>Reads every pack, the historic one too, and an overlay where given, and says everything that is wrong.</summary>
public static class LawCheck
{
    public static IReadOnlyList<LawFinding> Run(string? overlayFolder = null)
    {
        Open(overlayFolder, out var findings);
        return findings;
    }

    /// <summary>Null exactly when there is a finding.</summary>
    internal static LawBook? Open(string? overlayFolder, out IReadOnlyList<LawFinding> found)
    {
        var findings = new Findings();
        var book = Library.Open(LawFiles.BuiltIn(), overlayFolder, historic: true, findings);
        found = findings.All;
        return book;
    }
}
