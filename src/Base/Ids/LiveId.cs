namespace Writ.Base;

/// <summary>A live view while somebody watches. Text form <c>liv_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct LiveId
{
    public const string Prefix = "liv";

    private LiveId(string text) => Text = text;

    public string Text { get; }

    public static LiveId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static LiveId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out LiveId id)
    {
        id = IdText.Fits(Prefix, text) ? new LiveId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
