namespace Writ.Base;

/// <summary>
/// A category of data that an instrument may reach: <c>subscriber</c>, <c>transaction</c>, <c>content</c> in the United
/// States (18 USC 2703), others elsewhere. Which exist, and which count as content, the law's data files say.
/// </summary>
public readonly record struct DataCategory
{
    private DataCategory(string text) => Text = text;

    public string Text { get; }

    public static DataCategory FromTrusted(string text) =>
        TryParse(text, out var category) ? category : throw new FormatException("Not a data category");

    public static bool TryParse(string? text, out DataCategory category)
    {
        var fits = text is { Length: > 0 and <= 40 } && text.All(c => c is (>= 'a' and <= 'z') or '-');
        category = fits ? new DataCategory(text!) : default;
        return fits;
    }

    public override string ToString() => Text;
}
