namespace Writ.Base;

/// <summary>Somebody designated to open everything in the record. Text form <c>adt_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct AuditorId
{
    public const string Prefix = "adt";

    private AuditorId(string text) => Text = text;

    public string Text { get; }

    public static AuditorId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static AuditorId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out AuditorId id)
    {
        id = IdText.Fits(Prefix, text) ? new AuditorId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
