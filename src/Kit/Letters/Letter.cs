namespace Writ.Kit;

/// <summary>A letter to a person, apart from its body.</summary>
/// <param name="Sender">Name and postal address of the company, one line each.</param>
/// <param name="Addressee">Name and postal address of the person, one line each; it falls into the window of an envelope.</param>
/// <param name="Date">The day of the letter, in words.</param>
/// <param name="Reference">The number by which it can be checked and asked about.</param>
/// <param name="Subject">One sentence that says what happened.</param>
/// <param name="CheckAt">Where anyone can learn whether it is real, as it is typed: <c>shop.example/check</c>.</param>
public sealed record Letter(
    IReadOnlyList<string> Sender, IReadOnlyList<string> Addressee, string Date, string Reference, string Subject, string CheckAt)
{
    /// <summary>What the person can do, each in one or two sentences; to do nothing is one of them.</summary>
    public IReadOnlyList<string> CanDo { get; init; } = [];

    /// <summary>Who signs, one line each.</summary>
    public IReadOnlyList<string> Signed { get; init; } = [];
}
