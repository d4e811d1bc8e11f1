namespace Writ.Base;

/// <summary>An account of a customer at a service. Text form <c>acc_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct AccountId
{
    public const string Prefix = "acc";

    private AccountId(string text) => Text = text;

    public string Text { get; }

    public static AccountId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static AccountId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out AccountId id)
    {
        id = IdText.Fits(Prefix, text) ? new AccountId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
