namespace Writ.Base;

/// <summary>A notice to a person that their data was asked for. Text form <c>ntc_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct NoticeId
{
    public const string Prefix = "ntc";

    private NoticeId(string text) => Text = text;

    public string Text { get; }

    public static NoticeId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static NoticeId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out NoticeId id)
    {
        id = IdText.Fits(Prefix, text) ? new NoticeId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
