namespace Writ.Base;

/// <summary>Something that an owner's page has its hub do. Text form <c>ord_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct OrderId
{
    public const string Prefix = "ord";

    private OrderId(string text) => Text = text;

    public string Text { get; }

    public static OrderId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static OrderId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out OrderId id)
    {
        id = IdText.Fits(Prefix, text) ? new OrderId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
