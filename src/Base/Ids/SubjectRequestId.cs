namespace Writ.Base;

/// <summary>A person's own request for a copy of their data. Text form <c>sbj_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct SubjectRequestId
{
    public const string Prefix = "sbj";

    private SubjectRequestId(string text) => Text = text;

    public string Text { get; }

    public static SubjectRequestId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static SubjectRequestId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out SubjectRequestId id)
    {
        id = IdText.Fits(Prefix, text) ? new SubjectRequestId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
