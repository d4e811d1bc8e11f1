namespace Writ.Base;

/// <summary>A recorded legal bar to telling a person. Text form <c>bar_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct BarId
{
    public const string Prefix = "bar";

    private BarId(string text) => Text = text;

    public string Text { get; }

    public static BarId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static BarId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out BarId id)
    {
        id = IdText.Fits(Prefix, text) ? new BarId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
