namespace Writ.Base;

/// <summary>A sealed file in the blob store. Text form <c>blb_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct BlobId
{
    public const string Prefix = "blb";

    private BlobId(string text) => Text = text;

    public string Text { get; }

    public static BlobId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static BlobId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out BlobId id)
    {
        id = IdText.Fits(Prefix, text) ? new BlobId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
