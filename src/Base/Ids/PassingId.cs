namespace Writ.Base;

/// <summary>One ask of an officer to pass a grant on. Text form <c>psg_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct PassingId
{
    public const string Prefix = "psg";

    private PassingId(string text) => Text = text;

    public string Text { get; }

    public static PassingId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static PassingId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out PassingId id)
    {
        id = IdText.Fits(Prefix, text) ? new PassingId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
