namespace Writ.Base;

/// <summary>What a person says against a disclosure of their data. Text form <c>obj_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ObjectionId
{
    public const string Prefix = "obj";

    private ObjectionId(string text) => Text = text;

    public string Text { get; }

    public static ObjectionId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ObjectionId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ObjectionId id)
    {
        id = IdText.Fits(Prefix, text) ? new ObjectionId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
