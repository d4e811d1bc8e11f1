namespace Writ.Base;

/// <summary>A household that has cameras: its hub, its holders of keys, its clips. Text form <c>hom_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct HomeId
{
    public const string Prefix = "hom";

    private HomeId(string text) => Text = text;

    public string Text { get; }

    public static HomeId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static HomeId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out HomeId id)
    {
        id = IdText.Fits(Prefix, text) ? new HomeId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
