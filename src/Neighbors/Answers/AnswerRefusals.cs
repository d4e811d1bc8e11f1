using Writ.Base;

namespace Writ.Neighbors.Answers;

internal static class AnswerRefusals
{
    /// <summary>With the words that made it look so.</summary>
    public static Refusal Words(string words, string field) => new(
        "requests-message-words", $"These words press or threaten, or describe by race: “{words}”. Write it without them.", RefusalKind.Invalid, field);
}
