namespace Writ.Base;

/// <summary>Somebody of neither the company nor the agency: a body's clerk, an outside fetcher, an overseer. Text form <c>out_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct OutsideId
{
    public const string Prefix = "out";

    private OutsideId(string text) => Text = text;

    public string Text { get; }

    public static OutsideId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static OutsideId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out OutsideId id)
    {
        id = IdText.Fits(Prefix, text) ? new OutsideId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
