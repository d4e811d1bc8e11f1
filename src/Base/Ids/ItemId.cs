namespace Writ.Base;

/// <summary>One item of a demand: identifier x data category. Text form <c>itm_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ItemId
{
    public const string Prefix = "itm";

    private ItemId(string text) => Text = text;

    public string Text { get; }

    public static ItemId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ItemId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ItemId id)
    {
        id = IdText.Fits(Prefix, text) ? new ItemId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
