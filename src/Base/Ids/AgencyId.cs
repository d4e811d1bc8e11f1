namespace Writ.Base;

/// <summary>An agency that may ask. Text form <c>agy_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct AgencyId
{
    public const string Prefix = "agy";

    private AgencyId(string text) => Text = text;

    public string Text { get; }

    public static AgencyId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static AgencyId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out AgencyId id)
    {
        id = IdText.Fits(Prefix, text) ? new AgencyId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
