namespace Writ.Base;

/// <summary>What was produced, sealed to its recipients. Text form <c>prd_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ProductionId
{
    public const string Prefix = "prd";

    private ProductionId(string text) => Text = text;

    public string Text { get; }

    public static ProductionId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ProductionId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ProductionId id)
    {
        id = IdText.Fits(Prefix, text) ? new ProductionId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
