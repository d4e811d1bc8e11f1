namespace Writ.Law;

/// <summary>One thing wrong in a data file.</summary>
/// <param name="File">Path as given: <c>us/grounds.yaml</c>.</param>
/// <param name="Line">From 1; 0 where the whole file or pack is meant.</param>
public sealed record LawFinding(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>Reads every pack, and an overlay where given, and says everything that is wrong.</summary>
public static class LawCheck
{
    public static IReadOnlyList<LawFinding> Run(string? overlayFolder = null) => [];
}

/// <summary>The verbs <c>writ law check</c> and <c>writ law list</c>.</summary>
public static class LawVerb
{
    /// <summary>Prints the findings; 0 where there are none, 1 otherwise.</summary>
    public static int Check(TextWriter @out, string? overlay) => LawCheck.Run(overlay).Count == 0 ? 0 : 1;

    /// <summary>Prints the reach table.</summary>
    public static void List(TextWriter @out) => @out.WriteLine();
}
