using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Writ.Base;

/// <summary>
/// The shape of every id: a prefix that names its kind, an underscore, and 16 random letters and digits
/// (80 bits, Crockford's base32 in lower case, without i, l, o and u). Unguessable, and tells no order or count.
/// </summary>
public static class IdText
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const int Length = 16;

    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, Length)}";

    public static bool Fits(string prefix, [NotNullWhen(true)] string? text) =>
        text is not null
        && text.Length == prefix.Length + 1 + Length
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text[prefix.Length] == '_'
        && text.AsSpan(prefix.Length + 1).IndexOfAnyExcept(Alphabet) < 0;

    internal static string Trusted(string prefix, string text) =>
        Fits(prefix, text) ? text : throw new FormatException($"Not an id of kind {prefix}");
}

/// <summary>One demand that came in. Text form <c>dmd_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct DemandId
{
    public const string Prefix = "dmd";

    private DemandId(string text) => Text = text;

    public string Text { get; }

    public static DemandId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static DemandId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out DemandId id)
    {
        id = IdText.Fits(Prefix, text) ? new DemandId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

/// <summary>One item of a demand: identifier x data category. Text form <c>itm_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ItemId
{
    public const string Prefix = "itm";

    private ItemId(string text) => Text = text;

    public string Text { get; }

    public static ItemId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ItemId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ItemId id)
    {
        id = IdText.Fits(Prefix, text) ? new ItemId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

/// <summary>An agency that may ask. Text form <c>agy_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct AgencyId
{
    public const string Prefix = "agy";

    private AgencyId(string text) => Text = text;

    public string Text { get; }

    public static AgencyId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static AgencyId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out AgencyId id)
    {
        id = IdText.Fits(Prefix, text) ? new AgencyId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

/// <summary>An officer of an agency. Text form <c>ofc_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct OfficerId
{
    public const string Prefix = "ofc";

    private OfficerId(string text) => Text = text;

    public string Text { get; }

    public static OfficerId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static OfficerId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out OfficerId id)
    {
        id = IdText.Fits(Prefix, text) ? new OfficerId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

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

/// <summary>One sealed record of an account. Text form <c>rec_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct RecordId
{
    public const string Prefix = "rec";

    private RecordId(string text) => Text = text;

    public string Text { get; }

    public static RecordId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static RecordId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out RecordId id)
    {
        id = IdText.Fits(Prefix, text) ? new RecordId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

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

/// <summary>What was produced, sealed to its recipients. Text form <c>prd_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ProductionId
{
    public const string Prefix = "prd";

    private ProductionId(string text) => Text = text;

    public string Text { get; }

    public static ProductionId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ProductionId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ProductionId id)
    {
        id = IdText.Fits(Prefix, text) ? new ProductionId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

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

/// <summary>A recorded legal bar to telling a person. Text form <c>bar_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct BarId
{
    public const string Prefix = "bar";

    private BarId(string text) => Text = text;

    public string Text { get; }

    public static BarId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static BarId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out BarId id)
    {
        id = IdText.Fits(Prefix, text) ? new BarId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}

/// <summary>What a person says against a disclosure of their data. Text form <c>obj_</c> and 16 characters, see <see cref="IdText"/>.</summary>
public readonly record struct ObjectionId
{
    public const string Prefix = "obj";

    private ObjectionId(string text) => Text = text;

    public string Text { get; }

    public static ObjectionId New() => new(IdText.New(Prefix));

    /// <summary>For text that this house wrote itself; throws on anything else.</summary>
    public static ObjectionId FromTrusted(string text) => new(IdText.Trusted(Prefix, text));

    /// <summary>For text from outside.</summary>
    public static bool TryParse(string? text, out ObjectionId id)
    {
        id = IdText.Fits(Prefix, text) ? new ObjectionId(text) : default;
        return id.Text is not null;
    }

    public override string ToString() => Text;
}
