namespace Writ.Base;

/// <summary>An officer of an agency. Text form <c>ofc_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct OfficerId
{
    public const string Prefix = "ofc";

    private OfficerId(string text) => Text = text;

    public string Text { get; }

    public static OfficerId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static OfficerId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out OfficerId id)
    {
        id = IdText.Fits(Prefix, text) ? new OfficerId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
