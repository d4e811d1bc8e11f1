using Writ.Base;

namespace Writ.Kit;

/// <summary>One thing wrong with what was entered.</summary>
/// <param name="Field">Name of the field; null: the form as a whole.</param>
/// <param name="Sentence">What to do about it, in one sentence: <c>Enter the day the order was signed</c>.</param>
public sealed record Fault(string? Field, string Sentence);

/// <summary>
/// Everything wrong with one form. Given to <c>PostForm</c> it reaches every field inside, and each shows its own; given to
/// <c>ErrorSummary</c> it becomes the list at the top, in the order of the fields.
/// </summary>
public sealed class Faults(IEnumerable<Fault> faults)
{
    /// <summary>Nothing wrong.</summary>
    public static Faults None { get; } = new([]);

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<Fault> All { get; } = [.. faults];

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => All.Count > 0;

    /// <summary>A refusal and its others, each at its field; none where there is no refusal.</summary>
    public static Faults Of(Refusal? refusal) => refusal is null
        ? None
        : new Faults(((Refusal[])[refusal, .. refusal.Others]).Select(r => new Fault(r.Field?.TrimStart('/'), r.Sentence)));

    /// <summary>What is wrong with one field, or null.</summary>
    public string? Of(string field) => All.FirstOrDefault(fault => fault.Field == field)?.Sentence;
}
