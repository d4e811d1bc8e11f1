namespace Writ.Base;

/// <summary>One grant of footage by an owner to an officer. Text form <c>grt_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct GrantId
{
    public const string Prefix = "grt";

    private GrantId(string text) => Text = text;

    public string Text { get; }

    public static GrantId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static GrantId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out GrantId id)
    {
        id = IdText.Fits(Prefix, text) ? new GrantId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
