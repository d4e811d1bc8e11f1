using Writ.Base;

namespace Writ.Demands.Draft;

/// <summary>One demand that is being written. Text form <c>drf_</c> and 16 characters, see <see cref="IdText"/>.</summary>
internal readonly record struct DraftId
{
    private const string Prefix = "drf";

    private DraftId(string text) => Text = text;

    public string Text { get; }

    public static DraftId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static DraftId FromTrusted(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not the id of a draft");

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out DraftId id)
    {
        id = IdText.Fits(Prefix, text) ? new DraftId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
