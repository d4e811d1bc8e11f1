namespace Writ.Base;

/// <summary>One sealed record of an account. Text form <c>rec_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct RecordId
{
    public const string Prefix = "rec";

    private RecordId(string text) => Text = text;

    public string Text { get; }

    public static RecordId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static RecordId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out RecordId id)
    {
        id = IdText.Fits(Prefix, text) ? new RecordId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
