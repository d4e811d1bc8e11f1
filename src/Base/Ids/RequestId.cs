namespace Writ.Base;

/// <summary>One community request. Text form <c>rqs_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct RequestId
{
    public const string Prefix = "rqs";

    private RequestId(string text) => Text = text;

    public string Text { get; }

    public static RequestId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static RequestId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out RequestId id)
    {
        id = IdText.Fits(Prefix, text) ? new RequestId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
