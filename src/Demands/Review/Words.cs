using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Review;

/// <summary>Checks what people write in paragraphs.</summary>
internal static class Paragraphs
{
    /// <summary>Characters as a person counts them.</summary>
    public const int Most = 4000;

    /// <summary>Something is there, it is not too long, and holds no control characters but line breaks and tabs. Whatever else it hides is shown when it is read.</summary>
    public static Refusal? Fault(string? text, string field)
    {
        var checks = new Checks();
        checks.Require(!string.IsNullOrWhiteSpace(text), "input-missing", "Fill this in; it may not be empty.", field);

        // Marks piled up on one letter count as one character, so the bytes have their own bound.
        checks.Require(
            text is null || (TextArea.Length(text) <= Most && text.Length <= 4 * Most), "input-too-long", $"Shorten this to at most {Most:N0} characters.", field);
        checks.Require(
            text is null || !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')),
            "input-control-characters", "Remove control characters.", field);
        return checks.Ok ? null : checks.Refusal;
    }
}
