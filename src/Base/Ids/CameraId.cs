namespace Writ.Base;

/// <summary>A camera of a home. Text form <c>cam_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct CameraId
{
    public const string Prefix = "cam";

    private CameraId(string text) => Text = text;

    public string Text { get; }

    public static CameraId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static CameraId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out CameraId id)
    {
        id = IdText.Fits(Prefix, text) ? new CameraId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
