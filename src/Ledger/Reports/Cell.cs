using System.Text.Json;
using System.Text.Json.Serialization;

namespace Writ.Ledger.Reports;

/// <summary>
/// One published cell. The kinds of nothing are types of their own: zero is <see cref="Count"/> of 0, and is neither
/// <see cref="NotReported"/>, nor a <see cref="Band"/>, nor <see cref="Withheld"/>. Only counts may be added up.
/// JSON: <c>{"is":"count","value":813}</c> and so on, by the names on the attributes, <c>is</c> first.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Count), "count")]
[JsonDerivedType(typeof(Approximate), "approximate")]
[JsonDerivedType(typeof(Bound), "bound")]
[JsonDerivedType(typeof(Percent), "percent")]
[JsonDerivedType(typeof(Band), "band")]
[JsonDerivedType(typeof(NotReported), "not-reported")]
[JsonDerivedType(typeof(Withheld), "withheld")]
public abstract record Cell
{
    private Cell()
    {
    }

    /// <summary>An exact number, zero included.</summary>
    public sealed record Count([property: JsonRequired] long Value) : Cell;

    /// <summary>A number published or derived as approximate (<c>~441</c>).</summary>
    public sealed record Approximate([property: JsonRequired] long Value) : Cell;

    /// <summary>A number known only from one side: <c>&gt;1900</c>, or <c>&lt;~950</c> (then <paramref name="About"/>).</summary>
    public sealed record Bound([property: JsonRequired] bool AtLeast, [property: JsonRequired] long Value, [property: JsonRequired] bool About = false) : Cell;

    /// <summary>A share published as such, in percent. Text, because published shares are cut or rounded as they please.</summary>
    public sealed record Percent([property: JsonRequired] string Value) : Cell;

    /// <summary>A lawful range (50 USC 1874); the number inside is not known here. Both ends inclusive. Never added up.</summary>
    public sealed record Band([property: JsonRequired] long Low, [property: JsonRequired] long High) : Cell;

    /// <summary>The publisher said nothing of this.</summary>
    public sealed record NotReported : Cell;

    /// <summary>The law forbids saying.</summary>
    public sealed record Withheld : Cell;
}

/// <summary>How every published document is written and read.</summary>
public static class PublishedJson
{
    /// <summary>camelCase to the letter, unknown members refused, 64 levels at most.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };
}
