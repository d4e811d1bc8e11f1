namespace Writ.Base;

/// <summary>A recorded clip, named by the hub that made it. Text form <c>clp_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ClipId
{
    public const string Prefix = "clp";

    private ClipId(string text) => Text = text;

    public string Text { get; }

    public static ClipId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ClipId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ClipId id)
    {
        id = IdText.Fits(Prefix, text) ? new ClipId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
