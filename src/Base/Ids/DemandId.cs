namespace Writ.Base;

/// <summary>One demand that came in. Text form <c>dmd_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct DemandId
{
    public const string Prefix = "dmd";

    private DemandId(string text) => Text = text;

    public string Text { get; }

    public static DemandId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static DemandId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out DemandId id)
    {
        id = IdText.Fits(Prefix, text) ? new DemandId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
