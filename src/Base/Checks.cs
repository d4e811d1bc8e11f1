namespace Writ.Base;

/// <summary>Gathers everything that is wrong with an input, so that the sender can mend it in one go.</summary>
public sealed class Checks
{
    private readonly List<Refusal> found = [];

    public bool Ok => found.Count == 0;

    public void Add(Refusal refusal) => found.Add(refusal);

    public void Require(bool holds, string code, string sentence, string field)
    {
        if (!holds) found.Add(new Refusal(code, sentence, RefusalKind.Invalid, field));
    }

    /// <summary>A line of text that is there, is not too long, and holds no control characters.</summary>
    public void Line(string? text, int most, string field)
    {
        Require(!string.IsNullOrWhiteSpace(text), "input-missing", "Fill this in; it may not be empty.", field);
        Require((text?.Length ?? 0) <= most, "input-too-long", $"Shorten this to at most {most} characters.", field);
        Require(
            text is null || !text.Any(c => char.IsControl(c) || IsLineBreak(c) || IsDirectionMark(c)),
            "input-control-characters",
            "Remove control characters, line breaks and text-direction marks.",
            field);
    }

    /// <summary>The first refusal, carrying the others; ask only where not <see cref="Ok"/>.</summary>
    public Refusal Refusal => found[0] with { Others = [.. found.Skip(1)] };

    private static bool IsLineBreak(char c) => c is '\u2028' or '\u2029';

    // They can make a name read as another.
    private static bool IsDirectionMark(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
