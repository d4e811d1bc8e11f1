namespace Writ.Base;

/// <summary>The gate's authorisation of one disclosure. Text form <c>aut_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct AuthorisationId
{
    public const string Prefix = "aut";

    private AuthorisationId(string text) => Text = text;

    public string Text { get; }

    public static AuthorisationId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static AuthorisationId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out AuthorisationId id)
    {
        id = IdText.Fits(Prefix, text) ? new AuthorisationId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
