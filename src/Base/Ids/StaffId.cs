namespace Writ.Base;

/// <summary>A member of the company's staff. Text form <c>stf_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct StaffId
{
    public const string Prefix = "stf";

    private StaffId(string text) => Text = text;

    public string Text { get; }

    public static StaffId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static StaffId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out StaffId id)
    {
        id = IdText.Fits(Prefix, text) ? new StaffId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
